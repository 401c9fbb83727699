"""Places, the areas they lie in, and what became of them in the next census."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from fairplace.town.packs.shapes.base import Code, Shape, Text, empty_to_none


class PlaceRow(Shape):
    code: Code
    name: Text
    kind: Literal["country", "region", "authority", "neighbourhood"]
    parent: str = ""
    vintage: str = ""
    friendly_name: str = ""


class LookupRow(Shape):
    place: Code
    kind: Code
    code: Code
    name: Text
    vintage: Text


class SuccessionRow(Shape):
    """A neighbourhood of one census in the next; `weight` is the share of its people in that part."""

    before: Code
    after: Code
    change: Literal["U", "S", "M", "X"]
    weight: Annotated[float | None, Field(ge=0, le=1), BeforeValidator(empty_to_none)] = None
