from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from fairplace.town.partners.models import Organisation, Seat
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Town

WRITTEN = ("code", "name", "sector", "role", "website", "joined_on")
SAID_OF_SEAT = ("name", "role", "email")


@transaction.atomic
def save_organisation(
    *, by: Person | None, town: Town, organisation: Organisation | None, values: Mapping[str, Any]
) -> Organisation:
    """Add a partner, or change one."""
    before = _said(organisation, WRITTEN) if organisation else None
    one = organisation or Organisation(town=town)
    for name in WRITTEN:
        if name in values:
            setattr(one, name, values[name])
    one.save()
    _write_down(by, "changed" if organisation else "added", one, before, _said(one, WRITTEN))
    return one


@transaction.atomic
def archive_organisation(*, by: Person | None, organisation: Organisation) -> None:
    """Take a partner off the register and the map. What it did is kept, and it can come back."""
    organisation.archived_on = timezone.localdate()
    organisation.save(update_fields=["archived_on"])
    _write_down(by, "archived", organisation, None, None)


@transaction.atomic
def bring_back_organisation(*, by: Person | None, organisation: Organisation) -> None:
    organisation.archived_on = None
    organisation.save(update_fields=["archived_on"])
    _write_down(by, "brought back", organisation, None, None)


@transaction.atomic
def save_seat(
    *, by: Person | None, organisation: Organisation, seat: Seat | None, values: Mapping[str, Any]
) -> Seat:
    """Add somebody who speaks for a partner, or change what is written of them."""
    before = _said(seat, SAID_OF_SEAT) if seat else None
    one = seat or Seat(organisation=organisation)
    for name in SAID_OF_SEAT:
        setattr(one, name, values[name])
    one.save()
    verb = "changed somebody who speaks for" if seat else "added somebody who speaks for"
    _write_down(by, verb, organisation, before, _said(one, SAID_OF_SEAT))
    return one


@transaction.atomic
def remove_seat(*, by: Person | None, seat: Seat) -> None:
    before = _said(seat, SAID_OF_SEAT)
    seat.delete()
    _write_down(by, "removed somebody who speaks for", seat.organisation, before, None)


def _said(one: Organisation | Seat, names: tuple[str, ...]) -> dict[str, str]:
    return {name: str(getattr(one, name) or "") for name in names}


def _write_down(by: Person | None, verb: str, one: Organisation, before: Any, after: Any) -> None:
    record(by=by, verb=verb, kind="partner", subject=one.code, town=one.town.slug, before=before, after=after)
