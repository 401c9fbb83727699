from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairplace.town.governance.models import Aim, ChangeIdea, Driver, TestCycle
from fairplace.town.partners.models import Group
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.operations.saving import describe, save_fields

# What each is called in the record, and what hangs below it.
KINDS: dict[type, str] = {
    Aim: "aim",
    Driver: "driver",
    ChangeIdea: "change idea",
    TestCycle: "test of change",
}
BELOW: dict[type, str] = {Aim: "drivers", Driver: "ideas", ChangeIdea: "tests"}
type_of_part = Aim | Driver | ChangeIdea | TestCycle


class PartKept(Exception):
    """A part of a driver diagram cannot be taken away; the message is a sentence."""


@transaction.atomic
def add_part(
    *, by: Person | None, group: Group, model: type[type_of_part], values: Mapping[str, Any]
) -> type_of_part:
    """Add an aim, a driver, an idea or a test; `values` name what it belongs to."""
    part = model.objects.create(**values)
    after = describe(part, tuple(values))
    _write_down(by, "added", group, part, after=after)
    return part


def change_part(
    *, by: Person | None, group: Group, part: type_of_part, version: int, values: Mapping[str, Any]
) -> type_of_part:
    """Change a part that was read at `version`. Raises ChangedMeanwhile when somebody saved it since."""
    return save_fields(
        part,
        by=by,
        town=group.town,
        kind=KINDS[type(part)],
        subject=name_part(group, part),
        version=version,
        values=values,
    )


def end_aim(*, by: Person | None, aim: Aim, version: int, on: date | None) -> Aim:
    """End an aim on a day, or take it up again. What was tried for it stays readable."""
    return save_fields(
        aim,
        by=by,
        town=aim.group.town,
        kind=KINDS[Aim],
        subject=name_part(aim.group, aim),
        version=version,
        values={"ended_on": on},
        verb="ended" if on else "took up again",
    )


@transaction.atomic
def remove_part(*, by: Person | None, group: Group, part: type_of_part) -> None:
    """Take away what was added by mistake. What something hangs on is kept: an aim is ended instead."""
    if type(part) in BELOW and getattr(part, BELOW[type(part)]).exists():
        raise PartKept(_("Something hangs on it. Take that away first, or end the aim."))
    _write_down(by, "removed", group, part, before={"text": str(part)})
    part.delete()


def name_part(group: Group, part: type_of_part) -> str:
    """Return what the record calls a part: its group, and its number among its kind."""
    return f"{group.slug} {part.pk}"


def _write_down(
    by: Person | None, verb: str, group: Group, part: type_of_part, *, before: Any = None, after: Any = None
) -> None:
    subject, kind = name_part(group, part), KINDS[type(part)]
    record(by=by, verb=verb, kind=kind, subject=subject, town=group.town.slug, before=before, after=after)
