"""The equiplot: one line a group, one dot a subgroup, so that the eye sees how far apart they are."""

from collections.abc import Sequence
from typing import Any, NamedTuple

WIDTH, ROW = 520, 34
# Colours that stay apart for colour-blind readers; shapes say the same again.
COLOURS = ("#00457c", "#b5460f", "#1d7a46", "#7b3294", "#8a6d00", "#5b6770")
SHAPES = ("circle", "square", "diamond", "triangle-up", "cross", "triangle-down")


class Dot(NamedTuple):
    """One subgroup of one group."""

    group: str
    subgroup: str
    value: float


def draw_equiplot(dots: Sequence[Dot], *, title: str, unit: str) -> str:
    """Return the drawing as SVG. What it shows is in its description, for those who cannot see it."""
    import vl_convert

    return vl_convert.vegalite_to_svg(specify(dots, title=title, unit=unit), vl_version="6.4")


def specify(dots: Sequence[Dot], *, title: str, unit: str) -> dict[str, Any]:
    """Return the drawing as a Vega-Lite specification."""
    rows, subgroups = (list(dict.fromkeys(names)) for names in zip(*[dot[:2] for dot in dots], strict=True))
    at = {"field": "group", "type": "nominal", "title": None, "sort": rows}
    value = {"field": "value", "type": "quantitative", "title": unit, "scale": {"zero": False, "padding": 12}}
    places = {"y": at, "x": value}
    few = len(subgroups) <= len(SHAPES)
    colour = {"field": "subgroup", "type": "nominal", "title": None, "sort": subgroups}
    by_name = {**colour, "scale": {"domain": subgroups, "range": list(COLOURS[: len(subgroups)])}}
    # More subgroups than there are colours to tell apart run from dark to light.
    shaded = {**colour, "scale": {"domain": subgroups, "scheme": "blues", "reverse": True}}
    shape = {"shape": {**colour, "scale": {"domain": subgroups, "range": list(SHAPES[: len(subgroups)])}}}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": title, "anchor": "start"},
        "description": describe(dots, unit),
        "width": WIDTH,
        "height": {"step": ROW},
        "data": {"values": [dot._asdict() for dot in dots]},
        "layer": [
            {"mark": {"type": "line", "color": "#8d99a6", "size": 2}, "encoding": {**places, "detail": at}},
            {
                "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
                "encoding": {**places, **({"color": by_name, **shape} if few else {"color": shaded})},
            },
        ],
    }


def describe(dots: Sequence[Dot], unit: str) -> str:
    """Return in words what the drawing shows: of each group the lowest and the highest subgroup."""
    said = []
    for group in dict.fromkeys(dot.group for dot in dots):
        own = sorted((dot for dot in dots if dot.group == group), key=lambda dot: dot.value)
        low, high = own[0], own[-1]
        name = f"{group}: " if group else ""
        said.append(f"{name}from {low.value:g} ({low.subgroup}) to {high.value:g} ({high.subgroup})")
    return f"{unit}. " + "; ".join(said) + "."
