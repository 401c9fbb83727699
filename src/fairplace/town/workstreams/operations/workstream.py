from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Town
from fairplace.town.workstreams.models import Share, Strategy, Workstream

PLAIN = (
    "code", "name", "summary", "owner", "lead", "group", "approach", "reach_of",
    "population_groups", "cost_pence", "starts_on", "ends_on", "is_demonstration",
)  # fmt: skip
KIND = "workstream"


@transaction.atomic
def save_workstream(
    *, by: Person | None, town: Town, workstream: Workstream | None, values: Mapping[str, Any]
) -> Workstream:
    """Add a workstream, or change one; what the values leave out stays as it was.

    `partners` and `places` are rows, `strategies` are (name, address), `shares` are (reach, pence) by fifth.
    """
    before = describe(workstream) if workstream else None
    one = workstream or Workstream(town=town)
    for name in PLAIN:
        if name in values:
            setattr(one, name, values[name])
    one.save()
    for name in ("partners", "places"):
        if name in values:
            getattr(one, name).set(values[name])
    if "strategies" in values:
        one.strategies.set(_save_strategies(town, values["strategies"]))
    if "shares" in values:
        _save_shares(one, values["shares"])
    one = Workstream.objects.select_related("lead", "group").get(pk=one.pk)
    after = describe(one)
    if before != after:
        _write_down(by, "changed" if before else "added", one, before, after)
    return one


@transaction.atomic
def archive_workstream(*, by: Person | None, workstream: Workstream) -> None:
    """Take a workstream out of the lists. Its address stays, and what it carries is kept."""
    workstream.archived_on = timezone.localdate()
    workstream.save(update_fields=["archived_on"])
    _write_down(by, "archived", workstream, None, None)


@transaction.atomic
def bring_back_workstream(*, by: Person | None, workstream: Workstream) -> None:
    """Put an archived workstream into the lists again."""
    workstream.archived_on = None
    workstream.save(update_fields=["archived_on"])
    _write_down(by, "brought back", workstream, None, None)


@transaction.atomic
def remove_workstream(*, by: Person | None, workstream: Workstream) -> None:
    """Take away a workstream that was added by mistake. One that carries something is archived."""
    if workstream.alignments.exists():
        archive_workstream(by=by, workstream=workstream)
        return
    before = describe(workstream)
    _write_down(by, "removed", workstream, before, None)
    workstream.delete()


def describe(one: Workstream) -> dict[str, Any]:
    """Return what the record keeps of a workstream."""
    said = {name: getattr(one, name) for name in PLAIN}
    for name in ("lead", "group", "starts_on", "ends_on"):
        said[name] = str(said[name] or "")
    told = {share.quintile: (share.reach, share.spend_pence) for share in one.shares.all()}
    return {
        **said,
        "partners": sorted(partner.code for partner in one.partners.all()),
        "places": sorted(place.code for place in one.places.all()),
        "strategies": sorted(strategy.name for strategy in one.strategies.all()),
        "reach by fifth": [told.get(n, (None, None))[0] for n in range(1, 6)],
        "spend by fifth (pence)": [told.get(n, (None, None))[1] for n in range(1, 6)],
    }


def _save_strategies(town: Town, told: Iterable[tuple[str, str]]) -> list[Strategy]:
    """Return the strategies of these names, new ones added; an address that is given is kept."""
    found = []
    for name, address in told:
        strategy, _is_new = Strategy.objects.get_or_create(town=town, name=name)
        if address and strategy.address != address:
            strategy.address = address
            strategy.save(update_fields=["address"])
        found.append(strategy)
    return found


def _save_shares(one: Workstream, told: Mapping[int, tuple[int | None, int | None]]) -> None:
    """Keep a row for each fifth of which something is known."""
    one.shares.all().delete()
    Share.objects.bulk_create(
        Share(workstream=one, quintile=quintile, reach=reach, spend_pence=pence)
        for quintile, (reach, pence) in told.items()
        if (reach, pence) != (None, None)
    )


def _write_down(by: Person | None, verb: str, one: Workstream, before: Any, after: Any) -> None:
    record(by=by, verb=verb, kind=KIND, subject=one.code, town=one.town.slug, before=before, after=after)
