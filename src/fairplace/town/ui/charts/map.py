"""A map of areas in a few steps, each with its number: darker is more, and the number says which step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fairplace.town.ui.charts import parts, theme
from fairplace.town.ui.charts.geometry import Shape, lay_out
from fairplace.town.ui.charts.naming import described, of
from fairplace.town.ui.charts.values import Chart
from fairplace.town.ui.numbers import in_words
from fairplace.town.ui.tables import Table

MOST = 400
STEPS = ("step-one", "step-two", "step-three", "step-four", "step-five")
# From the fourth step on the ground is dark.
INKS = ("step-ink", "step-ink", "step-ink", "step-light", "step-light")
# Areas stand in pixels already.
FLAT = {"type": "identity", "scale": 1, "translate": [0, 0]}
KEY_WIDTH, KEY_STEP, SWATCH = 180, 26, 18


@dataclass(frozen=True)
class MapArea:
    """One area: its outline in degrees, its figure, and its step: 1 for the first of the legend, 0 for none.

    `is_marked` says that its figure was not counted there but shared out to it; `note` says how.
    """

    code: str
    name: str
    geometry: dict
    value: float | None
    lower: float | None = None
    upper: float | None = None
    step: int = 0
    note: str = ""
    is_marked: bool = False


def map_chart(
    title: str,
    finding: str,
    areas: Sequence[MapArea],
    *,
    legend: Sequence[str],
    decimals: int = 1,
    unit: str = "",
    urls: Mapping[str, str] | None = None,
) -> Chart:
    """Return at most 400 areas coloured by step, hatched where marked. `legend` are the steps in words.

    With `urls` by code the names in the table lead to the areas' pages, and so do the areas for those who
    point at them.
    """
    assert len(areas) <= MOST, "A map of more areas than 400 cannot be read, and its drawing is too large."
    assert len(legend) <= len(STEPS), "A map has five steps at most: more cannot be told apart."
    urls = urls or {}
    links = {area.name: urls[area.code] for area in areas if area.code in urls}
    wide, narrow = (
        _spec(areas, legend, is_narrow=is_narrow) | ({"usermeta": {"links": links}} if links else {})
        for is_narrow in (False, True)
    )
    table = _table(title, areas, legend, unit=unit, decimals=decimals, urls=urls)
    return Chart(title, finding, wide, narrow, table, _notes(areas))


def map_links(areas: Sequence[MapArea], urls: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return (name, address) of each area that has a page, by name: a list to stand beside its map.

    A drawing is one image to those who hear it: the links inside it are for those who point.
    """
    return sorted((area.name, urls[area.code]) for area in areas if area.code in urls)


def _notes(areas: Sequence[MapArea]) -> tuple[str, ...]:
    notes = {
        _(
            "The number in an area is its step. Small areas have none: the table names the step of each."
        ): bool(areas),
        _("A hatched area's figure was shared out to it, and not counted there. The table says how."): any(
            area.is_marked for area in areas
        ),
        _("An area without a colour has no published figure."): any(area.step == 0 for area in areas),
        _("The map cannot show how sure each figure is. The table gives likely ranges."): any(
            None not in (area.lower, area.upper) for area in areas
        ),
    }
    return tuple(note for note, is_needed in notes.items() if is_needed)


def _table(
    title: str, areas, legend: Sequence[str], *, unit: str, decimals: int, urls: Mapping[str, str]
) -> Table:
    has_notes = any(area.note or area.is_marked for area in areas)

    def tell(area: MapArea) -> tuple:
        values = (area.value, area.lower, area.upper)
        told = (None if v is None else in_words(v, unit=unit, decimals=decimals) for v in values)
        name = (area.name, urls[area.code]) if area.code in urls else area.name
        step = f"{area.step}: {legend[area.step - 1]}" if area.step else ""
        mark = _("shared out, not counted here") if area.is_marked else ""
        note = ". ".join(part for part in (mark, area.note) if part)
        return (name, area.code, *told, step, *((note,) if has_notes else ()))

    columns = (_("Area"), _("Code"), _("Value"), _("Likely at least"), _("Likely at most"), _("Step"))
    return Table(title, columns + ((_("Note"),) if has_notes else ()), tuple(map(tell, areas)))


