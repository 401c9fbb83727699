from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from fairplace.town.places.models import Town
from fairplace.town.reviews.models import Restatement, Snapshot


@dataclass(frozen=True)
class RestatementFilter:
    """Which restatements to list; what is empty filters nothing."""

    snapshot: str = ""
    measure: str = ""
    cause: str = ""


def list_restatements(
    *, town: Town, chosen: RestatementFilter | None = None, drafts: bool = False
) -> QuerySet[Restatement]:
    """Return the frozen figures that changed, newest first, of snapshots that the reader may see."""
    chosen = chosen or RestatementFilter()
    found = Restatement.objects.filter(snapshot__town=town)
    if not drafts:
        found = found.filter(snapshot__is_public=True)
    for name, value in (
        ("snapshot__slug", chosen.snapshot), ("measure", chosen.measure), ("cause", chosen.cause),
    ):  # fmt: skip
        if value:
            found = found.filter(**{name: value})
    found = found.select_related("snapshot").defer("snapshot__body")
    return found.order_by("-found_at", "measure", "place_name", "period", "pk")


def list_restated(snapshot: Snapshot, *, measure: str = "") -> list[Restatement]:
    """Return what changed since a snapshot was made, of one measure or all; the newest of each figure."""
    found = Restatement.objects.filter(snapshot=snapshot)
    newest: dict[tuple[str, ...], Restatement] = {}
    for one in (found.filter(measure=measure) if measure else found).order_by("found_at", "pk"):
        newest[get_key(one)] = one
    return list(newest.values())


def count_restated(town: Town, measure: str) -> int:
    """Return how many figures of a measure changed since they were frozen for everybody to read."""
    found = Restatement.objects.filter(snapshot__town=town, snapshot__is_public=True, measure=measure)
    return found.order_by().values("place", "subgroup", "period").distinct().count()


def get_key(one: Restatement) -> tuple[str, ...]:
    """Return what a restatement is of: measure, place, subgroup, period."""
    return one.measure, one.place, one.subgroup, one.period


def list_waiting(*, town: Town, keys: Iterable[int]) -> list[Restatement]:
    """Return these restatements of a town, held until the transaction ends."""
    found = Restatement.objects.filter(snapshot__town=town, pk__in=list(keys))
    return list(found.select_for_update(of=("self",)).select_related("snapshot").order_by("pk"))


def list_since(town: Town, first: int) -> list[Restatement]:
    """Return the restatements of signed figures of a town from one on, in the order in which they came."""
    found = Restatement.objects.filter(snapshot__town=town, snapshot__review__isnull=False, pk__gte=first)
    return list(found.select_related("snapshot").defer("snapshot__body").order_by("pk"))
