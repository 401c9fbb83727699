"""A logic model on paper: its drawing on one A3 page, and the same in words, as PDF and as Word."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from fairplace.town.documents.values import Document, Figure, Heading, Notice, PageBreak, Paragraph
from fairplace.town.logicmodels.drawing import describe, draw, list_notes
from fairplace.town.logicmodels.rules import columns
from fairplace.town.logicmodels.rules.boxes import Frame
from fairplace.town.logicmodels.rules.layout import lay_out
from fairplace.town.logicmodels.rules.state import TEXTS, Evidence, State
from fairplace.town.logicmodels.rules.words import EVIDENCE, TEXT_WORDS
from fairplace.town.logicmodels.strokes import Mark
from fairplace.town.ui.tables import Table

# The faces that documents bring along. The first is narrow, so its letters may be larger.
FONT = (
    "'Source Sans 3', 'Noto Sans Arabic', 'Noto Sans Bengali', 'Noto Sans Gujarati', 'Noto Sans Gurmukhi', "
    "sans-serif"
)
PRINT = Frame(letter=16, small=13.5, box=176, gutter=44, padding=8, gap=10, face=0.97, spread=True)
# Wider boxes make a long column shorter; which width is best depends on the model.
WIDTHS = (150, 176, 210, 250, 300)
# What A3 leaves for a drawing, in millimetres, lying and standing.
WIDE, TALL = (390, 235), (267, 355)


def choose_page(state: State, notes: Mapping[str, list[str]], marks: Mapping[str, str]) -> tuple[Frame, bool]:
    """Return the frame with which the letters come out largest on one A3 page, and whether the page lies."""
    found = []
    for box in WIDTHS:
        frame = replace(PRINT, box=box)
        laid = lay_out(state, frame, notes=notes, marks=marks)
        for is_wide, (width, height) in ((True, WIDE), (False, TALL)):
            found.append((min(width / laid.width, height / (laid.height + 40)), is_wide, -box, frame))
    _scale, is_wide, _box, frame = max(found, key=lambda one: one[:3])
    return frame, is_wide


def write_document(
    state: State,
    *,
    title: str,
    author: str,
    subtitle: str,
    notice: str = "",
    marks: Mapping[str, Mark] | None = None,
    names: Mapping[str, str] | None = None,
) -> Document:
    """Return the drawing on an A3 page, then what the model says of itself and an outline of its steps."""
    marks, names = marks or {}, names or {}
    notes = {one.key: list_notes(state, one, names) for one in state.steps.values()}
    frame, is_wide = choose_page(state, notes, {key: mark.words for key, mark in marks.items()})
    drawn = draw(state, title=title, frame=frame, marks=marks, names=names, font=FONT)
    texts = [
        block
        for name in TEXTS
        if name != "title" and state.texts.get(name)
        for block in (Heading(str(TEXT_WORDS[name]), 2), Paragraph(state.texts[name]))
    ]
    return Document(
        title=title,
        author=author,
        subtitle=subtitle,
        blocks=(
            PageBreak(paper="a3 wide" if is_wide else "a3"),
            *([Notice(notice)] if notice else []),
            Figure(drawn, _("The logic model drawn. %(words)s") % {"words": describe(state)}, fills=True),
            PageBreak(),
            Heading(_("The same in words")),
            *texts,
            *list_tables(state, marks, names),
        ),
    )


def list_tables(state: State, marks: Mapping[str, Mark], names: Mapping[str, str]) -> list[Heading | Table]:
    """Return a heading and a table for each column that has steps, with every step and link in words."""
    blocks: list[Heading | Table] = []
    for kind, name in columns.COLUMNS.items():
        steps = state.column(kind)
        if not steps:
            continue
        rows = []
        for step in steps:
            more = [
                step.detail,
                *list_notes(state, step, names),
                marks[step.key].words if step.key in marks else "",
            ]
            leads = [_say_link(state, link.key, marks) for link in state.out_of_step(step.key)]
            rows.append((step.text, "\n".join(filter(None, more)), "\n".join(leads)))
        heads = (_("Step"), _("More about it"), _("Leads to, and why"))
        blocks += [Heading(str(name), 2), Table(str(columns.SPANS[kind]), heads, tuple(rows))]
    return blocks


def _say_link(state: State, key: str, marks: Mapping[str, Mark]) -> str:
    link = state.links[key]
    said = [f"→ {state.steps[link.end].text}", link.rationale or _("no reason given yet")]
    if link.evidence != Evidence.NONE:
        said.append(str(EVIDENCE[link.evidence]))
    if key in marks:
        said.append(marks[key].words)
    return ". ".join(one.rstrip(".") for one in said) + "."
