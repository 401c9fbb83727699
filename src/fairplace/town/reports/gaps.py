"""Finds what is not carried: composes the mapping with what the measures say of each objective."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _

from fairplace.town.framework.models import Item, Recommendation
from fairplace.town.framework.queries import get_framework
from fairplace.town.measures.queries import list_readings
from fairplace.town.measures.rules import tally
from fairplace.town.places.models import DeprivationEdition, Town
from fairplace.town.places.queries import Deprived, get_deprived
from fairplace.town.workstreams.models import Fit, Workstream
from fairplace.town.workstreams.queries.matrix import Matrix, get_matrix, get_matrix_on_old_terms
from fairplace.town.workstreams.rules.coverage import CARRYING, FITS, is_weak

HEADINGS = ("List", "Code", "Text", "Objective", "Need", "Best fit", "Carried by", "Owner")


@dataclass(frozen=True)
class Need:
    """How the measures of one objective are going, and how many people live where it is needed most.

    The first of them all is where need is greatest.
    """

    objective: Item
    tally: dict[str, int]
    deprived: float | None
    rank: int = 0

    @property
    def measures(self) -> int:
        return sum(self.tally.values())

    @property
    def order(self) -> tuple:
        """Most measures getting worse, then most people in deprived areas, then least that can be told."""
        told = (self.tally["cannot tell"], self.tally["none"])
        return (-self.tally["worse"], -(self.deprived or 0), *(-number for number in told))

    @property
    def words(self) -> str:
        return f"{self.in_measures}; {self.in_deprivation}" if self.in_deprivation else self.in_measures

    @property
    def in_deprivation(self) -> str:
        if self.deprived is None:
            return ""
        return _("%(share)d%% of people live in areas among the most deprived three tenths") % {
            "share": round(100 * self.deprived)
        }

    @property
    def in_measures(self) -> str:
        if not self.measures:
            return _("No measure")
        return _("%(worse)d of %(all)d measures getting worse, %(unclear)d cannot be told") % {
            "worse": self.tally["worse"],
            "all": self.measures,
            "unclear": self.tally["cannot tell"],
        }


@dataclass(frozen=True)
class Line:
    """A recommendation with what carries it, and the need of its objective."""

    recommendation: Recommendation
    need: Need | None
    best: str
    carriers: tuple[tuple[Workstream, str], ...]

    @property
    def best_in_words(self) -> str:
        return str(Fit(self.best).label) if self.best else _("Not mapped")

    @property
    def owners(self) -> list[str]:
        """Return who answers for the work that carries it: the lead partner, or else the named owner."""
        named = {str(work.lead or work.owner) for work, _fit in self.carriers if work.lead or work.owner}
        return sorted(named)

    @property
    def order(self) -> tuple:
        rank = self.need.rank if self.need else 10_000
        return (rank, FITS.index(self.best) if self.best else -1, len(self.carriers))


@dataclass(frozen=True)
class Gaps:
    """What is not carried, or hangs on one thread. Each list begins where need is greatest."""

    needs: list[Need]
    lines: list[Line]
    orphans: list[Workstream]
    of_recommendations: int
    of_workstreams: int
    deprivation: DeprivationEdition | None
    objective: str = ""

    @cached_property
    def weak(self) -> list[Line]:
        return [line for line in self.lines if is_weak(line.best)]

    @cached_property
    def alone(self) -> list[Line]:
        return [line for line in self.lines if len(line.carriers) == 1]

    @cached_property
    def one_owner(self) -> list[Line]:
        """Return what several workstreams carry that one owner alone answers for."""
        return [line for line in self.lines if len(line.carriers) > 1 and len(line.owners) == 1]


def get_gaps(*, town: Town, objective: str = "", edition: str = "") -> Gaps:
    """Return the gaps of the whole mapping, or of one objective. Workstreams without work show in both.

    With an earlier edition the recommendations are told in its terms, each with what carries its heirs.
    An objective that there is not asks for nothing: of an empty list nobody must read that all is well.
    """
    matrix = get_matrix_on_old_terms(town=town, edition=edition) if edition else get_matrix(town=town)
    deprived = get_deprived(town=town)
    needs = list_needs(town=town, deprived=deprived)
    by_objective = {need.objective.code: need for need in needs}
    lines = [_line(one, matrix, by_objective) for one in matrix.recommendations]
    if objective not in {need.objective.code for need in needs}:
        objective = ""
    if objective:
        lines = [line for line in lines if line.need and line.need.objective.code == objective]
    orphans = [one for one in matrix.workstreams if not matrix.column_totals[one.pk].carried]
    ordered = sorted(lines, key=lambda line: line.order)
    by = deprived.edition if deprived else None
    counts = len(matrix.recommendations), len(matrix.workstreams)
    return Gaps(needs, ordered, orphans, *counts, by, objective)


def list_needs(*, town: Town, deprived: Deprived | None) -> list[Need]:
    """Return the objectives, the one with the greatest need first."""
    framework = get_framework(town=town)
    if framework is None:
        return []
    readings = list_readings(town=town)
    needs = []
    for objective in framework.objectives:
        own = [one.verdict for one in readings if objective in one.measure.objectives.all()]
        share = deprived.share(objective.deprivation) if deprived else None
        needs.append(Need(objective, tally(own), share))
    ranked = sorted(needs, key=lambda need: need.order)
    return [replace(need, rank=rank) for rank, need in enumerate(ranked, start=1)]


def _line(one: Recommendation, matrix: Matrix, needs: dict[str, Need]) -> Line:
    carriers = tuple(entry for entry in matrix.carriers(one) if entry[1] in CARRYING)
    above = one.objective
    return Line(one, needs.get(above.code) if above else None, matrix.row_totals[one.pk].best, carriers)


def list_gap_rows(gaps: Gaps) -> Iterator[tuple[str, ...]]:
    """Yield every line of every list as it goes into a file."""
    lists = (
        (_("Not or weakly covered"), gaps.weak),
        (_("Carried by one workstream alone"), gaps.alone),
        (_("One owner alone"), gaps.one_owner),
    )
    for name, lines in lists:
        yield from _rows_of(name, lines)
    for work in gaps.orphans:
        yield (
            _("Workstream that carries nothing"),
            work.code,
            work.name,
            "",
            "",
            "",
            "0",
            str(work.lead or work.owner),
        )


def _rows_of(name: str, lines: Iterable[Line]) -> Iterator[tuple[str, ...]]:
    for line in lines:
        yield (
            name,
            line.recommendation.code,
            line.recommendation.name,
            f"{line.need.objective.code} {line.need.objective}" if line.need else "",
            line.need.words if line.need else "",
            line.best_in_words,
            str(len(line.carriers)),
            ", ".join(line.owners),
        )
