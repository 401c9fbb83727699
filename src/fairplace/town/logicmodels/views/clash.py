"""What a page shows when two people changed one thing: what the reader wrote beside what is there now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from fairplace.town.logicmodels.models import LogicModel, ModelEvent
from fairplace.town.places.views.clash import Difference, compare


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
    shown = {
        name: there for name, there in (now or {}).items() if name in form.fields and not form[name].is_hidden
    }
    differences = compare(form, shown)
    form.data = posted
    last = model.events.select_related("by").order_by("-seq").first()
    return Clash(differences, last, now is None)
