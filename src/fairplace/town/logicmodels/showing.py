"""What a drawing is told beside its state: how steps stand by their tests, and what measures are called."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from fairplace.town.logicmodels.drawing import draw
from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.queries.alive import Living
from fairplace.town.logicmodels.rules import columns
from fairplace.town.logicmodels.rules.difference import find_differences
from fairplace.town.logicmodels.rules.standing import TOO_EARLY, StepLife
from fairplace.town.logicmodels.rules.state import State
from fairplace.town.logicmodels.strokes import Mark
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.ui.templatetags.ui import VERDICTS

SHAPES = {"better": "better", "worse": "worse", "cannot tell": "unclear", "none": "none"}


@dataclass(frozen=True)
class PageDrawing:
    """A drawing on a page: the number of its columns gives the least width, `files` are (words, address)."""

    svg: SafeString
    columns: int
    name: str
    files: tuple[tuple[str, str], ...] = ()


def list_names(model: LogicModel, state: State) -> dict[str, str]:
    """Return what the measures of a state are called, by slug."""
    wanted = {one.measure for one in state.steps.values() if one.measure}
    if not wanted:
        return {}
    return {one.slug: one.name for one in ImpactMeasure.objects.filter(town=model.town, slug__in=wanted)}


def list_marks(living: Living, *, inside: bool) -> dict[str, Mark]:
    """Return how steps stand by their tests, and links in doubt, which are a flag for those inside."""
    marks = {}
    for key, life in living.life.steps.items():
        if life.state == TOO_EARLY:
            words = _("Too early to tell until %(month)s") % {"month": life.until}
            marks[key] = Mark(words, "early")
        elif life.state in SHAPES:
            marks[key] = Mark(_say_verdict(life), SHAPES[life.state])
    if inside:
        marks |= {key: Mark(_("In doubt"), "doubt") for key in living.life.doubted}
    return marks


def _say_verdict(life: StepLife) -> str:
    return str(VERDICTS[life.state])


def draw_page(living: Living, *, inside: bool, day: date | None = None) -> PageDrawing | None:
    """Return the drawing for a page; marks of today's tests stand on the model of today alone."""
    model, state = living.model, living.state
    if not state.steps:
        return None
    marks = {} if day else list_marks(living, inside=inside)
    title = _("Drawing: %(title)s") % {"title": state.texts.get("title") or model.title}
    svg = draw(state, title=title, key="drawing", marks=marks, names=list_names(model, state))
    query = "?" + urlencode({"on": day.isoformat()}) if day else ""
    names = (
        ("svg", _("As a picture that can be enlarged (SVG)")),
        ("png", _("As a picture (PNG)")),
        ("pdf", _("On one A3 page, with the outline (PDF)")),
        ("docx", _("The same as Word")),
    )
    files = tuple(
        (words, reverse("logic_drawing", kwargs={"slug": model.slug, "kind": kind}) + query)
        for kind, words in names
    )
    return PageDrawing(svg, _count_columns(state), title, files)


def draw_pair(model: LogicModel, old: State, new: State, names: tuple[str, str]) -> tuple[PageDrawing, ...]:
    """Return both states drawn, with marks: on the older for what goes, on the newer for what comes."""
    found = find_differences(old, new)
    drawings = []
    for key, name, state, unmarked in (
        ("before", names[0], old, "added"),
        ("after", names[1], new, "removed"),
    ):
        if not state.steps:
            continue
        marks = {part: Mark(str(columns.CHANGES[how]), how) for part, how in found.items() if how != unmarked}
        svg = draw(state, title=name, key=key, marks=marks, names=list_names(model, state))
        drawings.append(PageDrawing(svg, _count_columns(state), name))
    return tuple(drawings)


def _count_columns(state: State) -> int:
    return len({one.kind for one in state.steps.values()})
