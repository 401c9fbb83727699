"""Draws the links of a logic model, and the legend that says what their lines and marks mean."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from fairplace.town.logicmodels.rules.boxes import Curve
from fairplace.town.logicmodels.rules.layout import Layout
from fairplace.town.logicmodels.rules.state import Evidence
from fairplace.town.logicmodels.rules.words import EVIDENCE
from fairplace.town.logicmodels.strokes import (
    COLOURS,
    EDGE,
    LINES,
    PAPER,
    SOFT,
    WORSE,
    Mark,
    draw_line,
    draw_shape,
    draw_text,
)


def trace(points: Sequence[tuple[float, float]], kind: str) -> str:
    """Return the path through the points of a link: level where it leaves, passes a column and arrives."""
    (x, y), *_ = points
    if kind == "within":
        (_, _), (bow, _), (end_x, end_y) = points
        # A cubic reaches three quarters of the way to its handles.
        out = x + (bow - x) * 4 / 3
        return f"M{x:g} {y:g}C{out:g} {y:g} {out:g} {end_y:g} {end_x:g} {end_y:g}"
    path = [f"M{x:g} {y:g}"]
    for (x0, y0), (x1, y1) in pairwise(points):
        if y0 == y1:
            path.append(f"H{x1:g}")
        else:
            middle = (x0 + x1) / 2
            path.append(f"C{middle:g} {y0:g} {middle:g} {y1:g} {x1:g} {y1:g}")
    return "".join(path)


def draw_curve(curve: Curve, mark: Mark | None) -> list[str]:
    dashes, weight = LINES[curve.link.evidence]
    back = curve.kind == "back"
    colour = COLOURS.get(mark.shape, SOFT) if mark else WORSE if back else SOFT
    name = "logic__link" + (" logic__link--loud" if mark or back else "")
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    x, y = curve.points[-1]
    size = round((6 + weight) * curve.heading, 1)
    tip = f"M{x:g} {y:g}l{-size:g} {-abs(size) / 2:g}v{abs(size):g}Z"
    # The line ends inside its tip, which a heavy line would otherwise blunt.
    line = trace((*curve.points[:-1], (round(x - size * 0.7, 1), y)), curve.kind)
    drawn = [
        f'<path class="{name}" d="{line}" fill="none" stroke="{colour}"'
        f' stroke-width="{weight:g}" stroke-linecap="round"{dashed}/>',
        f'<path class="{name} logic__tip" d="{tip}" fill="{colour}"/>',
    ]
    if mark:
        drawn += _draw_badge(curve, mark)
    return drawn


def _draw_badge(curve: Curve, mark: Mark) -> list[str]:
    """Draw the mark of a link on it, in the room between its first two columns."""
    (x0, y0), (x1, y1) = curve.points[:2]
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    if curve.kind == "within":
        x, y = curve.points[1]
    return [
        f'<circle class="logic__paper logic__ring" cx="{x:g}" cy="{y:g}" r="9" fill="{PAPER}"'
        f' stroke="{EDGE}"/>',
        draw_shape(mark.shape, x - 6, y - 6),
    ]


def draw_legend(laid: Layout, marks: Mapping[str, Mark], width: float) -> tuple[list[str], float]:
    """Draw what the lines and shapes that occur mean, in as many rows as it takes."""
    frame = laid.frame
    used = {one.link.evidence for one in laid.curves}
    items = [(draw_line(one), 40.0, str(EVIDENCE[one])) for one in Evidence if one in used]
    if any(one.kind == "back" for one in laid.curves):
        items.append((draw_line(Evidence.LOCAL, WORSE), 40.0, _("Leads back")))
    links = {one.link.key for one in laid.curves}
    shown = {mark.shape: mark.words for key, mark in sorted(marks.items()) if key in links}
    items += [(draw_shape(shape, 0, -10), 18.0, text) for shape, text in shown.items()]
    drawn, x, y = [], 0.0, 18.0
    for sample, indent, text in items:
        long = indent + frame.measure(text, frame.small) + 24
        if x and x + long > width - 2 * frame.margin:
            x, y = 0.0, y + 22
        label = draw_text((indent, 0), text, frame.small, (SOFT, "soft"))
        drawn.append(f'<g transform="translate({x:g} {y:g})">{sample}{label}</g>')
        x += round(long, 1)
    return drawn, y + frame.margin if items else 0
