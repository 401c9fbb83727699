"""Reads the coverage matrix: recommendations by workstreams, and what each cell says."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import QuerySet

from fairplace.town.framework.models import Recommendation
from fairplace.town.framework.queries import list_recommendations, map_to_heirs
from fairplace.town.places.models import Town
from fairplace.town.workstreams.models import Alignment, Workstream
from fairplace.town.workstreams.rules.coverage import CARRYING, Total, best_fit, total

Cells = dict[tuple[int, int], str]
HAS_NONE = "has-none"


@dataclass(frozen=True)
class Filters:
    """Which part of the matrix to show. Nothing chosen means everything."""

    objective: str = ""
    fit: str = ""
    group: str = ""
    sector: str = ""
    words: str = ""

    @property
    def is_set(self) -> bool:
        return self != Filters()


@dataclass(frozen=True)
class Part:
    """What the workstreams of one group or one lead partner carry between them."""

    name: str
    workstreams: int
    total: Total
    recommendations: int


@dataclass(frozen=True)
class Matrix:
    """Some rows and columns of the whole, and the fits of their cells. One without a fit was not judged."""

    recommendations: list[Recommendation]
    workstreams: list[Workstream]
    cells: Cells
    of_recommendations: int = 0
    of_workstreams: int = 0
    filters: Filters = field(default_factory=Filters)

    @property
    def size(self) -> int:
        return len(self.recommendations) * len(self.workstreams)

    @cached_property
    def row_totals(self) -> dict[int, Total]:
        return self._totals(0, [one.pk for one in self.recommendations])

    @cached_property
    def column_totals(self) -> dict[int, Total]:
        return self._totals(1, [one.pk for one in self.workstreams])

    @cached_property
    def total(self) -> Total:
        return total(self.cells.values())

    def carriers(self, recommendation: Recommendation) -> list[tuple[Workstream, str]]:
        """Return the workstreams judged for a recommendation, with their fits, in their order."""
        found = ((one, self.cells.get((recommendation.pk, one.pk))) for one in self.workstreams)
        return [(one, fit) for one, fit in found if fit]

    def parts_by(self, key: Callable[[Workstream], Hashable | None]) -> list[Part]:
        """Return what each group, or each lead partner, carries: whatever `key` gives, in order of name."""
        owners = {one.pk: key(one) for one in self.workstreams}
        fits, rows, counts = defaultdict(list), defaultdict(set), defaultdict(int)
        for owner in owners.values():
            counts[owner] += 1
        for (row, column), fit in self.cells.items():
            fits[owners[column]].append(fit)
            if fit in CARRYING:
                rows[owners[column]].add(row)
        return [
            Part(str(owner or ""), counts[owner], total(fits[owner]), len(rows[owner]))
            for owner in sorted(counts, key=lambda owner: (not owner, str(owner)))
        ]

    def _totals(self, side: int, keys: Iterable[int]) -> dict[int, Total]:
        fits: dict[int, list[str]] = {key: [] for key in keys}
        for at, fit in self.cells.items():
            fits[at[side]].append(fit)
        return {key: total(told) for key, told in fits.items()}


def list_workstreams_to_map(*, town: Town) -> list[Workstream]:
    """Return the workstreams that are not archived, with their lead partners and groups."""
    found = Workstream.objects.filter(town=town, archived_on=None)
    return list(found.select_related("lead", "group"))


def list_recommendations_to_map(*, town: Town, edition: str = "") -> list[Recommendation]:
    """Return every recommendation in force or of an edition, drafts too: whoever maps has signed in."""
    return list_recommendations(town=town, drafts=True, edition=edition)


def list_cells_in_force(*, town: Town) -> QuerySet[Alignment]:
    """Return every judged cell of what is in force, with who mapped and who checked it."""
    found = Alignment.objects.filter(
        workstream__town=town,
        workstream__archived_on=None,
        recommendation__framework__is_current=True,
        recommendation__archived_on=None,
    )
    told = found.select_related("recommendation", "workstream", "mapped_by", "checked_by")
    return told.order_by("recommendation__code", "workstream__code")


def get_matrix_on_old_terms(*, town: Town, edition: str) -> Matrix:
    """Return the rows of an earlier edition, each with the work that carries what took its place since."""
    rows = list_recommendations_to_map(town=town, edition=edition)
    columns = list_workstreams_to_map(town=town)
    heirs = map_to_heirs(town=town)
    now = {pk for one in rows for pk in heirs[one.pk]}
    told = _list_cells(town, now, {one.pk for one in columns})
    cells: Cells = {}
    for one in rows:
        for column in columns:
            fits = [told[pk, column.pk] for pk in heirs[one.pk] if (pk, column.pk) in told]
            if fits:
                cells[one.pk, column.pk] = best_fit(fits)
    return Matrix(rows, columns, cells, len(rows), len(columns))


def get_matrix(*, town: Town, filters: Filters | None = None) -> Matrix:
    """Return the whole matrix, or the rows and columns that the filters leave."""
    filters = filters or Filters()
    rows, columns = list_recommendations_to_map(town=town), list_workstreams_to_map(town=town)
    kept_rows = [one for one in rows if _is_of(one, filters.objective)]
    kept_columns = [one for one in columns if _is_led(one, filters)]
    kept_rows, kept_columns = _holding(filters.words, kept_rows, kept_columns)
    cells = _list_cells(town, {one.pk for one in kept_rows}, {one.pk for one in kept_columns})
    if filters.fit:
        kept_rows = _with_fit(kept_rows, cells, filters.fit)
        keys = {one.pk for one in kept_rows}
        cells = {at: fit for at, fit in cells.items() if at[0] in keys}
    return Matrix(kept_rows, kept_columns, cells, len(rows), len(columns), filters)


def _is_of(one: Recommendation, objective: str) -> bool:
    return not objective or (one.objective is not None and one.objective.code == objective)


def _is_led(one: Workstream, filters: Filters) -> bool:
    in_group = not filters.group or (one.group is not None and one.group.slug == filters.group)
    return in_group and (not filters.sector or (one.lead is not None and one.lead.sector == filters.sector))


def _holding(
    words: str, rows: list[Recommendation], columns: list[Workstream]
) -> tuple[list[Recommendation], list[Workstream]]:
    """Return the rows and columns that hold the words; a side where nothing holds them stays whole.

    Somebody who looks for "school" wants to see what becomes of school recommendations, and what school
    workstreams do for any; where neither speaks of it there is nothing to see.
    """
    if not words:
        return rows, columns
    wanted = words.lower()
    in_rows = [one for one in rows if wanted in f"{one.code} {one.short} {one.name} {one.plain}".lower()]
    in_columns = [one for one in columns if wanted in f"{one.code} {one.name} {one.summary}".lower()]
    if not in_rows and not in_columns:
        return [], []
    return in_rows or rows, in_columns or columns


def _list_cells(town: Town, rows: set[int], columns: set[int]) -> Cells:
    found = Alignment.objects.filter(workstream__town=town, workstream__archived_on=None)
    told = found.order_by().values_list("recommendation_id", "workstream_id", "fit")
    return {(row, column): fit for row, column, fit in told.iterator() if row in rows and column in columns}


def _with_fit(rows: list[Recommendation], cells: Cells, fit: str) -> list[Recommendation]:
    fits = defaultdict(set)
    for (row, _column), told in cells.items():
        fits[row].add(told)
    if fit == HAS_NONE:
        return [one for one in rows if not fits[one.pk].intersection(CARRYING)]
    return [one for one in rows if fit in fits[one.pk]]