def _spec(areas: Sequence[MapArea], legend: Sequence[str], *, is_narrow: bool) -> dict:
    total = theme.NARROW if is_narrow else theme.WIDE
    width = total - (4 if is_narrow else KEY_WIDTH + 24)
    shapes, height = lay_out([area.geometry for area in areas], width=width, height=320 if is_narrow else 480)
    drawn = list(zip(areas, shapes, strict=True))
    # The key stands beside the map, or under it.
    x, top = (2, height + 16) if is_narrow else (total - KEY_WIDTH, 4)
    has_marks, has_gaps = any(a.is_marked for a in areas), any(a.step == 0 for a in areas)
    key, bottom = _key(legend, x, top, has_marks=has_marks, has_gaps=has_gaps)
    layers = [_ground(drawn), *_hatches(drawn), *_numbers(drawn), *key]
    return parts.picture(layers, height=max(bottom, height + 4), is_narrow=is_narrow)


def _ground(drawn: list[tuple[MapArea, Shape]]) -> dict:
    values = [
        {"type": "Feature", "geometry": shape.as_geojson(), "fill": _fill(area.step)} | of(area.name)
        for area, shape in drawn
    ]
    return {
        "data": {"values": values},
        "projection": FLAT,
        "mark": {"type": "geoshape", "stroke": theme.COLOURS["step-edge"], "strokeWidth": 0.75},
        "encoding": {"color": {"field": "fill", "type": "nominal", "scale": None}} | described(values),
    }


def _fill(step: int) -> str:
    return theme.COLOURS[STEPS[step - 1] if step else "paper"]


def _hatches(drawn: list[tuple[MapArea, Shape]]) -> list[dict]:
    layers = []
    for ink in ("step-ink", "step-light", "step-edge"):
        strokes = [
            stroke
            for area, shape in drawn
            if area.is_marked and (INKS[area.step - 1] if area.step else "step-edge") == ink
            for stroke in shape.hatch()
        ]
        # As one path: a stroke of its own each would make the drawing half as large again.
        hatch = {"type": "Feature", "geometry": {"type": "MultiLineString", "coordinates": strokes}}
        mark = {"type": "geoshape", "filled": False, "stroke": theme.COLOURS[ink], "strokeWidth": 0.75}
        values = [hatch] if strokes else []
        layers.append({"data": {"values": values}, "projection": FLAT, "mark": mark})
    return layers


def _numbers(drawn: list[tuple[MapArea, Shape]]) -> list[dict]:
    """Write each step where there is room, over a plain spot so that no hatch strikes it through."""
    roomy = [(area, shape) for area, shape in drawn if area.step and shape.room >= 7]
    layers = []
    for step, (ground, ink) in enumerate(zip(STEPS, INKS, strict=True), start=1):
        here = [(area, shape) for area, shape in roomy if area.step == step]
        spots = [
            {"x": shape.x, "y": shape.y, "shape": "circle", "stroke": ground, "size": 200}
            for area, shape in here if area.is_marked
        ]  # fmt: skip
        words = [{"x": shape.x, "y": shape.y + 0.5, "words": str(step)} for _area, shape in here]
        layers += [parts.points(spots), parts.texts(words, align="center", colour=ink, size=12)]
    return layers


def _key(
    legend: Sequence[str], x: float, top: float, *, has_marks: bool, has_gaps: bool
) -> tuple[list[dict], float]:
    letters = int((KEY_WIDTH - SWATCH - 10) / (14 * parts.LETTER))
    words = [
        *legend,
        *([_("not published")] if has_gaps else []),
        *([_("shared out, not counted")] if has_marks else []),
    ]
    layers, y = [], top
    for place, told in enumerate(words):
        wrapped = parts.wrap(told, letters, 2)
        y += 8 * wrapped.count("\n")
        box = {"x": x, "x2": x + SWATCH, "y": y, "y2": y + SWATCH}
        is_step, is_hatch = place < len(legend), has_marks and place == len(words) - 1
        layers.append(parts.bars([box], colour=STEPS[place] if is_step else "paper", stroke="step-edge"))
        middle = {"x": x + SWATCH / 2, "y": y + SWATCH / 2 + 0.5, "words": str(place + 1)}
        if is_step:
            layers.append(parts.texts([middle], align="center", colour=INKS[place], size=12))
        if is_hatch:
            strokes = [
                {"x": x + a, "y": y + b, "x2": x + c, "y2": y + d}
                for a, b, c, d in ((7, 0, 0, 7), (14, 0, 0, 14), (18, 3, 3, 18), (18, 10, 10, 18))
            ]
            layers.append(parts.rules(strokes, colour="step-edge", width=1))
        layers.append(parts.texts([{"x": x + SWATCH + 10, "y": y + SWATCH / 2, "words": wrapped}]))
        y += KEY_STEP + 8 * wrapped.count("\n")
    return layers, y
