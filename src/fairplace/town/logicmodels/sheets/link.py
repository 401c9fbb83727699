"""Links of all models as a spreadsheet, in and out: a row a link."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.operations.event import add_events
from fairplace.town.logicmodels.rules.state import Evidence, Link, State
from fairplace.town.logicmodels.rules.words import EVIDENCE, FIELD_WORDS
from fairplace.town.logicmodels.sheets.cells import MODEL, clean_key, find_of_row, list_states
from fairplace.town.people.models import Person
from fairplace.town.people.rules import Ability
from fairplace.town.places.models import Town
from fairplace.town.sheets.rules import Column, Row, Sheet, register_sheet

NO_EVIDENCE = "not-said"


def link_row(model: LogicModel, link: Link) -> Row:
    """Return a link as a row of the file."""
    return {
        "model": model.slug,
        "link": link.key,
        "start": link.start,
        "end": link.end,
        "rationale": link.rationale,
        "evidence": link.evidence.value or NO_EVIDENCE,
    }


def _current_links(town: Town) -> dict[str, Row]:
    rows = [link_row(model, one) for model, state in list_states(town) for one in state.links.values()]
    return {LINKS.key_of(row): row for row in rows}


def _save_link(*, by: Person | None, town: Town, row: Row) -> State:
    said = {name: row[name] for name in ("start", "end", "rationale") if name in row}
    if "evidence" in row:
        said["evidence"] = "" if row["evidence"] in ("", NO_EVIDENCE) else row["evidence"]
    return add_events(
        by=by, model=find_of_row(town, row), changes=[("put link", {"key": row["link"], **said})]
    )


def _remove_link(*, by: Person | None, town: Town, row: Row) -> None:
    add_events(by=by, model=find_of_row(town, row), changes=[("remove link", {"key": row["link"]})])


def _check_links(town: Town, rows: Sequence[Row]) -> Iterable[tuple[int, str, str]]:
    states = {model.slug: state for model, state in list_states(town)}
    for at, row in enumerate(rows):
        state = states.get(row["model"])
        if row["model"] and state is None:
            said = _("No logic model has the address “%(slug)s”. Add it first, or correct the address.")
            yield at, "model", said % {"slug": row["model"]}
        elif state:
            for end in ("start", "end"):
                if row.get(end) and row[end] not in state.steps:
                    said = _("The model has no step “%(key)s”. Bring the steps first, or correct the key.")
                    yield at, end, said % {"key": row[end]}
        if row.get("start") and row.get("start") == row.get("end"):
            yield at, "end", _("A step cannot lead to itself.")


LINKS = Sheet(
    code="logic-links",
    title=gettext_lazy("Links of logic models"),
    one=gettext_lazy("link"),
    keys=("model", "link"),
    ability=Ability.KEEP_GROUPS,
    done_url=lambda: reverse("logic_model_list"),
    current=_current_links,
    save=_save_link,
    remove=_remove_link,
    check=_check_links,
    columns=(
        MODEL,
        Column(
            "link",
            gettext_lazy("Link"),
            gettext_lazy("A key that never changes, unlike every other of the model."),
            is_needed=True,
            example="visits-warmth",
            also=("key",),
            clean=clean_key,
        ),
        Column(
            "start",
            FIELD_WORDS["start"],
            gettext_lazy("The key of the step where it begins."),
            is_needed=True,
            example="visits",
            also=("start",),
        ),
        Column(
            "end",
            FIELD_WORDS["end"],
            gettext_lazy("The key of the step where it leads."),
            is_needed=True,
            example="warmth",
            also=("end",),
        ),
        Column(
            "rationale",
            FIELD_WORDS["rationale"],
            example="Draughts take the heat out.",
            also=("why", "rationale"),
        ),
        Column(
            "evidence",
            FIELD_WORDS["evidence"],
            gettext_lazy("How well it is known."),
            example="local",
            choices=tuple((one.value or NO_EVIDENCE, EVIDENCE[one]) for one in Evidence),
        ),
    ),
)
register_sheet(LINKS)
