"""The mapping as a spreadsheet, in and out: a row a judged cell."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.framework.models import Recommendation
from fairplace.town.people.models import Person
from fairplace.town.people.rules import Ability
from fairplace.town.places.models import Town
from fairplace.town.sheets.rules import Column, Refused, Row, Sheet, register_sheet
from fairplace.town.workstreams.models import Alignment, Fit, Workstream
from fairplace.town.workstreams.operations.alignment import (
    Judgement,
    clear_alignment,
    restore_alignment,
    save_alignment,
)
from fairplace.town.workstreams.operations.snapshot import snapshot
from fairplace.town.workstreams.queries.alignment import get_alignment
from fairplace.town.workstreams.queries.matrix import (
    list_cells_in_force,
    list_recommendations_to_map,
    list_workstreams_to_map,
)

WRITTEN = ("rationale", "evidence", "review_on")


def _clean_day(text: str, town: Town) -> str:
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError as error:
        raise Refused(_("Write the date as 2027-03-31.")) from error


def _check(town: Town, rows: Sequence[Row]) -> Iterable[tuple[int, str, str]]:
    advice = {one.code for one in list_recommendations_to_map(town=town)}
    works = {one.code for one in list_workstreams_to_map(town=town)}
    for at, row in enumerate(rows):
        if row["recommendation"] and row["recommendation"] not in advice:
            said = _("No recommendation in force has the code “%(code)s”. Add it first, or correct the code.")
            yield at, "recommendation", said % {"code": row["recommendation"]}
        if row["workstream"] and row["workstream"] not in works:
            said = _("No workstream has the code “%(code)s”. Add it first, or correct the code.")
            yield at, "workstream", said % {"code": row["workstream"]}


def _current(town: Town) -> dict[str, Row]:
    return {MAPPING.key_of(row): row for row in map(_write, list_cells_in_force(town=town))}


def _write(cell: Alignment) -> Row:
    """Return a cell as a row, with all that it takes to put it back exactly."""
    kept: dict[str, Any] = snapshot(cell) or {}
    return {
        "recommendation": cell.recommendation.code,
        "workstream": cell.workstream.code,
        "snapshot": kept,
        **{name: kept[name] or "" for name in ("fit", *WRITTEN)},
    }


def _save(*, by: Person, town: Town, row: Row) -> Alignment:
    """Write a cell; columns that the file does not have stay as they are."""
    at = _find(town, row)
    found = get_alignment(**at)
    version = found.version if found else 0
    if "snapshot" in row:
        return restore_alignment(by=by, **at, version=version, before=row["snapshot"])
    said = {name: getattr(found, name) for name in WRITTEN} if found else {}
    said |= {name: row[name] for name in WRITTEN if name in row}
    if isinstance(said.get("review_on"), str):
        said["review_on"] = date.fromisoformat(said["review_on"]) if said["review_on"] else None
    return save_alignment(by=by, **at, version=version, judgement=Judgement(row["fit"], **said))


def _remove(*, by: Person, town: Town, row: Row) -> None:
    at = _find(town, row)
    found = get_alignment(**at)
    clear_alignment(by=by, **at, version=found.version if found else 0)


def _find(town: Town, row: Row) -> dict[str, Any]:
    advice = Recommendation.objects.get(
        framework__town=town, framework__is_current=True, code=row["recommendation"]
    )
    return {
        "recommendation": advice,
        "workstream": Workstream.objects.select_related("town").get(town=town, code=row["workstream"]),
    }


MAPPING = Sheet(
    code="mapping",
    title=gettext_lazy("Mapping"),
    one=gettext_lazy("cell"),
    keys=("recommendation", "workstream"),
    ability=Ability.MAP,
    done_url=lambda: reverse("mapping"),
    current=_current,
    save=_save,
    remove=_remove,
    check=_check,
    most_rows=25_000,
    columns=(
        Column(
            "recommendation",
            gettext_lazy("Recommendation"),
            gettext_lazy("Its code."),
            is_needed=True,
            example="R12",
            also=("recommendation code",),
        ),
        Column(
            "workstream",
            gettext_lazy("Workstream"),
            gettext_lazy("Its code."),
            is_needed=True,
            example="W12",
            also=("workstream code", "work"),
        ),
        Column(
            "fit",
            gettext_lazy("Fit"),
            gettext_lazy("How far the work does what is asked."),
            is_needed=True,
            example="part",
            also=("coverage", "strength"),
            choices=tuple(Fit.choices),
        ),
        Column(
            "rationale",
            gettext_lazy("Why"),
            gettext_lazy("Why you think so."),
            example="It reaches all families, in the first two years only.",
            also=("reason", "rationale"),
        ),
        Column(
            "evidence",
            gettext_lazy("Evidence"),
            gettext_lazy("A document, a page, a figure, a person to ask."),
            example="Yearly report 2026, page 14",
        ),
        Column(
            "review_on",
            gettext_lazy("Review on"),
            gettext_lazy("When to look at it again."),
            example="2027-03-31",
            also=("review date",),
            clean=_clean_day,
        ),
    ),
)
register_sheet(MAPPING)
