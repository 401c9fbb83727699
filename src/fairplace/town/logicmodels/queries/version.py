from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from fairplace.town.logicmodels.models import LogicModel, Version
from fairplace.town.logicmodels.queries.model import get_state, seq_at
from fairplace.town.logicmodels.rules.state import State


def list_versions(model: LogicModel) -> list[Version]:
    """Return the named versions of a model, the newest first."""
    return list(model.versions.select_related("made_by", "approved_by").order_by("-number"))


def find_version(model: LogicModel, number: int) -> Version | None:
    return model.versions.filter(number=number).select_related("made_by", "approved_by").first()


def last_approved(model: LogicModel) -> Version | None:
    """Return the newest version that the group approved: what the public reads."""
    return model.versions.exclude(approved_on=None).order_by("-number").first()


@dataclass(frozen=True)
class Moment:
    """A state of a model with what its moment is called: a version, a day, or now."""

    code: str
    name: str
    state: State


def find_moment(model: LogicModel, code: str) -> Moment | None:
    """Return the model at "now", at a version ("v3") or at the end of a day ("2026-03-01")."""
    if code == "now":
        return Moment(code, _("Now"), get_state(model))
    if code.startswith("v") and code[1:].isdecimal():
        version = find_version(model, int(code[1:6]))
        return version and Moment(code, name_version(version), get_state(model, seq=version.seq))
    try:
        day = date.fromisoformat(code)
    except ValueError:
        return None
    name = formats.date_format(day, "j F Y")
    return Moment(code, name, get_state(model, seq=seq_at(model, day)))


def name_version(version: Version) -> str:
    name = _("Version %(number)s") % {"number": version.number}
    return f"{name}: {version.name}" if version.name else name
