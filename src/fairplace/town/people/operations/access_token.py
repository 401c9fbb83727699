import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.people.models import AccessToken, Person
from fairplace.town.people.operations.audit import record
from fairplace.town.people.rules import LONGEST_TOKEN, MOST_TOKENS, TOKEN_MARK, digest_token

KIND = "access token"


class NoToken(Exception):
    """A token that was not made; the message is a sentence for the form."""


@transaction.atomic
def make_token(*, by: Person, label: str, days: int, town: str = "") -> tuple[AccessToken, str]:
    """Make a token for a person's own programs, and return it with its secret, which nothing keeps.

    Raises NoToken where the person has one of that name, or too many.
    """
    now = timezone.now()
    assert timedelta(0) < timedelta(days=days) <= LONGEST_TOKEN, "A token holds for a year at most."
    # Two presses of the button at one time: the second waits here, and then finds the name taken.
    Person.objects.select_for_update().get(pk=by.pk)
    held = AccessToken.objects.filter(person=by, ended_at=None)
    if held.filter(label=label).exists():
        raise NoToken(_("You have a token of that name. End it first, or choose another name."))
    if held.count() >= MOST_TOKENS:
        raise NoToken(
            _("You have %(n)d tokens, and more are not kept apart. End one first.") % {"n": MOST_TOKENS}
        )
    secret = TOKEN_MARK + secrets.token_urlsafe(32)
    token = AccessToken.objects.create(
        person=by,
        label=label,
        digest=digest_token(secret),
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    record(by=by, verb="made an access token", kind=KIND, subject=label, town=town, after=_describe(token))
    return token, secret


@transaction.atomic
def end_token(*, by: Person, token: AccessToken, town: str = "") -> None:
    """End one of a person's own tokens: the next call with it is refused."""
    assert token.person_id == by.pk, "People end their own tokens."
    if AccessToken.objects.filter(pk=token.pk, ended_at=None).update(ended_at=timezone.now()):
        before = _describe(token)
        record(by=by, verb="ended an access token", kind=KIND, subject=token.label, town=town, before=before)


@transaction.atomic
def end_every_token(*, by: Person | None, person: Person, town: str = "") -> None:
    """End all tokens of a person, as their sessions end."""
    held = list(AccessToken.objects.filter(person=person, ended_at=None))
    AccessToken.objects.filter(pk__in=[one.pk for one in held]).update(ended_at=timezone.now())
    for one in held:
        said = {"kind": KIND, "subject": one.label, "town": town, "before": _describe(one)}
        record(by=by, verb="ended an access token", **said)


def note_use(token: AccessToken) -> None:
    """Write down that a token was used today: once a day, not once a call."""
    today = timezone.localdate()
    if token.last_used_on != today:
        AccessToken.objects.filter(pk=token.pk).update(last_used_on=today)


def _describe(token: AccessToken) -> dict[str, str]:
    return {
        "of": str(token.person),
        "label": token.label,
        "expires": timezone.localtime(token.expires_at).date().isoformat(),
    }
