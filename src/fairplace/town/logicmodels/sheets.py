"""Steps and links of all models as spreadsheets, in and out: a row a step, a row a link."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.operations.event import add_events
from fairplace.town.logicmodels.queries.model import find_model, get_state, list_models
from fairplace.town.logicmodels.rules.order import last_place
from fairplace.town.logicmodels.rules.progress import read_number
from fairplace.town.logicmodels.rules.state import Evidence, Kind, Link, State, Step
from fairplace.town.logicmodels.rules.words import EVIDENCE, FIELD_WORDS, KINDS
from fairplace.town.people.models import Person
from fairplace.town.people.rules import Ability
from fairplace.town.places.models import Town
from fairplace.town.sheets.rules import Column, Refused, Row, Sheet, register_sheet

LISTS = ("early", "points")
NUMBERS = ("target", "actual", "out_of", "order")
TEXTS = ("text", "detail", "measure", "local", "unit", "out_of_what", "child")
NO_EVIDENCE = "not-said"


def step_row(model: LogicModel, step: Step) -> Row:
    """Return a step as a row of the file."""
    said = asdict(step)
    return {
        "model": model.slug,
        "step": step.key,
        "kind": step.kind.value,
        **{name: said[name] for name in TEXTS},
        **{name: "\n".join(said[name]) for name in LISTS},
        **{name: _write(said[name]) for name in (*NUMBERS, "lag")},
    }


def link_row(model: LogicModel, state: State, link: Link) -> Row:
    """Return a link as a row of the file, with its ends in words, which are for reading alone."""
    return {
        "model": model.slug,
        "link": link.key,
        "start": link.start,
        "end": link.end,
        "rationale": link.rationale,
        "evidence": link.evidence.value or NO_EVIDENCE,
    }


def _write(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def _current_steps(town: Town) -> dict[str, Row]:
    rows = [step_row(model, step) for model, state in _states(town) for step in _in_order(state)]
    return {STEPS.key_of(row): row for row in rows}


def _current_links(town: Town) -> dict[str, Row]:
    rows = [link_row(model, state, one) for model, state in _states(town) for one in state.links.values()]
    return {LINKS.key_of(row): row for row in rows}


def _states(town: Town) -> list[tuple[LogicModel, State]]:
    return [(model, get_state(model)) for model in list_models(town)]


def _in_order(state: State) -> list[Step]:
    return [step for kind in Kind for step in state.column(kind)]


def _find(town: Town, row: Row) -> LogicModel:
    model = find_model(town, row["model"])
    assert model, "The preview names rows of models that are not there."
    return model


def _save_step(*, by: Person | None, town: Town, row: Row) -> State:
    """Write a step; columns that the file does not have stay as they are."""
    model = _find(town, row)
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
    add_events(by=by, model=_find(town, row), changes=[("remove step", {"key": row["step"]})])


def _save_link(*, by: Person | None, town: Town, row: Row) -> State:
    said = {name: row[name] for name in ("start", "end", "rationale") if name in row}
    if "evidence" in row:
        said["evidence"] = "" if row["evidence"] in ("", NO_EVIDENCE) else row["evidence"]
    return add_events(by=by, model=_find(town, row), changes=[("put link", {"key": row["link"], **said})])


def _remove_link(*, by: Person | None, town: Town, row: Row) -> None:
    add_events(by=by, model=_find(town, row), changes=[("remove link", {"key": row["link"]})])


def _clean_key(text: str, town: Town) -> str:
    is_plain = text.isascii() and len(text) <= 20 and all(one.isalnum() or one in "-_" for one in text)
    if not is_plain:
        raise Refused(_("A key has letters, digits and dashes only, at most 20."))
    return text


def _clean_number(text: str, town: Town) -> str:
    value = read_number(text)
    if value is None or value < 0:
        raise Refused(_("Write a number that is not below zero, such as 310."))
    return _write(value)


def _clean_place(text: str, town: Town) -> str:
    value = read_number(text)
    if value is None:
        raise Refused(_("Write a number: steps of a column stand in its order."))
    return _write(value)


def _clean_lag(text: str, town: Town) -> str:
    if not text.isdecimal() or int(text[:5]) > 1200:
        raise Refused(_("Write whole months, such as 24."))
    return str(int(text))


def _clean_lines(text: str, town: Town) -> str:
    return "\n".join(line.strip() for line in text.replace("\r\n", "\n").split("\n") if line.strip())


def _clean_text(text: str, town: Town) -> str:
    if len(text) > 200:
        raise Refused(_("A step has at most 200 letters; this has %(count)s.") % {"count": len(text)})
    return text


def _check_steps(town: Town, rows: Sequence[Row]) -> Iterable[tuple[int, str, str]]:
    models = {model.slug for model in list_models(town)}
    for at, row in enumerate(rows):
        if row["model"] and row["model"] not in models:
            said = _("No logic model has the address “%(slug)s”. Add it first, or correct the address.")
            yield at, "model", said % {"slug": row["model"]}
        has_number = any(row.get(name) for name in ("target", "actual"))
        if has_number and "out_of" in row and not (row["out_of"] and row.get("out_of_what")):
            yield at, "out_of", _("A number says little alone. Say out of how many, and what they are.")


def _check_links(town: Town, rows: Sequence[Row]) -> Iterable[tuple[int, str, str]]:
    states = {model.slug: state for model, state in _states(town)}
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


def _column(name: str, heading: Any, **fields: Any) -> Column:
    return Column(name, heading, **fields)


MODEL = Column(
    "model",
    gettext_lazy("Model"),
    gettext_lazy("Its address: the last part, after /logic-models/."),
    is_needed=True,
    example="warm-homes",
    also=("logic model", "slug"),
)
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
            clean=_clean_key,
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
            clean=_clean_text,
        ),
        _column("detail", FIELD_WORDS["detail"]),
        _column("order", gettext_lazy("Place"), clean=_clean_place),
        _column("measure", FIELD_WORDS["measure"], example="homes-too-costly-to-heat"),
        _column("local", FIELD_WORDS["local"]),
        _column("early", FIELD_WORDS["early"], help=gettext_lazy("One on each line."), clean=_clean_lines),
        _column("lag", FIELD_WORDS["lag"], clean=_clean_lag),
        _column("target", FIELD_WORDS["target"], clean=_clean_number),
        _column("actual", FIELD_WORDS["actual"], clean=_clean_number),
        _column("unit", FIELD_WORDS["unit"]),
        _column("out_of", FIELD_WORDS["out_of"], clean=_clean_number),
        _column("out_of_what", FIELD_WORDS["out_of_what"]),
        _column(
            "points",
            FIELD_WORDS["points"],
            help=gettext_lazy("Kind and code, one on each line."),
            example="workstream:W05",
            also=("action",),
            clean=_clean_lines,
        ),
        _column("child", FIELD_WORDS["child"]),
    ),
)
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
            clean=_clean_key,
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
        _column(
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
register_sheet(STEPS)
register_sheet(LINKS)
