"""The outline twin: everything that the drawing of a model shows, in words and in order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.queries.alive import Living, list_living_of
from fairplace.town.logicmodels.queries.claim import Claimed
from fairplace.town.logicmodels.queries.pointer import Pointer, find_pointers
from fairplace.town.logicmodels.rules.doubts import Doubt
from fairplace.town.logicmodels.rules.progress import say_progress
from fairplace.town.logicmodels.rules.rollup import roll_up
from fairplace.town.logicmodels.rules.standing import StepLife
from fairplace.town.logicmodels.rules.state import Kind, Link, Note, Step
from fairplace.town.logicmodels.rules.words import EVIDENCE, KINDS, NOTES, TEXT_WORDS, KindWords
from fairplace.town.measures.models import ImpactMeasure


@dataclass(frozen=True)
class LinkLine:
    """A link out of a step in words: where it leads, why, how well that is known, and what is claimed."""

    link: Link
    there: Step
    evidence: str
    doubt: Doubt | None
    claims: tuple[Claimed, ...]


@dataclass(frozen=True)
class StepLine:
    """A step with everything that hangs on it."""

    step: Step
    life: StepLife
    progress: str
    measure: ImpactMeasure | None
    pointers: tuple[Pointer, ...]
    child: LogicModel | None
    child_in_short: str
    links: tuple[LinkLine, ...]
    comes_from: tuple[Step, ...]
    notes: tuple[Note, ...]
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class Column:
    """A column of the model as a section of the outline."""

    kind: Kind
    words: KindWords
    lines: tuple[StepLine, ...]


@dataclass(frozen=True)
class TextLine:
    """A text of the model with its heading."""

    name: str
    heading: str
    text: str


def list_columns(living: Living, claims: Iterable[Claimed], *, inside: bool) -> list[Column]:
    """Return the columns of a model, the empty ones too. The public sees no names and no notes."""
    model, state, life = living
    pointers = find_pointers(model.town, (key for step in state.steps.values() for key in step.points))
    slugs = {step.measure for step in state.steps.values() if step.measure}
    measures = {one.slug: one for one in ImpactMeasure.objects.filter(town=model.town, slug__in=slugs)}
    children = {step.child for step in state.steps.values() if step.child}
    behind = LogicModel.objects.filter(town=model.town, slug__in=children) if children else []
    models = {one.model.slug: one for one in list_living_of(behind, model.town)} if children else {}
    on_link: dict[str, list[Claimed]] = {}
    for one in claims:
        on_link.setdefault(one.claim.link, []).append(one)
    columns = []
    for kind, words in KINDS.items():
        steps = state.column(kind)
        lines = [
            StepLine(
                step,
                life.steps[step.key],
                say_progress(step, life.steps[step.key].progress),
                measures.get(step.measure),
                tuple(_shown(pointers, step, inside)),
                models[step.child].model if step.child in models else None,
                say_in_short(models[step.child]) if step.child in models else "",
                tuple(_links(living, step, on_link, inside)),
                tuple(state.steps[link.start] for link in state.into_step(step.key)),
                tuple(note for note in state.notes if inside and note.about == step.key),
                step is steps[0],
                step is steps[-1],
            )
            for step in steps
        ]
        columns.append(Column(kind, words, tuple(lines)))
    return columns


def say_in_short(living: Living) -> str:
    """Return a model in one line."""
    return "; ".join(roll_up(living.state, living.life))


def _shown(pointers: Mapping[str, Pointer], step: Step, inside: bool) -> list[Pointer]:
    found = [pointers[key] for key in step.points]
    return [one for one in found if inside or (one.is_public and not one.is_broken)]


def _links(
    living: Living, step: Step, claims: Mapping[str, list[Claimed]], inside: bool
) -> Iterable[LinkLine]:
    doubted = living.life.doubted if inside else {}
    for link in living.state.out_of_step(step.key):
        yield LinkLine(
            link,
            living.state.steps[link.end],
            str(EVIDENCE[link.evidence]),
            doubted.get(link.key),
            tuple(claims.get(link.key, ())),
        )


def list_texts(living: Living) -> list[TextLine]:
    """Return the texts of a model, the empty ones too, without its title."""
    texts = living.state.texts
    return [
        TextLine(name, str(words), texts.get(name, ""))
        for name, words in TEXT_WORDS.items()
        if name != "title"
    ]


@dataclass(frozen=True)
class NoteLine:
    """A note with what it is about, in words."""

    note: Note
    what: str
    about: str


def list_memory(living: Living) -> list[NoteLine]:
    """Return all notes of a model, the newest first."""
    state = living.state
    lines = []
    for note in reversed(state.notes):
        about = _("The whole model") if not note.about else _("Something that was taken away")
        if note.about in state.steps:
            about = state.steps[note.about].text
        elif note.about in state.links:
            link = state.links[note.about]
            about = " → ".join(state.steps[end].text for end in (link.start, link.end))
        what = str(NOTES.get(note.what, note.what)).partition(":")[0]
        lines.append(NoteLine(note, what, about))
    return lines
