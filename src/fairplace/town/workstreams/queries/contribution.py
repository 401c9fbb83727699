from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairplace.town.framework.rules import Said
from fairplace.town.places.models import Town
from fairplace.town.workstreams.models import Alignment, Contribution
from fairplace.town.workstreams.queries.workstream import CARRYING

LINKED = Contribution.State.LINKED


@dataclass(frozen=True)
class Coverage:
    """How many workstreams carry a recommendation by plan, and how much was found that nobody had planned."""

    planned: int = 0
    found: int = 0


def count_coverage(*, town: Town) -> dict[int, Coverage]:
    """Return planned and found for each recommendation that has either, by its key, in two queries."""
    cells = Alignment.objects.filter(
        workstream__town=town, workstream__archived_on=None, fit__in=CARRYING
    ).values_list("recommendation")
    planned = dict(cells.annotate(number=Count("pk")).order_by("recommendation"))
    linked = Contribution.recommendations.through.objects.filter(
        contribution__town=town, contribution__state=LINKED
    ).values_list("recommendation")
    found = dict(linked.annotate(number=Count("pk")).order_by("recommendation"))
    return {pk: Coverage(planned.get(pk, 0), found.get(pk, 0)) for pk in planned.keys() | found.keys()}


def say_coverage(town: Town) -> Mapping[int, Sequence[Said]]:
    """Return what the public lists say of each recommendation: what was planned, and what was found."""
    told = _list_told(town)
    return {
        pk: [_say_planned(coverage.planned), *([_say_found(told[pk])] if pk in told else [])]
        for pk, coverage in count_coverage(town=town).items()
    }


def _say_planned(number: int) -> Said:
    said = ngettext("Planned: %(n)s workstream carries it", "Planned: %(n)s workstreams carry it", number)
    return Said(said % {"n": number} if number else _("Planned: no workstream carries it yet"))


def _say_found(texts: list[str]) -> Said:
    said = ngettext("Found: %(n)s thing that helps", "Found: %(n)s things that help", len(texts))
    return Said(said % {"n": len(texts)}, tuple(texts))


def _list_told(town: Town) -> dict[int, list[str]]:
    linked = Contribution.recommendations.through.objects.filter(
        contribution__town=town, contribution__state=LINKED
    )
    told: dict[int, list[str]] = {}
    for pk, text, is_invented in linked.order_by("contribution__told_at").values_list(
        "recommendation", "contribution__text", "contribution__is_demonstration"
    ):
        told.setdefault(pk, []).append(f"{text} ({_('demonstration')})" if is_invented else text)
    return told


def list_contributions(*, town: Town, state: str = "") -> QuerySet[Contribution]:
    """Return what people told of, longest waiting first; otherwise newest first."""
    found = Contribution.objects.filter(town=town).select_related("organisation", "read_by")
    found = found.prefetch_related("recommendations").filter(**({"state": state} if state else {}))
    return found.order_by("told_at" if state == Contribution.State.WAITING else "-told_at")


def count_waiting(*, town: Town) -> int:
    return Contribution.objects.filter(town=town, state=Contribution.State.WAITING).count()


def get_contribution(*, town: Town, pk: int) -> Contribution | None:
    return list_contributions(town=town).filter(pk=pk).first()
