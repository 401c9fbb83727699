"""Signing, freezing, publishing and closing."""

import pytest
from django.utils import timezone

from fairplace.town.letters.models import Letter
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.people.models import AuditEvent
from fairplace.town.reviews.models import Review, Seat, Signature, Snapshot
from fairplace.town.reviews.operations.comment import (
    SettledMeanwhile,
    comment_on_review,
    respond,
    say_settled,
    settle_comment,
)
from fairplace.town.reviews.operations.freezing import close_review, freeze_signed, publish_review
from fairplace.town.reviews.operations.holding import NotReady, ReviewRefused
from fairplace.town.reviews.operations.moderation import moderate
from fairplace.town.reviews.operations.signature import (
    ChangedWhileReading,
    sign_review,
    withdraw_signature,
)
from fairplace.town.reviews.queries.comment import count_waiting
from fairplace.town.reviews.queries.content import get_digest
from fairplace.town.reviews.queries.standing import get_standing
from fairplace.town.reviews.rules.assessment import Words
from tests.factories import make_comment, make_review

pytestmark = pytest.mark.django_db
SAID = {
    "rating": "cannot tell",
    "statement": "It did not change much.",
    "confidence": "medium",
    "decision": "keep",
    "decision_because": "It still matters.",
}


def sign(review, person, dissent="", **fields):
    seat = review.seats.get(person=person)
    return sign_review(
        by=person, seat=seat, digest=fields.get("digest") or get_digest(review), dissent=dissent
    )


def standings(review):
    return [line.standing for line in get_standing(review).seats]


def reword(review, by, statement):
    one = review.assessments.get(measure__slug="jobs")
    moderate(by=by, assessment=one, version=one.version, words=Words(**{**SAID, "statement": statement}))


def test_a_signature_keeps_name_digest_dissent_and_what_was_seen(signing, dee):
    made = sign(signing, dee, " I see it darker. ")

    assert (made.name, made.dissent, made.digest) == ("Dee", "I see it darker.", get_digest(signing))
    assert [one["slug"] for one in made.seen["measures"]] == ["air", "jobs", "wages"]
    assert AuditEvent.objects.get(verb="signed").after["dissent"] == "I see it darker."


def test_only_whoever_sits_there_signs_once_and_what_stands_there(signing, dee, chair):
    director = signing.seats.get(title="Director")
    with pytest.raises(ReviewRefused, match="Only whoever sits"):
        sign_review(by=chair, seat=director, digest=get_digest(signing))
    with pytest.raises(ChangedWhileReading):
        sign(signing, dee, digest="0" * 64)

    sign(signing, dee)
    with pytest.raises(ReviewRefused, match="signed this already"):
        sign(signing, dee)
    assert Signature.objects.count() == 1


def test_nobody_signs_what_is_not_whole_or_not_open(signing, dee):
    signing.assessments.update(decision="")
    with pytest.raises(NotReady, match="Three measures have no decision"):
        sign(signing, dee)

    Review.objects.update(state="moderation")
    with pytest.raises(ReviewRefused, match="stands at"):
        sign(signing, dee)


def test_a_later_change_makes_it_void_and_says_what_changed(signing, ada, dee):
    sign(signing, dee)

    reword(signing, ada, "It got a little better, we think.")

    line = get_standing(signing).seats[0]
    assert (line.standing, line.is_void) == ("void", True)
    assert [(one.where, one.what, one.then) for one in line.changes] == [
        ("Jobs", "Statement", "It did not change much.")
    ]
    sign(signing, dee)
    assert standings(signing) == ["valid", ""]


def test_a_signature_counts_again_when_the_same_words_stand_there(signing, ada, dee):
    sign(signing, dee)
    reword(signing, ada, "Other words.")

    reword(signing, ada, SAID["statement"])

    assert standings(signing) == ["valid", ""]


def test_a_signature_is_taken_back_by_its_giver_and_can_be_given_again(signing, dee, chair):
    made = sign(signing, dee, "A doubt.")
    with pytest.raises(ReviewRefused, match="Only whoever signed"):
        withdraw_signature(by=chair, signature=made)

    withdraw_signature(by=dee, signature=made)
    assert standings(signing) == ["withdrawn", ""]
    with pytest.raises(ReviewRefused, match="already"):
        withdraw_signature(by=dee, signature=made)

    sign(signing, dee)
    assert (standings(signing), signing.signatures.count()) == (["valid", ""], 2)


def test_who_sits_down_later_must_sign_themselves(signing, dee, chair, ada):
    sign(signing, dee)
    Seat.objects.filter(title="Director").update(person=ada)

    assert standings(signing) == ["void", ""]
    sign(signing, ada)
    assert standings(signing) == ["valid", ""]
    assert signing.signatures.exclude(withdrawn_at=None).get().by == dee


