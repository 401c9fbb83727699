"""A logic model as one SVG: the same state gives the same bytes, on a page, in a file and on paper.

Plain attributes make it whole as a file; the classes let frontend/_logic.scss give it the reader's colours.
No state and no strength of evidence is told by colour alone: each has its words, its shape or its line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from fairplace.town.logicmodels.rules import columns as heads
from fairplace.town.logicmodels.rules.layout import (
    SCREEN,
    WHAT_WE_DO,
    Box,
    Column,
    Curve,
    Frame,
    Layout,
    lay_out,
)
from fairplace.town.logicmodels.rules.lettering import BOLD
from fairplace.town.logicmodels.rules.progress import read_progress, say_progress
from fairplace.town.logicmodels.rules.state import Evidence, Kind, State, Step
from fairplace.town.logicmodels.rules.words import EVIDENCE
from fairplace.town.ui.charts.theme import FONT

INK, SOFT, EDGE, LINE = "#1d2a2c", "#4b585a", "#7a7465", "#ddd4c3"
PAPER, RAISED, DO, CHANGE = "#fdfbf7", "#ffffff", "#14594f", "#164b6c"
WORSE = "#7f2f12"
# How a link is drawn says how well it is known: its dashes, and how heavy it is.
LINES = {
    Evidence.NONE: ("1 5", 1.6),
    Evidence.EXPECTED: ("5 4", 1.4),
    Evidence.EXPERIENCE: ("12 4", 1.5),
    Evidence.LOCAL: ("", 1.4),
    Evidence.STUDIES: ("", 2.4),
    Evidence.REVIEWS: ("", 3.4),
}
# Shapes in a square of 12, and whether they are filled.
SHAPES = {
    "better": ("M6 1 11 10H1Z", True),
    "worse": ("M6 11 1 2h10Z", True),
    "unclear": ("M1.5 6a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0", False),
    "none": ("M2 6h8", False),
    "doubt": ("M6 .5 11.5 6 6 11.5.5 6ZM6 3.2v3.4M6 8.2v.6", False),
    "early": ("M1.5 6a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0M6 3.4V6l1.9 1.2", False),
    "added": ("M6 1.5v9M1.5 6h9", False),
    "removed": ("M2 2l8 8M10 2l-8 8", False),
    "changed": ("M1.5 7.5c1.5-4 3.5-4 4.5-1.5s3 2.500 4.500-1.500", False),
}
COLOURS = {"worse": WORSE, "removed": WORSE, "doubt": WORSE, "better": CHANGE, "added": CHANGE}


@dataclass(frozen=True)
class Mark:
    """What is said about a step or a link: words, and one of SHAPES beside them."""

    words: str
    shape: str


@dataclass(frozen=True)
class Heading:
    """What stands above a drawing that leaves its page: its title, and lines such as its date."""

    title: str
    lines: tuple[str, ...] = ()


def draw(
    state: State,
    *,
    title: str,
    key: str = "logic-model",
    frame: Frame = SCREEN,
    marks: Mapping[str, Mark] | None = None,
    names: Mapping[str, str] | None = None,
    heading: Heading | None = None,
    font: str = FONT,
) -> SafeString:
    """Return the drawing of a state. `marks` are by key of step or link, `names` what measures are called."""
    marks = marks or {}
    notes = {one.key: list_notes(state, one, names or {}) for one in state.steps.values()}
    said = {one: mark.words for one, mark in marks.items()}
    laid = lay_out(state, frame, notes=notes, marks=said)
    width = max(laid.width, 340)
    top, head = _draw_heading(heading, width, frame)
    legend, foot = _draw_legend(laid, marks, width)
    height = head + laid.height + foot
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="logic" viewBox="0 0 {width:g} {height:g}"'
        f' width="{width:g}" height="{height:g}" role="img" font-family="{font}"'
        f' aria-labelledby="{key}-title" aria-describedby="{key}-words">',
        f'<title id="{key}-title">{escape(title)}</title>',
        f'<desc id="{key}-words">{escape(describe(state))}</desc>',
        f'<rect class="logic__paper" width="{width:g}" height="{height:g}" fill="{PAPER}"/>',
        *top,
        f'<g transform="translate(0 {head:g})">',
        *_draw_columns(laid),
        *(part for one in laid.curves for part in _draw_curve(one, frame, marks.get(one.link.key))),
        *(part for one in laid.boxes.values() for part in _draw_box(one, frame, marks.get(one.step.key))),
        "</g>",
        f'<g transform="translate({frame.margin:g} {head + laid.height:g})">',
        *legend,
        "</g></svg>",
    ]
    return mark_safe("\n".join(drawn))  # noqa: S308  # every word of a person is escaped where it is written


def list_notes(state: State, step: Step, names: Mapping[str, str]) -> list[str]:
    """Return what stands in small letters below a step: its figures, and what tells of it."""
    figures = say_progress(step, read_progress(state, step)) if step.kind == Kind.OUTPUT else ""
    found = [figures] if figures else []
    if step.measure:
        found.append(_("Measure: %(name)s") % {"name": names.get(step.measure, step.measure)})
    elif step.local:
        found.append(_("Told by: %(name)s") % {"name": step.local})
    return found


def describe(state: State) -> str:
    """Return how much there is, for those who do not see the drawing."""
    columns = ", ".join(
        f"{heads.COLUMNS[kind]}: {len(steps)}" for kind in heads.COLUMNS if (steps := state.column(kind))
    )
    counts = {"columns": columns, "links": len(state.links)}
    if not columns:
        return _("There are no steps yet.")
    return (
        _("%(columns)s. Links: %(links)s. The outline says the same in words, with the reason for each link.")
        % counts
    )


def _text(at: tuple[float, float], line: str, size: float, look: tuple[str, str], weight: str = "") -> str:
    (x, y), (fill, name) = at, look
    bold = f' font-weight="{weight}"' if weight else ""
    return (
        f'<text class="logic__{name}" x="{x:g}" y="{y:g}" font-size="{size:g}" fill="{fill}"{bold}>'
        f"{escape(line)}</text>"
    )


def _draw_heading(heading: Heading | None, width: float, frame: Frame) -> tuple[list[str], float]:
    if heading is None:
        return [], 0
    y, drawn = frame.margin + 14, []
    for line in frame.wrap(heading.title, (width - 2 * frame.margin) / BOLD, 24):
        y += 14
        drawn.append(_text((frame.margin, y), line, 24, (INK, "words"), "700"))
        y += 16
    for line in (part for one in heading.lines for part in frame.wrap(one, width - 2 * frame.margin, 13)):
        drawn.append(_text((frame.margin, y + 4), line, 13, (SOFT, "soft")))
        y += 18
    return drawn, y + 4


def _draw_columns(laid: Layout) -> list[str]:
    drawn = []
    phases = (
        (_("What we do"), DO, "do", [one for one in laid.columns if one.kind in WHAT_WE_DO]),
        (_("What changes"), CHANGE, "change", [one for one in laid.columns if one.kind not in WHAT_WE_DO]),
    )
    top = laid.frame.margin
    for name, colour, phase, columns in phases:
        if not columns:
            continue
        left, right = columns[0].x, columns[-1].x + columns[-1].width
        drawn.append(_text((left, top + 11), name, laid.frame.small, (colour, phase), "700"))
        drawn.append(
            f'<path class="logic__rule logic__rule--{phase}" d="M{left:g} {top + 18:g}H{right:g}"'
            f' stroke="{colour}" stroke-width="3"/>'
        )
        drawn += [part for one in columns for part in _draw_head(one, top, laid.frame)]
    return drawn


def _draw_head(column: Column, top: float, frame: Frame) -> list[str]:
    name = str(heads.COLUMNS[column.kind])
    size = min(frame.letter, frame.letter * column.width / max(1, frame.measure(name, frame.letter) * BOLD))
    return [
        _text((column.x, top + 38), name, round(size, 1), (INK, "words"), "700"),
        _text((column.x, top + 54), str(heads.SPANS[column.kind]), frame.small, (SOFT, "soft")),
    ]


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


def _draw_curve(curve: Curve, frame: Frame, mark: Mark | None) -> list[str]:
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
        drawn += _draw_badge(curve, frame, mark)
    return drawn


def _draw_badge(curve: Curve, frame: Frame, mark: Mark) -> list[str]:
    """Draw the mark of a link on it, in the room between its first two columns."""
    (x0, y0), (x1, y1) = curve.points[:2]
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    if curve.kind == "within":
        x, y = curve.points[1]
    return [
        f'<circle class="logic__paper logic__ring" cx="{x:g}" cy="{y:g}" r="9" fill="{PAPER}"'
        f' stroke="{EDGE}"/>',
        _shape(mark.shape, x - 6, y - 6),
    ]


def _shape(shape: str, x: float, y: float) -> str:
    path, is_filled = SHAPES[shape]
    colour = COLOURS.get(shape, INK)
    look = f'fill="{colour}"' if is_filled else f'fill="none" stroke="{colour}" stroke-width="1.6"'
    kind = "filled" if is_filled else "drawn"
    return (
        f'<path class="logic__mark logic__mark--{kind} logic__mark--{shape}"'
        f' transform="translate({x:g} {y:g})" d="{path}" {look}/>'
    )


def _draw_box(box: Box, frame: Frame, mark: Mark | None) -> list[str]:
    phase, colour = ("do", DO) if box.step.kind in WHAT_WE_DO else ("change", CHANGE)
    shape = mark.shape if mark else ""
    dashed = ' stroke-dasharray="5 4"' if shape == "removed" else ""
    weight = 2.4 if shape in heads.CHANGES else 1
    drawn = [
        f'<rect class="logic__box" x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}"'
        f' rx="5" fill="{RAISED}" stroke="{EDGE}" stroke-width="{weight:g}"{dashed}/>',
        f'<path class="logic__rule logic__rule--{phase}" d="M{box.x + 2:g} {box.y + 4:g}V{box.bottom - 4:g}"'
        f' stroke="{colour}" stroke-width="4" stroke-linecap="round"/>',
    ]
    x, y = box.x + frame.padding, box.y + frame.padding - frame.line * 0.27
    for line in box.lines:
        y += frame.line
        drawn.append(_text((x, round(y, 1)), line, frame.letter, (INK, "words")))
    for lines, indent, name in ((box.notes, 0, "soft"), (box.mark, frame.small * 1.5, "words")):
        y += 4 * bool(lines)
        for n, line in enumerate(lines):
            y += frame.small_line
            if indent and n == 0 and mark:
                drawn.append(_shape(mark.shape, x, round(y - 10, 1)))
            fill, bold = (SOFT, "") if name == "soft" else (INK, "650")
            drawn.append(_text((x + indent, round(y, 1)), line, frame.small, (fill, name), bold))
    return drawn


def _draw_legend(laid: Layout, marks: Mapping[str, Mark], width: float) -> tuple[list[str], float]:
    """Draw what the lines and shapes that occur mean, in as many rows as it takes."""
    frame = laid.frame
    used = {one.link.evidence for one in laid.curves}
    items = [(_line_sample(one), 40.0, str(EVIDENCE[one])) for one in Evidence if one in used]
    if any(one.kind == "back" for one in laid.curves):
        items.append((_line_sample(Evidence.LOCAL, WORSE), 40.0, _("Leads back")))
    links = {one.link.key for one in laid.curves}
    shown = {mark.shape: mark.words for key, mark in sorted(marks.items()) if key in links}
    items += [(_shape(shape, 0, -10), 18.0, text) for shape, text in shown.items()]
    drawn, x, y = [], 0.0, 18.0
    for sample, indent, text in items:
        long = indent + frame.measure(text, frame.small) + 24
        if x and x + long > width - 2 * frame.margin:
            x, y = 0.0, y + 22
        label = _text((indent, 0), text, frame.small, (SOFT, "soft"))
        drawn.append(f'<g transform="translate({x:g} {y:g})">{sample}{label}</g>')
        x += round(long, 1)
    return drawn, y + frame.margin if items else 0


def _line_sample(evidence: Evidence, colour: str = SOFT) -> str:
    dashes, weight = LINES[evidence]
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<path class="logic__link" d="M0-4H32" fill="none" stroke="{colour}" stroke-width="{weight:g}"'
        f' stroke-linecap="round"{dashed}/>'
    )
