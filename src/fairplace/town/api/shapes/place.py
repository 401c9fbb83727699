from typing import Any

from ninja import Field, Schema

from fairplace.town.api.shapes.common import Page
from fairplace.town.places.models import Place


class PlaceLine(Schema):
    """A place by its official code. A code stands for one boundary."""

    code: str
    name: str
    friendly_name: str
    kind: str = Field(description="country, region, authority or neighbourhood")
    vintage: str = Field(description="The set of boundaries that it first came with")
    role: str = Field(description="What it is to the town: town, country, region, similar, neighbourhood")
    parent: str | None = Field(description="Code of the place that it is a part of")


class Places(Page):
    items: list[PlaceLine]


def shape_place(place: Place, role: str) -> dict[str, Any]:
    """Return a place as programs read it."""
    names = ("code", "name", "friendly_name", "kind", "vintage")
    parent = place.parent.code if place.parent else None
    return {**{name: getattr(place, name) for name in names}, "role": role or place.kind, "parent": parent}
