"""Steps of all models as a spreadsheet, in and out: a row a step."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.operations.event import add_events
from fairplace.town.logicmodels.queries.model import get_state, list_models
from fairplace.town.logicmodels.rules.order import last_place
from fairplace.town.logicmodels.rules.progress import read_number
from fairplace.town.logicmodels.rules.state import Kind, State, Step
from fairplace.town.logicmodels.rules.words import FIELD_WORDS, KINDS
from fairplace.town.logicmodels.sheets.cells import (
    MODEL,
    clean_key,
    clean_lag,
    clean_lines,
    clean_number,
    clean_place,
    clean_text,
    find_of_row,
    list_states,
    write_number,
)
from fairplace.town.people.models import Person
from fairplace.town.people.rules import Ability
from fairplace.town.places.models import Town
from fairplace.town.sheets.rules import Column, Row, Sheet, register_sheet

LISTS = ("early", "points")
NUMBERS = ("target", "actual", "out_of", "order")
TEXTS = ("text", "detail", "measure", "local", "unit", "out_of_what", "child")


def step_row(model: LogicModel, step: Step) -> Row:
    """Return a step as a row of the file."""
    said = asdict(step)
    return {
        "model": model.slug,
        "step": step.key,
        "kind": step.kind.value,
        **{name: said[name] for name in TEXTS},
        **{name: "\n".join(said[name]) for name in LISTS},
        **{name: write_number(said[name]) for name in (*NUMBERS, "lag")},
    }


def _current_steps(town: Town) -> dict[str, Row]:
    rows = [step_row(model, step) for model, state in list_states(town) for step in _in_order(state)]
    return {STEPS.key_of(row): row for row in rows}


def _in_order(state: State) -> list[Step]:
    return [step for kind in Kind for step in state.column(kind)]


def _save_step(*, by: Person | None, town: Town, row: Row) -> State:
    """Write a step; columns that the file does not have stay as they are."""
    model = find_of_row(town, row)
    state = get_state(model)
    old = state.steps.get(row["step"])
    said: dict[str, Any] = {name: row[name] for name in ("kind", *TEXTS) if name in row}
    said |= {name: row[name].split("\n") if row[name] else [] for name in LISTS if name in row}
    said |= {name: read_number(row[name]) for name in NUMBERS if name in row}
    said |= {"lag": int(row["lag"]) if row["lag"] else None} if "lag" in row else {}
    if said.get("order", 0) is None or (old is None and "order" not in said):
        said["order"] = old.order if old else last_place(state, Kind(said["kind"]))
    return add_events(by=by, model=model, changes=[("put step", {"key": row["step"], **said})])


def _remove_step(*, by: Person | None, town: Town, row: Row) -> None:
    add_events(by=by, model=find_of_row(town, row), changes=[("remove step", {"key": row["step"]})])


def _check_steps(town: Town, rows: Sequence[Row]) -> Iterable[tuple[int, str, str]]:
    models = {model.slug for model in list_models(town)}
    for at, row in enumerate(rows):
        if row["model"] and row["model"] not in models:
            said = _("No logic model has the address “%(slug)s”. Add it first, or correct the address.")
            yield at, "model", said % {"slug": row["model"]}
        has_number = any(row.get(name) for name in ("target", "actual"))
        if has_number and "out_of" in row and not (row["out_of"] and row.get("out_of_what")):
            yield at, "out_of", _("A number says little alone. Say out of how many, and what they are.")


STEPS = Sheet(
    code="logic-steps",
    title=gettext_lazy("Steps of logic models"),
    one=gettext_lazy("step"),
    keys=("model", "step"),
    ability=Ability.KEEP_GROUPS,
    done_url=lambda: reverse("logic_model_list"),
    current=_current_steps,
    save=_save_step,
    remove=_remove_step,
    check=_check_steps,
    columns=(
        MODEL,
        Column(
            "step",
            gettext_lazy("Step"),
            gettext_lazy("A key that never changes, unlike every other of the model."),
            is_needed=True,
            example="visits",
            also=("key",),
            clean=clean_key,
        ),
        Column(
            "kind",
            gettext_lazy("Column"),
            gettext_lazy("What the step is."),
            is_needed=True,
            example="output",
            also=("kind", "type"),
            choices=tuple((kind.value, words.singular) for kind, words in KINDS.items()),
        ),
        Column(
            "text",
            FIELD_WORDS["text"],
            gettext_lazy("A short sentence that can be read alone."),
            is_needed=True,
            example="Cold homes made warmer",
            also=("outcome", "text", "name"),
            clean=clean_text,
        ),
        Column("detail", FIELD_WORDS["detail"]),
        Column("order", gettext_lazy("Place"), clean=clean_place),
        Column("measure", FIELD_WORDS["measure"], example="homes-too-costly-to-heat"),
        Column("local", FIELD_WORDS["local"]),
        Column("early", FIELD_WORDS["early"], help=gettext_lazy("One on each line."), clean=clean_lines),
        Column("lag", FIELD_WORDS["lag"], clean=clean_lag),
        Column("target", FIELD_WORDS["target"], clean=clean_number),
        Column("actual", FIELD_WORDS["actual"], clean=clean_number),
        Column("unit", FIELD_WORDS["unit"]),
        Column("out_of", FIELD_WORDS["out_of"], clean=clean_number),
        Column("out_of_what", FIELD_WORDS["out_of_what"]),
        Column(
            "points",
            FIELD_WORDS["points"],
            help=gettext_lazy("Kind and code, one on each line."),
            example="workstream:W05",
            also=("action",),
            clean=clean_lines,
        ),
        Column("child", FIELD_WORDS["child"]),
    ),
)
register_sheet(STEPS)