def test_the_last_signature_tells_the_team(signing, ada, dee, chair):
    sign(signing, dee)
    assert not Letter.objects.exists()

    sign(signing, chair)
    assert Letter.objects.get().subject == "Annual review 2026: every signature is there"


def test_a_missing_signature_blocks_the_freeze_with_its_name(signing, ada, dee):
    sign(signing, dee)

    with pytest.raises(NotReady, match="Chair has not signed"):
        freeze_signed(by=ada, review=signing, seen="sign-off")

    signing.refresh_from_db()
    assert (signing.state, Snapshot.objects.count()) == ("sign-off", 0)


def test_a_void_signature_blocks_the_freeze(signing, ada, dee, chair):
    for person in (dee, chair):
        sign(signing, person)
    reword(signing, ada, "Other words.")

    with pytest.raises(NotReady, match="Director must sign again"):
        freeze_signed(by=ada, review=signing, seen="sign-off")


@pytest.fixture
def frozen(signing, ada, dee, chair):
    one = signing.assessments.get(measure__slug="air")
    one.decision, one.decision_because = "retire", "Nobody counts it."
    one.save()
    sign(signing, dee, "I see it darker.")
    sign(signing, chair)
    freeze_signed(by=ada, review=signing, seen="sign-off")
    signing.refresh_from_db()
    return signing


def test_a_whole_and_signed_review_is_frozen_and_changes_no_more(frozen, ada, dee):
    assert (frozen.state, frozen.snapshot.is_public) == ("frozen", False)
    assert AuditEvent.objects.get(verb="froze", kind="review").after["snapshot"] == frozen.snapshot.digest
    with pytest.raises(ReviewRefused, match="stands at: Frozen"):
        reword(frozen, ada, "Later words.")
    with pytest.raises(ReviewRefused, match="meanwhile"):
        freeze_signed(by=ada, review=frozen, seen="sign-off")


def test_publishing_retires_what_was_to_be_retired_and_not_before(frozen, ada):
    assert not ImpactMeasure.objects.exclude(retired_on=None).exists()

    publish_review(by=ada, review=frozen, seen="frozen")

    air = ImpactMeasure.objects.get(slug="air")
    assert (air.retired_on, air.retired_because) == (
        timezone.localdate(),
        "Annual review 2026: Nobody counts it.",
    )
    frozen.refresh_from_db()
    assert (frozen.state, frozen.snapshot.is_public) == ("published", True)


def test_anybody_comments_on_what_is_published_and_is_answered_once(reviewed_town, ada):
    review = make_review(reviewed_town, state="published")

    made = comment_on_review(review=review, text=" More trees. ", name="Cy", email="cy@example.org")
    assert (count_waiting(town=reviewed_town), made.text) == (1, "More trees.")
    settled = settle_comment(by=ada, comment=made, seen="", is_shown=True, answer="We plant ten.")

    assert (settled.state, settled.email, settled.settled_by) == ("shown", "", ada)
    answer = Letter.objects.get(to="cy@example.org")
    assert "We plant ten." in answer.body
    assert "cy@" not in str(list(AuditEvent.objects.values_list("subject", "before", "after")))
    with pytest.raises(SettledMeanwhile):
        settle_comment(by=ada, comment=made, seen="", is_shown=False, because="No.")
    again = settle_comment(by=ada, comment=made, seen=say_settled(settled), is_shown=False, because="Rude.")
    assert (again.state, again.because) == ("declined", "Rude.")
    assert Letter.objects.filter(to="cy@example.org").count() == 1


def test_declining_a_comment_needs_a_reason_and_comments_need_a_published_review(reviewed_town, ada):
    review = make_review(reviewed_town, state="published")
    with pytest.raises(ReviewRefused, match="why it is not shown"):
        settle_comment(by=ada, comment=make_comment(review), seen="", is_shown=False)

    Review.objects.update(state="closed")
    with pytest.raises(ReviewRefused, match="stands at: Closed"):
        comment_on_review(review=review, text="Late")


def test_a_review_closes_when_comments_are_read_and_answered(reviewed_town, ada):
    review = make_review(reviewed_town, state="published")
    comment = make_comment(review)
    with pytest.raises(NotReady, match="One comment waits to be read"):
        close_review(by=ada, review=review, seen="published")
    settle_comment(by=ada, comment=comment, seen="", is_shown=True)
    with pytest.raises(ReviewRefused, match="Write the response"):
        respond(by=ada, review=review, version=1, response=" ")

    now = respond(by=ada, review=review, version=1, response="We heard you.")
    assert respond(by=ada, review=review, version=2, response="We heard you.").version == now.version
    close_review(by=ada, review=review, seen="published")

    review.refresh_from_db()
    assert (review.state, review.response_by) == ("closed", ada)
    assert review.closed_at is not None
