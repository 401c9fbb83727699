"""Reads what people know of a measure that its numbers do not say."""

from dataclasses import dataclass

from fairplace.town.measures.models import ImpactMeasure, Marking, Note, Standing, Target


@dataclass(frozen=True)
class NotesOfKind:
    """The notes of one kind: the newest, which is shown, and what was said before."""

    kind: str
    label: str
    newest: Note | None
    older: tuple[Note, ...]


def list_notes(*, measure: ImpactMeasure) -> list[NotesOfKind]:
    """Return the notes of each kind in the order of the method, with the kinds that have none yet."""
    found: dict[str, list[Note]] = {}
    for note in Note.objects.filter(measure=measure).select_related("by").order_by("-written_at", "-pk"):
        found.setdefault(note.kind, []).append(note)
    return [
        NotesOfKind(value, str(label), *_newest_first(found.get(value, [])))
        for value, label in Note.Kind.choices
    ]


def _newest_first(notes: list[Note]) -> tuple[Note | None, tuple[Note, ...]]:
    return (notes[0], tuple(notes[1:])) if notes else (None, ())


def list_markings(*, measure: ImpactMeasure) -> list[Marking]:
    """Return what must be seen on the curves of a measure, oldest first."""
    return list(Marking.objects.filter(measure=measure).order_by("on", "pk"))


def list_standings(*, measure: ImpactMeasure) -> list[Standing]:
    """Return how a measure stood by what was told, newest first."""
    return list(Standing.objects.filter(measure=measure).order_by("-on", "-pk"))


def get_marking(*, measure: ImpactMeasure, pk: int) -> Marking | None:
    return Marking.objects.filter(measure=measure, pk=pk).first()


def get_target(*, measure: ImpactMeasure, pk: int) -> Target | None:
    return Target.objects.filter(measure=measure, pk=pk).first()
