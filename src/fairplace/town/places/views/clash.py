"""What a page shows when two people changed one thing: what the reader wrote beside what is there now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from fairplace.town.people.models import AuditEvent
from fairplace.town.places.models.versioned import Versioned
from fairplace.town.ui.fields import say_value


@dataclass(frozen=True)
class Difference:
    """One field that both wrote differently, in words."""

    label: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Clash:
    """What differs, and who saved it last, for `places/_clash.html`."""

    differences: tuple[Difference, ...]
    last: AuditEvent | None


def compare(form: forms.BaseForm, now: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Return the fields of a posted form that differ from the values there are now, named as in the form."""
    found = []
    for name, theirs in now.items():
        if name not in form.fields:
            continue
        field = form[name]
        # Browsers send other line endings than are kept: that alone is no difference.
        mine, there = (say_value(field, one).replace("\r\n", "\n") for one in (field.value(), theirs))
        if mine != there:
            found.append(Difference(str(field.label), there, mine))
    return tuple(found)


def make_clash(
    form: forms.Form, *, now: Mapping[str, Any], one: Versioned, kind: str, subject: str, town: str
) -> Clash:
    """Return what to show, and give the form the version there is now: saving again writes over it."""
    last = AuditEvent.objects.filter(town=town, kind=kind, subject=subject).select_related("by").first()
    posted: Any = QueryDict(mutable=True)
    posted.update(form.data)
    posted["version"] = str(one.version)
    form.data = posted
    return Clash(compare(form, now), last)
