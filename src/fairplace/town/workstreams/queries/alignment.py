"""Reads single cells of the matrix, what was done to them, and what may belong in them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from fairplace.town.framework.models import Item, Recommendation
from fairplace.town.framework.queries import find_recommendation
from fairplace.town.people.models import AuditEvent
from fairplace.town.people.queries import list_audit_events
from fairplace.town.places.models import Town
from fairplace.town.workstreams.models import Alignment, Batch, Fit, Workstream
from fairplace.town.workstreams.queries.matrix import list_recommendations_to_map, list_workstreams_to_map
from fairplace.town.workstreams.queries.workstream import get_workstream
from fairplace.town.workstreams.rules.words import Match, shared_words, suggest_pairs

KIND = "alignment"
STRONGEST_FIRST = [Fit.FULL, Fit.PART, Fit.TOUCHES]


def name_cell(recommendation: Recommendation, workstream: Workstream) -> str:
    """Return what a cell is called, everywhere: R1 × W1."""
    return f"{recommendation.code} × {workstream.code}"


def find_cell(
    *, town: Town, recommendation: str, workstream: str
) -> tuple[Recommendation, Workstream] | None:
    """Return the row and the column that these codes name; None where one of them is not there."""
    row = find_recommendation(town=town, code=recommendation)
    column = get_workstream(town=town, code=workstream)
    return (row, column) if row and column else None


def get_alignment(*, recommendation: Recommendation, workstream: Workstream) -> Alignment | None:
    found = Alignment.objects.filter(recommendation=recommendation, workstream=workstream)
    return found.select_related("mapped_by", "checked_by").first()


def list_row(*, town: Town, recommendation: Recommendation) -> list[tuple[Workstream, Alignment | None]]:
    """Return every workstream beside what it does for one recommendation, those that were judged first."""
    told = {one.workstream.pk: one for one in _with_workstreams(recommendation)}
    works = list_workstreams_to_map(town=town)
    return sorted(((one, told.get(one.pk)) for one in works), key=lambda entry: entry[1] is None)


def _with_workstreams(recommendation: Recommendation) -> QuerySet[Alignment]:
    return Alignment.objects.filter(recommendation=recommendation).select_related("workstream")


def list_history(*, town: Town, cell: str) -> list[AuditEvent]:
    """Return what was done to a cell, newest first."""
    return list(list_audit_events(town=town.slug, kind=KIND).filter(subject=cell))


def get_batch(*, town: Town, pk: int) -> Batch | None:
    return Batch.objects.filter(town=town, pk=pk).select_related("by").first()


def list_carriers(*, recommendation: Item) -> list[Alignment]:
    """Return what carries a recommendation, the strongest first, without what does nothing for it."""
    found = Alignment.objects.filter(recommendation=recommendation.pk, workstream__archived_on=None)
    listed = found.exclude(fit=Fit.NONE).select_related("workstream__lead")
    return sorted(listed, key=lambda one: STRONGEST_FIRST.index(Fit(one.fit)))


@dataclass(frozen=True)
class Suggestion:
    """A cell that nobody judged yet, and the words that its row and its column share."""

    recommendation: Recommendation
    workstream: Workstream
    words: tuple[Match, ...]


def list_suggestions(*, town: Town, objective: str = "") -> list[Suggestion]:
    """Return likely links between texts that nobody has judged, the likeliest first. Nothing is written."""
    rows = {one.pk: one for one in list_recommendations_to_map(town=town)}
    columns = {one.pk: one for one in list_workstreams_to_map(town=town)}
    known = Alignment.objects.filter(workstream__town=town).values_list("recommendation_id", "workstream_id")
    ones = {
        pk: text_of_recommendation(one)
        for pk, one in rows.items()
        if not objective or (one.objective and one.objective.code == objective)
    }
    others = {pk: text_of_workstream(one) for pk, one in columns.items()}
    pairs = suggest_pairs(ones, others, known=known)
    return [Suggestion(rows[pair.one], columns[pair.other], pair.words) for pair in pairs]


def list_shared_words(recommendation: Recommendation, workstream: Workstream) -> tuple[Match, ...]:
    return shared_words(text_of_recommendation(recommendation), text_of_workstream(workstream))


def text_of_recommendation(one: Recommendation) -> str:
    return f"{one.short} {one.name} {one.plain}"


def text_of_workstream(one: Workstream) -> str:
    return " ".join([one.name, one.summary, *map(str, one.population_groups)])
