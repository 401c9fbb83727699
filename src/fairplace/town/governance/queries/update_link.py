from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from fairplace.town.governance.models import Action, Meeting, Update, UpdateLink
from fairplace.town.governance.queries.owed import list_boards, make_owed
from fairplace.town.governance.rules.secret import digest_of
from fairplace.town.governance.rules.update_link import Standing, is_holder, judge
from fairplace.town.partners.models import Group
from fairplace.town.places.models import Town
from fairplace.town.workstreams.models import Strategy


def find_link(town: Town, token: str) -> UpdateLink | None:
    """Return the link that a secret opens; None where it is not one of this town's."""
    found = UpdateLink.objects.filter(digest=digest_of(token), action__town=town)
    return found.select_related("action__group", "action__town", "person", "update").first()


def judge_link(link: UpdateLink | None, *, reader: int | None, browser: str) -> Standing:
    """Return how a link stands now for whoever asks."""
    if link is None:
        return Standing.UNKNOWN
    action, person = link.action, link.person
    is_helper = action.owner_id != person.pk and action.helpers.filter(pk=person.pk).exists()
    return judge(
        now=timezone.now(),
        person=person.pk,
        reader=reader,
        held_by=link.held_by,
        browser=browser,
        expires_at=link.expires_at,
        is_used=link.used_at is not None,
        is_theirs=person.is_active and (action.owner_id == person.pk or is_helper),
        is_open=action.is_open,
    )


def belongs_to(link: UpdateLink, *, reader: int | None, browser: str) -> bool:
    """Return whether it is surely the person of the link who asks, and may see what they wrote."""
    is_other = reader is not None and reader != link.person.pk
    held = is_holder(person=link.person.pk, reader=reader, held_by=link.held_by, browser=browser)
    return held and not is_other


def get_newest(action: Action) -> int:
    """Return the key of the newest update of an action; 0 where there is none."""
    return action.updates.order_by("-pk").values_list("pk", flat=True).first() or 0


def list_since(action: Action, seen: int) -> list[Update]:
    """Return what others said of an action after what somebody has read, the oldest first."""
    return list(action.updates.filter(pk__gt=seen).select_related("by").order_by("pk"))


@dataclass(frozen=True)
class Next:
    """What happens after an update: who reads it, when the next one is due, when the group meets."""

    groups: list[Group]
    strategies: list[Strategy]
    update_due_on: date | None
    meeting: Meeting | None


def get_next(action: Action) -> Next:
    """Return who reads the updates of an action, and what comes next."""
    group = action.group
    groups = [group, *list_boards(group)]
    groups += [one for one in action.also_to.all() if one not in groups]
    last = action.updates.order_by("-at", "-pk").first()
    owed = make_owed(action, timezone.localdate(last.at) if last else None)
    meetings = Meeting.objects.filter(series__group=group, state=Meeting.State.PLANNED)
    coming = meetings.filter(starts_at__gt=timezone.now()).order_by("starts_at").first()
    due_on = owed.update_due_on if action.is_open else None
    return Next(groups, list(action.strategies.all()), due_on, coming)
