"""The partner map as pictures: one wide with links, one narrow that is a picture only."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from fairplace.town.partners.models import Organisation
from fairplace.town.partners.queries import PartnerMap
from fairplace.town.ui.charts.marks import outline
from fairplace.town.ui.charts.network import NARROW, WIDE, Line, Node, Picture, draw_network

# Never colour alone: each sector has its own shape as well.
SHAPES = {
    "nhs": "plus",
    "business": "triangle",
    "housing": "square",
    "voluntary": "circle",
    "university": "hexagon",
    "council": "diamond",
    "other": "triangle-down",
}


@dataclass(frozen=True)
class Key:
    """One entry of the legend."""

    kind: str
    name: str | Promise
    path: str


@dataclass(frozen=True)
class Drawings:
    wide: Picture
    narrow: Picture
    legend: list[Key]
    has_drawn: bool


def draw(shown: PartnerMap, *, address: Callable[[str], str]) -> Drawings | None:
    """Return the map as drawn, or nothing where there is nobody to draw."""
    if not shown.partners:
        return None
    nodes = [
        Node(
            code=line.organisation.code,
            label=line.organisation.name,
            kind=line.organisation.sector,
            shape=SHAPES[line.organisation.sector],
            weight=line.standing.degree,
            url=address(line.organisation.code),
            is_loud=line.organisation == shown.focus,
        )
        for line in shown.partners
    ]
    lines = [Line(tie.one.code, tie.other.code, tie.is_drawn) for tie in shown.ties]
    used = {node.kind for node in nodes}
    legend = [
        Key(code, name, outline(SHAPES[code], 12, 12, 8))
        for code, name in Organisation.Sector.choices
        if code in used
    ]
    return Drawings(
        draw_network(nodes, lines, WIDE),
        draw_network(nodes, lines, NARROW),
        legend,
        any(line.is_dashed for line in lines),
    )
