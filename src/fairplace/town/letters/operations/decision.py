from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.letters.models import Letter
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record

State = Letter.State


class LetterRefused(Exception):
    """A letter cannot be treated so as it stands now; the message is a sentence for whoever asked."""


@transaction.atomic
def send_again(*, by: Person, letter: Letter) -> None:
    """Let a letter leave that failed, or of which somebody found out that it did not arrive."""
    now = _lock(letter, State.UNSURE, State.FAILED)
    _decide(by, now, "sent again", State.WAITING, tries=0, not_before=None, claimed_by="")


@transaction.atomic
def drop(*, by: Person, letter: Letter) -> None:
    """Keep a letter from leaving. Its words are deleted, and this is not undone."""
    now = _lock(letter, State.WAITING, State.UNSURE, State.FAILED)
    _decide(by, now, "kept from leaving", State.DROPPED, body="", attachments=[])


@transaction.atomic
def confirm_arrived(*, by: Person, letter: Letter) -> None:
    """Say of a letter that may have been sent that it was."""
    now = _lock(letter, State.UNSURE)
    sent_at = now.handing_since or now.claimed_at or timezone.now()
    _decide(by, now, "said that it arrived", State.SENT, sent_at=sent_at, body="", attachments=[])


def _lock(letter: Letter, *states: str) -> Letter:
    now = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if now.state not in states:
        words = _("This letter has moved on meanwhile. It is now: %(state)s.")
        raise LetterRefused(words % {"state": State(now.state).label})
    return now


def _decide(by: Person, letter: Letter, verb: str, state: str, **values) -> None:
    before = {"state": letter.state, "trouble": letter.trouble}
    for name, value in {"state": state, "trouble": "", "handing_since": None, **values}.items():
        setattr(letter, name, value)
    letter.save()
    record(
        by=by, verb=verb, kind="letter", subject=f"{letter.pk}: {letter.subject}"[:200], town=letter.town,
        before=before, after={"state": state},
    )  # fmt: skip
