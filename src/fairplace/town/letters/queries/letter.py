from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from fairplace.town.letters.models import Letter

State = Letter.State
# What needs a person's eyes, or has not left yet.
OPEN = (State.UNSURE, State.FAILED, State.WAITING, State.LEAVING)
TROUBLED = (State.UNSURE, State.FAILED)


def list_due(now: datetime) -> QuerySet[Letter]:
    """Return the letters that may leave now, the oldest first."""
    is_time = Q(not_before=None) | Q(not_before__lte=now)
    return Letter.objects.filter(is_time, state=State.WAITING).order_by("written_at", "pk")


def list_letters(*, town: str, state: str = "") -> QuerySet[Letter]:
    """Return a town's letters in one state, or all that have not left, the newest first."""
    wanted = [state] if state else OPEN
    if state == State.WAITING:
        wanted = [State.WAITING, State.LEAVING]
    order = "-sent_at" if state == State.SENT else "-written_at"
    found = Letter.objects.filter(town=town, state__in=wanted).order_by(order, "-pk")
    return found.select_related("person").defer("body", "attachments")


def count_letters(*, town: str) -> dict[str, int]:
    """Return how many letters of a town are in each state; a state without any is 0."""
    counts = Letter.objects.filter(town=town).order_by().values_list("state").annotate(n=Count("pk"))
    return {**dict.fromkeys(State.values, 0), **dict(counts)}


def count_troubled(*, town: str) -> int:
    """Return how many letters of a town wait for somebody to decide: failed, or nobody knows."""
    return Letter.objects.filter(town=town, state__in=TROUBLED).count()


def is_written(key: str) -> bool:
    """Return whether a letter of that key was written, whatever became of it."""
    return Letter.objects.filter(key=key).exists()


def list_written(keys: Iterable[str]) -> set[str]:
    """Return those of the keys of which a letter was written."""
    return set(Letter.objects.filter(key__in=list(keys)).values_list("key", flat=True))


def get_letter(*, town: str, pk: int) -> Letter | None:
    return Letter.objects.filter(town=town, pk=pk).first()


def find_waiting(*, town: str, kind: str, person: int) -> Letter | None:
    """Return the newest letter of a kind to somebody that has not begun to leave."""
    found = Letter.objects.filter(town=town, kind=kind, person=person, state=State.WAITING)
    return found.order_by("-pk").first()
