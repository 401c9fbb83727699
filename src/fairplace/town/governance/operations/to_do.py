from datetime import date

from django.db import transaction
from django.utils import timezone

from fairplace.town.governance.models import Action, ToDo
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record

KIND = "action"


@transaction.atomic
def add_to_do(*, by: Person | None, action: Action, text: str, due_on: date | None = None) -> ToDo:
    """Write down a small step of an action."""
    to_do = ToDo.objects.create(action=action, text=text.strip(), due_on=due_on)
    _write_down(by, "added a to-do", action, to_do)
    return to_do


@transaction.atomic
def mark_to_do(*, by: Person | None, to_do: ToDo, is_done: bool) -> None:
    """Tick a to-do, or take the tick away. Doing again what another did just now changes nothing."""
    now = ToDo.objects.select_for_update(of=("self",)).select_related("action__town").get(pk=to_do.pk)
    if (now.done_at is not None) == is_done:
        return
    now.done_at, now.done_by = (timezone.now(), by) if is_done else (None, None)
    now.save(update_fields=["done_at", "done_by"])
    _write_down(by, "ticked a to-do" if is_done else "took a tick away", now.action, now)


@transaction.atomic
def remove_to_do(*, by: Person | None, to_do: ToDo) -> None:
    """Take a to-do away."""
    _write_down(by, "removed a to-do", to_do.action, to_do)
    to_do.delete()


def _write_down(by: Person | None, verb: str, action: Action, to_do: ToDo) -> None:
    after = {"to-do": to_do.text, "due on": str(to_do.due_on or "")}
    record(by=by, verb=verb, kind=KIND, subject=action.code, town=action.town.slug, after=after)
