"""Reads rounds of blind double mapping. Only `list_own_marks` reads marks before both people are done."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from fairplace.town.framework.models import Recommendation
from fairplace.town.people.models import Person
from fairplace.town.people.rules import ROLES, Ability
from fairplace.town.places.models import Town
from fairplace.town.workstreams.models import Mark, Round, Settlement, Workstream
from fairplace.town.workstreams.rules.agreement import Agreement, measure_agreement


@dataclass(frozen=True)
class Cell:
    """What the two said of one cell, and what they settled on where they differed."""

    recommendation: Recommendation
    workstream: Workstream
    first: Mark
    second: Mark
    settlement: Settlement | None

    @property
    def is_same(self) -> bool:
        return self.first.fit == self.second.fit

    @property
    def is_open(self) -> bool:
        return not self.is_same and self.settlement is None

    @property
    def name(self) -> str:
        return f"{self.recommendation.code} × {self.workstream.code}"


@dataclass(frozen=True)
class Outcome:
    """What came out of a round when both were done."""

    cells: list[Cell]
    agreement: Agreement

    @property
    def differing(self) -> list[Cell]:
        return [one for one in self.cells if not one.is_same]

    @property
    def open_count(self) -> int:
        return sum(one.is_open for one in self.cells)


@dataclass(frozen=True)
class Progress:
    """How far somebody is with one recommendation."""

    recommendation: Recommendation
    marked: int
    cells: int

    @property
    def is_complete(self) -> bool:
        return self.marked == self.cells


def list_rounds(*, town: Town) -> list[Round]:
    return list(Round.objects.filter(town=town).select_related("first", "second"))


def get_round(*, town: Town, pk: int) -> Round | None:
    return Round.objects.filter(town=town, pk=pk).select_related("first", "second", "town").first()


def list_mappers(*, town: Town) -> list[Person]:
    """Return everybody whose role in the town lets them map."""
    roles = [code for code, role in ROLES.items() if Ability.MAP in role.abilities]
    found = Person.objects.filter(appointments__town=town, appointments__role__in=roles, is_active=True)
    return list(found.distinct())


def list_own_marks(*, one: Round, by: Person, recommendation: Recommendation) -> dict[str, Mark]:
    """Return somebody's own marks for a recommendation, by the code of the workstream."""
    found = Mark.objects.filter(round=one, by=by, recommendation=recommendation)
    return {mark.workstream.code: mark for mark in found.select_related("workstream")}


def list_progress(*, one: Round, by: Person) -> list[Progress]:
    """Return how many cells somebody marked for each recommendation of the round."""
    counts: dict[int, int] = {}
    for pk in Mark.objects.filter(round=one, by=by).values_list("recommendation", flat=True):
        counts[pk] = counts.get(pk, 0) + 1
    cells = one.workstreams.count()
    return [Progress(row, counts.get(row.pk, 0), cells) for row in list_rows(one=one)]


def list_rows(*, one: Round) -> list[Recommendation]:
    return sorted(one.recommendations.select_related("home"), key=_by_place)


def _by_place(row: Recommendation) -> tuple[int, int]:
    return (row.home.position if row.home else 0, row.position)


def get_outcome(*, one: Round) -> Outcome:
    """Return every cell with both marks. Nobody may ask before both are done."""
    assert one.is_marked, "Marks are shown when both people are done, and not before."
    cells = _list_cells(one)
    fits = [(cell.first.fit, cell.second.fit) for cell in cells]
    return Outcome(cells, measure_agreement([a for a, _b in fits], [b for _a, b in fits]))


def get_cell(*, one: Round, recommendation: str, workstream: str) -> Cell | None:
    """Return one cell of a round that both are done with."""
    found = (cell for cell in _list_cells(one) if cell.recommendation.code == recommendation)
    return next((cell for cell in found if cell.workstream.code == workstream), None)


def find_next_open(cells: Sequence[Cell], *, after: Cell) -> Cell | None:
    """Return the next cell to settle, beginning again at the top when the list ends."""
    keys = [(cell.recommendation.pk, cell.workstream.pk) for cell in cells]
    at = keys.index((after.recommendation.pk, after.workstream.pk))
    return next((cell for cell in [*cells[at + 1 :], *cells[:at]] if cell.is_open), None)


def _list_cells(one: Round) -> list[Cell]:
    """Return the cells that both marked. Rows and columns are read once each, not with every mark."""
    marks = {_key(mark, mark.by_id): mark for mark in one.marks.order_by()}  # pyright: ignore[reportAttributeAccessIssue]
    settled = {_key(settlement): settlement for settlement in one.settlements.select_related("by")}
    works = one.workstreams.order_by("code")
    cells = []
    for row, work in product(list_rows(one=one), works):
        key = (row.pk, work.pk)
        first, second = (marks.get((*key, person.pk)) for person in (one.first, one.second))
        if first and second:
            cells.append(Cell(row, work, first, second, settled.get(key)))
    return cells


def _key(of: Mark | Settlement, *more: int) -> tuple[int, ...]:
    return of.recommendation_id, of.workstream_id, *more  # pyright: ignore[reportAttributeAccessIssue]
