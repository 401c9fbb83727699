"""Lets letters leave, each once: claimed, handed over, and written down as sent, in short steps of their own.

No transaction is open while the mail server is talked to. After a crash a claim tells by itself what is
known: without `handing_since` the server certainly has nothing, with it nobody can know.
"""

import logging
import secrets
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.letters.models import Letter
from fairplace.town.letters.operations.handing import Lost, Refused, Server, Unknown
from fairplace.town.letters.queries.letter import list_due
from fairplace.town.letters.rules.message import make_message
from fairplace.town.letters.rules.retry import GONE_AFTER, delay_after

log = logging.getLogger(__name__)
State = Letter.State


def send_waiting(limit: int = 200, *, should_stop: Callable[[], bool] = lambda: False) -> int:
    """Send the letters that may leave now, the oldest first, and return how many left.

    Several senders may run at once. What a sender that is gone had claimed is taken up again first.
    """
    recover()
    sent, server, claim = 0, Server(), secrets.token_hex(16)
    try:
        for _n in range(min(limit, _room())):
            letter = None if should_stop() else _claim(claim)
            if letter is None:
                break
            try:
                sent += _send(letter, server)
            except Refused as refused:
                if refused.is_everybody:
                    break
    finally:
        server.close()
    return sent


def recover() -> int:
    """Take up what senders claimed and never ended, and return how many letters that were.

    A sender counts as gone when its claim is older than handing over can take (GONE_AFTER): no process has
    to be asked whether it lives. Whoever was only asleep finds its claim gone and withdraws the mail.
    """
    before = timezone.now() - GONE_AFTER
    with transaction.atomic(durable=True):
        left = Letter.objects.filter(state=State.LEAVING)
        back = left.filter(handing_since=None, claimed_at__lt=before)
        number = back.update(state=State.WAITING, claimed_by="")
        words = _("Fairplace stopped while it was being handed over.")
        unsure = left.filter(handing_since__lt=before).update(state=State.UNSURE, trouble=words)
    if unsure:
        log.warning("Of %s letters it is not known whether they have left; see /letters/.", unsure)
    return number + unsure


def _room() -> int:
    """Return how many more may leave in this minute, over all senders."""
    since = timezone.now() - timedelta(minutes=1)
    return max(0, settings.LETTERS_A_MINUTE - Letter.objects.filter(claimed_at__gt=since).count())


def _claim(claim: str) -> Letter | None:
    """Take the oldest letter that may leave, so that no other sender has it. None when none waits."""
    while True:
        now = timezone.now()
        pk = list_due(now).values_list("pk", flat=True).first()
        if pk is None:
            return None
        with transaction.atomic(durable=True):
            # A second sender that chose the same one finds it leaving, changes nothing, and looks again.
            taken = Letter.objects.filter(pk=pk, state=State.WAITING).update(
                state=State.LEAVING, claimed_by=claim, claimed_at=now, handing_since=None
            )
        if taken:
            return Letter.objects.get(pk=pk)


def _send(letter: Letter, server: Server) -> bool:
    """Hand one claimed letter over and write down what came of it."""
    try:
        server.hand_over(_make(letter), lambda: _begin_handing(letter))
    except Lost:
        return False
    except Unknown as unknown:
        words = _("The mail server did not say whether it took it. %(words)s") % {"words": unknown}
        _end(letter, state=State.UNSURE, trouble=words)
        return False
    except Refused as refused:
        _put_back(letter, refused)
        if refused.is_everybody:
            raise
        return False
    # What has left is not kept: letters hold secrets of links, and words about people.
    _end(letter, state=State.SENT, sent_at=timezone.now(), body="", attachments=[], trouble="")
    return True


def _make(letter: Letter) -> EmailMessage:
    try:
        made = make_message(
            to=letter.to,
            subject=letter.subject,
            body=letter.body,
            message_id=letter.message_id,
            written_at=letter.written_at,
            attachments=letter.attachments,
        )
        made.message()
        return made
    except (ValueError, TypeError) as error:
        # It can never be made, and must not keep those behind it from leaving.
        raise Refused(str(error), is_permanent=True) from error


def _begin_handing(letter: Letter) -> bool:
    with transaction.atomic(durable=True):
        held = Letter.objects.filter(pk=letter.pk, state=State.LEAVING, claimed_by=letter.claimed_by)
        return bool(held.update(handing_since=timezone.now()))


def _put_back(letter: Letter, refused: Refused) -> None:
    tries = letter.tries + 1
    wait = None if refused.is_permanent else delay_after(tries)
    if wait is None:
        _end(letter, state=State.FAILED, tries=tries, trouble=str(refused))
        return
    again = timezone.now() + wait
    _end(letter, state=State.WAITING, tries=tries, trouble=str(refused), not_before=again)


def _end(letter: Letter, **values) -> None:
    """Write down what came of it, also where somebody gave up waiting for it: this sender knows."""
    with transaction.atomic(durable=True):
        mine = Letter.objects.filter(
            pk=letter.pk, claimed_by=letter.claimed_by, state__in=(State.LEAVING, State.UNSURE)
        )
        mine.update(handing_since=None, **values)
