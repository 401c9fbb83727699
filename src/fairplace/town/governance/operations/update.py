from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.governance.models import Action, Update
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record


class UpdateRefused(Exception):
    """An update cannot be taken; the message is a sentence for whoever gave it."""


@transaction.atomic
def give_update(
    *,
    by: Person | None,
    action: Action,
    note: str,
    state: str,
    count: int | None = None,
    denominator: int | None = None,
    by_link: bool = False,
) -> Update:
    """Write down how an action goes. This is the only way in which its state changes: there is always a note.

    A count is refused without its denominator. The owner's own word takes the action off the chair's list.
    """
    now = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    if not note.strip():
        raise UpdateRefused(_("Write in a sentence how it goes."))
    if count is not None and (denominator is None or not now.denominator_what):
        raise UpdateRefused(_("A number says little alone. Say out of how many, and what they are."))
    update = Update.objects.create(
        action=now, by=by, note=note.strip(), state_before=now.state, state=state,
        count=count, denominator=denominator, by_link=by_link,
    )  # fmt: skip
    before = {"state": now.state, "count": now.count, "denominator": now.denominator}
    if state != now.state:
        now.state, now.state_since = state, timezone.now()
    if count is not None:
        now.count, now.denominator = count, denominator
    if by is not None and by.pk == now.owner_id:
        now.with_chair_since, now.with_chair_because = None, ""
    now.version += 1
    now.save()
    record(
        by=by,
        verb="updated",
        kind="action",
        subject=now.code,
        town=now.town.slug,
        before=before,
        after={
            "state": state,
            "count": now.count,
            "denominator": now.denominator,
            "note": update.note,
            "by link": by_link,
        },
    )
    return update


@transaction.atomic
def reassign(*, by: Person | None, action: Action, owner: Person | None, because: str = "") -> Action:
    """Give an action to somebody else, or to nobody; with nobody it is on the chair's list."""
    now = Action.objects.select_for_update(of=("self",)).select_related("owner", "town").get(pk=action.pk)
    before = {"owner": str(now.owner or ""), "with the chair since": str(now.with_chair_since or "")}
    now.owner, now.owned_since = owner, timezone.now()
    now.with_chair_since = None if owner else timezone.now()
    now.with_chair_because = "" if owner else because or _("Nobody owns it.")
    now.version += 1
    now.save()
    after = {"owner": str(owner or ""), "because": because}
    record(
        by=by,
        verb="gave to somebody else",
        kind="action",
        subject=now.code,
        town=now.town.slug,
        before=before,
        after=after,
    )
    return now
