"""What both sheets of logic models share: the models of a town, and how a cell is read."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.queries.model import find_model, get_state, list_models
from fairplace.town.logicmodels.rules.progress import read_number
from fairplace.town.logicmodels.rules.state import State
from fairplace.town.places.models import Town
from fairplace.town.sheets.rules import Column, Refused, Row

MODEL = Column(
    "model",
    gettext_lazy("Model"),
    gettext_lazy("Its address: the last part, after /logic-models/."),
    is_needed=True,
    example="warm-homes",
    also=("logic model", "slug"),
)


def list_states(town: Town) -> list[tuple[LogicModel, State]]:
    return [(model, get_state(model)) for model in list_models(town)]


def find_of_row(town: Town, row: Row) -> LogicModel:
    model = find_model(town, row["model"])
    assert model, "The preview names rows of models that are not there."
    return model


def write_number(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def clean_key(text: str, town: Town) -> str:
    is_plain = text.isascii() and len(text) <= 20 and all(one.isalnum() or one in "-_" for one in text)
    if not is_plain:
        raise Refused(_("A key has letters, digits and dashes only, at most 20."))
    return text


def clean_number(text: str, town: Town) -> str:
    value = read_number(text)
    if value is None or value < 0:
        raise Refused(_("Write a number that is not below zero, such as 310."))
    return write_number(value)


def clean_place(text: str, town: Town) -> str:
    value = read_number(text)
    if value is None:
        raise Refused(_("Write a number: steps of a column stand in its order."))
    return write_number(value)


def clean_lag(text: str, town: Town) -> str:
    if not text.isdecimal() or int(text[:5]) > 1200:
        raise Refused(_("Write whole months, such as 24."))
    return str(int(text))


def clean_lines(text: str, town: Town) -> str:
    return "\n".join(line.strip() for line in text.replace("\r\n", "\n").split("\n") if line.strip())


def clean_text(text: str, town: Town) -> str:
    if len(text) > 200:
        raise Refused(_("A step has at most 200 letters; this has %(count)s.") % {"count": len(text)})
    return text
