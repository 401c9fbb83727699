from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.governance.models import Action, Update, UpdateLink
from fairplace.town.governance.operations.update import give_update, reassign
from fairplace.town.governance.queries.update_link import belongs_to, judge_link, list_since
from fairplace.town.governance.rules.secret import digest_of, make_secret
from fairplace.town.governance.rules.update_link import Standing
from fairplace.town.letters.operations import write_letter
from fairplace.town.letters.queries.letter import is_written
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.addresses import write_address

DAYS = 21


class LinkRefused(Exception):
    """A link may not be used as it stands now."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(standing.value)
        self.standing = standing


class CameMeanwhile(Exception):
    """Somebody updated the action since the page was opened: `updates` is what they said."""

    def __init__(self, updates: Sequence[Update]) -> None:
        super().__init__("Somebody updated this meanwhile.")
        self.updates = updates


def make_link(*, action: Action, person: Person, days: int = DAYS) -> str:
    """Return the whole address of a page on which this person can update this action once."""
    link, address = prepare_link(action=action, person=person, days=days)
    link.save()
    return address


def prepare_link(*, action: Action, person: Person, days: int = DAYS) -> tuple[UpdateLink, str]:
    """Return a link that is not saved yet, and its address. The secret is kept nowhere but there."""
    secret = make_secret()
    expires_at = timezone.now() + timedelta(days=days)
    link = UpdateLink(action=action, person=person, digest=digest_of(secret), expires_at=expires_at)
    return link, write_address(action.town, "update_page", token=secret)


@transaction.atomic
def hold_link(*, link: UpdateLink, reader: int | None, browser: str) -> Standing:
    """Bind a link to the browser in which somebody began to type; from any other it is then refused."""
    now, standing = _lock(link, reader, browser)
    if standing == Standing.OPEN and not now.held_by:
        now.held_by = browser
        now.save(update_fields=["held_by"])
    return standing


@transaction.atomic
def use_link(
    *,
    link: UpdateLink,
    reader: int | None,
    browser: str,
    seen: int,
    note: str,
    state: str,
    count: int | None = None,
    denominator: int | None = None,
) -> Update:
    """Save an update through a link, and use the link up, together.

    Raises LinkRefused where it may not be used, CameMeanwhile where somebody said something newer than
    `seen`, and UpdateRefused.
    """
    now, standing = _lock(link, reader, browser)
    if standing != Standing.OPEN:
        raise LinkRefused(standing)
    if newer := list_since(now.action, seen):
        raise CameMeanwhile(newer)
    update = give_update(
        by=now.person,
        action=now.action,
        note=note,
        state=state,
        count=count,
        denominator=denominator,
        by_link=True,
    )
    _use_up(now, browser, update)
    return update


@transaction.atomic
def hand_on(*, link: UpdateLink, reader: int | None, browser: str, note: str) -> None:
    """Put an action on the chair's list, because its owner says that they are not the right person."""
    now, standing = _lock(link, reader, browser)
    is_theirs = now.action.owner_id == now.person.pk
    is_them = belongs_to(now, reader=reader, browser=browser)
    used_by_them = standing == Standing.USED and is_them and now.action.is_open
    if not is_theirs or not (standing == Standing.OPEN or used_by_them):
        raise LinkRefused(standing if standing != Standing.OPEN else Standing.OTHER_OWNER)
    because = _("Its owner is not the right person any more. %(note)s") % {"note": note.strip()}
    reassign(by=now.person, action=now.action, owner=None, because=because.strip()[:200])
    if standing == Standing.OPEN:
        _use_up(now, browser, None)


@transaction.atomic
def send_fresh_link(*, link: UpdateLink) -> bool:
    """Mail a fresh link to the person of an old one, at their own address; once an hour at most.

    Nothing is sent where the action is closed or no longer theirs. Returns whether a mail was written.
    """
    standing = judge_link(link, reader=link.person.pk, browser="")
    if not can_be_fresh(standing, link):
        return False
    key, town = f"fresh link {link.pk} {timezone.now():%Y-%m-%dT%H}", link.action.town
    if is_written(key):
        return False
    write_letter(
        key=key,
        kind="fresh link",
        town=town.slug,
        to=link.person.email,
        person=link.person,
        subject=_("A fresh link for %(action)s") % {"action": link.action},
        template="governance/mail/fresh_link.txt",
        action=link.action,
        address=make_link(action=link.action, person=link.person),
        days=DAYS,
    )
    record(
        by=None, verb="sent a fresh link", kind="action", subject=link.action.code, town=town.slug,
        after={"to": "the person of the old link"},
    )  # fmt: skip
    return True


def can_be_fresh(standing: Standing, link: UpdateLink) -> bool:
    """Return whether the person of a link could get another: the action is open, and still theirs."""
    if standing in (Standing.OPEN, Standing.EXPIRED, Standing.OTHER_BROWSER):
        return True
    is_theirs = link.action.owner_id == link.person.pk or link.action.helpers.filter(pk=link.person.pk)
    return standing == Standing.USED and link.person.is_active and link.action.is_open and bool(is_theirs)


def _lock(link: UpdateLink, reader: int | None, browser: str) -> tuple[UpdateLink, Standing]:
    """Return the link as it is now, held until the transaction ends, and how it stands."""
    # The action first, as all who update it do: two who hold one each would wait for ever.
    Action.objects.select_for_update(of=("self",)).get(pk=link.action.pk)
    now = UpdateLink.objects.select_for_update(of=("self",)).select_related(
        "action__town", "action__group", "person"
    )
    found = now.get(pk=link.pk)
    return found, judge_link(found, reader=reader, browser=browser)


def _use_up(link: UpdateLink, browser: str, update: Update | None) -> None:
    link.held_by, link.used_at, link.update = link.held_by or browser, timezone.now(), update
    link.save(update_fields=["held_by", "used_at", "update"])
    # Older mails hold links to the same form. The newest word was given, so they end too.
    others = UpdateLink.objects.filter(action=link.action, person=link.person, used_at=None)
    others.update(expires_at=timezone.now())
