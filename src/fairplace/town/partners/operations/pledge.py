from collections.abc import Mapping
from typing import Any

from django.db import transaction

from fairplace.town.partners.models import CheckIn, Organisation, Pledge
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record

WRITTEN = ("text", "made_on", "ended_on")


@transaction.atomic
def save_pledge(
    *, by: Person | None, organisation: Organisation, pledge: Pledge | None, values: Mapping[str, Any]
) -> Pledge:
    """Add what a partner promised, or change it."""
    before = _said(pledge) if pledge else None
    one = pledge or Pledge(organisation=organisation)
    for name in WRITTEN:
        setattr(one, name, values[name])
    one.save()
    _write_down(by, "changed" if pledge else "added", one, before, _said(one))
    return one


@transaction.atomic
def check_in(*, by: Person | None, pledge: Pledge, year: int, going: str, said: str) -> CheckIn:
    """Write down how a pledge goes in a year. Said again for the same year, the later word stands."""
    old = pledge.check_ins.filter(year=year).first()
    before = {"year": year, "going": old.going, "said": old.said} if old else None
    one = CheckIn.objects.update_or_create(
        pledge=pledge, year=year, defaults={"going": going, "said": said, "by": by}
    )[0]
    _write_down(by, "checked in", pledge, before, {"year": year, "going": going, "said": said})
    return one


def _said(one: Pledge) -> dict[str, str]:
    return {name: str(getattr(one, name) or "") for name in WRITTEN}


def _write_down(by: Person | None, verb: str, pledge: Pledge, before: Any, after: Any) -> None:
    organisation = pledge.organisation
    subject = f"{organisation.code}: {pledge.text[:80]}"
    record(
        by=by, verb=verb, kind="pledge", subject=subject, town=organisation.town.slug,
        before=before, after=after,
    )  # fmt: skip
