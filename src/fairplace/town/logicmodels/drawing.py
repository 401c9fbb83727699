"""A logic model as one SVG: the same state gives the same bytes, on a page, in a file and on paper.

Plain attributes make it whole as a file; the classes let frontend/_logic.scss give it the reader's colours.
No state and no strength of evidence is told by colour alone: each has its words, its shape or its line.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from fairplace.town.logicmodels.links import draw_curve, draw_legend
from fairplace.town.logicmodels.rules import columns as heads
from fairplace.town.logicmodels.rules.boxes import SCREEN, Box, Column, Frame
from fairplace.town.logicmodels.rules.layout import WHAT_WE_DO, Layout, lay_out
from fairplace.town.logicmodels.rules.lettering import BOLD
from fairplace.town.logicmodels.rules.progress import read_progress, say_progress
from fairplace.town.logicmodels.rules.state import Kind, State, Step
from fairplace.town.logicmodels.strokes import (
    CHANGE,
    DO,
    EDGE,
    INK,
    PAPER,
    RAISED,
    SOFT,
    Mark,
    draw_shape,
    draw_text,
)
from fairplace.town.ui.charts.theme import FONT


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
    legend, foot = draw_legend(laid, marks, width)
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
        *(part for one in laid.curves for part in draw_curve(one, marks.get(one.link.key))),
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


def _draw_heading(heading: Heading | None, width: float, frame: Frame) -> tuple[list[str], float]:
    if heading is None:
        return [], 0
    y, drawn = frame.margin + 14, []
    for line in frame.wrap(heading.title, (width - 2 * frame.margin) / BOLD, 24):
        y += 14
        drawn.append(draw_text((frame.margin, y), line, 24, (INK, "words"), "700"))
        y += 16
    for line in (part for one in heading.lines for part in frame.wrap(one, width - 2 * frame.margin, 13)):
        drawn.append(draw_text((frame.margin, y + 4), line, 13, (SOFT, "soft")))
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
        drawn.append(draw_text((left, top + 11), name, laid.frame.small, (colour, phase), "700"))
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
        draw_text((column.x, top + 38), name, round(size, 1), (INK, "words"), "700"),
        draw_text((column.x, top + 54), str(heads.SPANS[column.kind]), frame.small, (SOFT, "soft")),
    ]


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
        drawn.append(draw_text((x, round(y, 1)), line, frame.letter, (INK, "words")))
    for lines, indent, name in ((box.notes, 0, "soft"), (box.mark, frame.small * 1.5, "words")):
        y += 4 * bool(lines)
        for n, line in enumerate(lines):
            y += frame.small_line
            if indent and n == 0 and mark:
                drawn.append(draw_shape(mark.shape, x, round(y - 10, 1)))
            fill, bold = (SOFT, "") if name == "soft" else (INK, "650")
            drawn.append(draw_text((x + indent, round(y, 1)), line, frame.small, (fill, name), bold))
    return drawn
