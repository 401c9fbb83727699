"""Reads decisions, always for somebody: what a reader may not see is not there."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils import timezone

from fairplace.town.governance.models import Decision
from fairplace.town.governance.rules.reader import PUBLIC, Reader
from fairplace.town.partners.models import Group
from fairplace.town.places.models import Town

DUE, UNDATED = "due", "undated"


@dataclass(frozen=True)
class DecisionFilter:
    """Which decisions to list; what is empty filters nothing."""

    words: str = ""
    group: str = ""
    year: str = ""
    state: str = ""
    review: str = ""


def list_decisions(
    *, town: Town, chosen: DecisionFilter | None = None, reader: Reader = PUBLIC
) -> QuerySet[Decision]:
    """Return the decisions that fit and that the reader may see, the newest first, with their groups."""
    chosen = chosen or DecisionFilter()
    found = Decision.objects.filter(_readable(reader), _asked(chosen), town=town)
    return found.select_related("group").order_by("-number")


def _readable(reader: Reader) -> Q:
    """Return what a reader may see: the public what was decided, those inside also what is on its way."""
    restricted = Q(is_restricted=True)
    if not reader.reads_all:
        restricted &= Q(group__in=reader.groups)
    plain = Q(is_restricted=False)
    if not reader.is_inside:
        plain &= Q(state=Decision.State.DECIDED)
    return plain | restricted if reader.is_inside else plain


def _asked(chosen: DecisionFilter) -> Q:
    asked = Q()
    if chosen.words:
        asked &= (
            Q(title__icontains=chosen.words)
            | Q(question__icontains=chosen.words)
            | Q(outcome__icontains=chosen.words)
        )
    if chosen.group:
        asked &= Q(group__slug=chosen.group)
    if chosen.year.isdigit():
        asked &= Q(decided_at__year=int(chosen.year))
    if chosen.state:
        asked &= Q(state=chosen.state)
    if chosen.review == DUE:
        asked &= _due(timezone.localdate())
    if chosen.review == UNDATED:
        asked &= Q(state=Decision.State.DECIDED, review_on=None)
    return asked


def _due(until: date) -> Q:
    return Q(state=Decision.State.DECIDED, reviewed_at=None, review_on__lte=until)


def list_years(*, town: Town, reader: Reader = PUBLIC) -> list[int]:
    """Return the years in which something was decided that the reader may see, the newest first."""
    found = Decision.objects.filter(_readable(reader), town=town, decided_at__isnull=False)
    years = found.annotate(year=ExtractYear("decided_at")).order_by().values_list("year", flat=True)
    return sorted(set(years), reverse=True)


def list_due_reviews(of: Town | Group, until: date, *, reader: Reader = PUBLIC) -> QuerySet[Decision]:
    """Return the decisions of a town or of a group whose review falls due by a day, the longest due first."""
    whose = Q(town=of) if isinstance(of, Town) else Q(group=of)
    found = Decision.objects.filter(whose, _readable(reader), _due(until))
    return found.select_related("group").order_by("review_on", "number")


def get_decision(*, town: Town, number: int, reader: Reader) -> Decision | None:
    """Return a decision with its subjects and effects, or nothing where the reader may not see it."""
    found = Decision.objects.filter(_readable(reader), town=town, number=number)
    found = found.select_related("group", "item__meeting", "decided_by", "reviewed_by", "town")
    return found.prefetch_related("subjects", "effects").first()
