"""What a page shows when two people changed one thing: what the reader wrote beside what is there now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from fairplace.town.logicmodels.models import LogicModel, ModelEvent
from fairplace.town.ui.fields import say_value


@dataclass(frozen=True)
class Difference:
    """One field that both wrote differently, in words."""

    label: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Clash:
    """What differs, and the change that came between, for `logicmodels/_clash.html`."""

    differences: tuple[Difference, ...]
    last: ModelEvent | None
    is_gone: bool = False


def make_clash(
    form: forms.Form, *, model: LogicModel, now: Mapping[str, Any] | None, versions: Mapping[str, int]
) -> Clash:
    """Return what to show, and give the form the versions there are now: saving again writes over them.

    `now` is what there is by the names of the form's fields, or None where somebody took it away.
    """
    posted: Any = QueryDict(mutable=True)
    posted.update(form.data)
    for name, version in versions.items():
        posted[name] = str(version)
    differences = []
    for name, theirs in (now or {}).items():
        if name in form.fields and not form[name].is_hidden:
            mine, there = say_value(form[name], form[name].value()), say_value(form[name], theirs)
            if mine != there:
                differences.append(Difference(str(form[name].label), there, mine))
    form.data = posted
    last = model.events.select_related("by").order_by("-seq").first()
    return Clash(tuple(differences), last, now is None)
