"""Tells which place each mark of a drawing is of, so that a page can bring one forward.

The drawing engine keeps one free word of ours with a mark, its description. There the name goes in, and the
cleaning makes it `data-of`. What kind of mark it is (line, point, area, geoshape) stands in `data-kind`.
"""

from collections.abc import Iterable

# No description that the engine writes of itself begins so.
SIGN = "»"
FIELD = {"description": {"field": "of", "type": "nominal"}}


def of(name: str) -> dict[str, str]:
    """Return what a row of a drawing's data needs for its mark to be known as that of `name`."""
    return {"of": f"{SIGN}{name}"}


def described(values: Iterable[dict]) -> dict:
    """Return the part of an encoding that names the marks, where they have names."""
    return FIELD if any("of" in value for value in values) else {}


def read_name(label: str | None) -> str:
    """Return whose mark it is from the engine's description; nothing where we gave none."""
    return label.removeprefix(SIGN) if label and label.startswith(SIGN) else ""
