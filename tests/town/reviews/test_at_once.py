"""Two people at one review at one moment: whoever comes second sees what the first did."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from fairplace.town.reviews.models import Signature
from fairplace.town.reviews.operations.freezing import freeze_signed
from fairplace.town.reviews.operations.holding import ReviewRefused
from fairplace.town.reviews.operations.moderation import moderate
from fairplace.town.reviews.operations.signature import sign_review, withdraw_signature
from fairplace.town.reviews.queries.content import get_digest
from fairplace.town.reviews.queries.standing import get_standing
from fairplace.town.reviews.rules.assessment import Words

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="The tests' SQLite lives in one thread's memory."
    ),
]
WORDS = Words(
    rating="cannot tell",
    statement="Other words.",
    confidence="medium",
    decision="keep",
    decision_because="It still matters.",
)


def at_once(*deeds):
    """Do these at one time, each in a thread and with a connection of its own; return what came of each."""

    def do(deed):
        try:
            return deed()
        except ReviewRefused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as hands:
        return list(hands.map(do, deeds))


def test_what_is_signed_while_somebody_moderates_is_refused_or_void_and_never_counts(signing, ada, dee):
    seat, digest = signing.seats.get(title="Director"), get_digest(signing)
    one = signing.assessments.get(measure__slug="jobs")

    moderated, signed = at_once(
        lambda: moderate(by=ada, assessment=one, version=1, words=WORDS),
        lambda: sign_review(by=dee, seat=seat, digest=digest),
    )

    assert moderated.statement == "Other words."
    line = next(one for one in get_standing(signing).seats if one.seat == seat)
    assert line.standing == ("void" if isinstance(signed, Signature) else "")


def test_a_seat_signs_once_however_often_it_is_pressed(signing, dee):
    seat, digest = signing.seats.get(title="Director"), get_digest(signing)

    found = at_once(*[lambda: sign_review(by=dee, seat=seat, digest=digest)] * 4)

    assert sum(isinstance(one, Signature) for one in found) == 1
    assert Signature.objects.count() == 1


def test_a_review_is_frozen_with_every_signature_or_not_at_all(signing, ada, dee, chair):
    for person in (dee, chair):
        seat = signing.seats.get(person=person)
        sign_review(by=person, seat=seat, digest=get_digest(signing))
    signature = Signature.objects.get(by=dee)

    at_once(
        lambda: freeze_signed(by=ada, review=signing, seen="sign-off"),
        lambda: withdraw_signature(by=dee, signature=signature),
    )

    signing.refresh_from_db()
    signature.refresh_from_db()
    assert (signing.state == "frozen") == (signature.withdrawn_at is None)
