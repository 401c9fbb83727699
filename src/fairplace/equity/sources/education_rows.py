"""What is the same for the API and the CSV file of an education data set: filters and values."""

from collections.abc import Mapping, Sequence
from typing import Any

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.grids import as_number
from fairplace.equity.sources.symbols import read_symbol
from fairplace.equity.sources.texts import KEPT
from fairplace.equity.sources.tidy import sex_of

SEX, AGE = frozenset({"sex", "gender"}), frozenset({"age", "age group", "age band"})


def divide(chosen: Sequence[tuple[str, str, bool]]) -> dict[str, str]:
    """Return sex, age, dimension and subgroup of filter, option and whether that is everybody."""
    found = {"sex": "", "age": "", "dimension": "", "subgroup": ""}
    others = []
    for name, option, is_everybody in chosen:
        if name.casefold() in SEX:
            found["sex"] = sex_of(option)
        elif name.casefold() in AGE:
            found["age"] = option
        elif not is_everybody:
            others.append((name, option))
    if others:
        found["dimension"] = ", ".join(name for name, _option in others)
        found["subgroup"] = ", ".join(option for _name, option in others)
    return found


def read_value(text: object, indicator: str, where: Mapping[str, Any]) -> dict[str, Any]:
    """Return value, flag and note of a value that came as text, or of the symbol in its place."""
    said = "" if text is None else str(text)
    symbol = read_symbol(said)
    if symbol:
        return {"value": symbol.value, "flag": symbol.flag, "note": symbol.note}
    try:
        value = as_number(said.strip().removesuffix("%"))
    except ValueError:
        raise NotLoaded(
            f"{indicator}, {where['place_name']}, {where['period']}: “{said}” is neither a number nor a "
            f"symbol that we know. {KEPT}"
        ) from None
    return {"value": value, "flag": "", "note": "" if value is not None else "No value, and no reason given."}
