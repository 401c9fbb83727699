from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.people.models import Person
from fairplace.town.reviews.models import Review, Seat, Signature
from fairplace.town.reviews.operations.holding import NotReady, ReviewRefused, hold, write_down
from fairplace.town.reviews.operations.letter import write_to_keepers
from fairplace.town.reviews.queries.standing import get_standing
from fairplace.town.reviews.rules.step import WHOLE, State
from fairplace.town.reviews.rules.words import tidy


class ChangedWhileReading(ReviewRefused):
    """What would be signed is not what the signer saw."""


class SignedAlready(ReviewRefused):
    """The seat has signed what stands there: `dissent` is what was said then."""

    def __init__(self, signature: Signature) -> None:
        super().__init__(_("You have signed this already."))
        self.dissent = signature.dissent


@transaction.atomic
def sign_review(*, by: Person, seat: Seat, digest: str, dissent: str = "") -> Signature:
    """Sign a review from a seat, under the digest of what was shown; dissent is kept and printed.

    Only whoever holds the seat signs, and only what stands there now: the review is held meanwhile, so that a
    change comes wholly before the signature, and is refused here, or wholly after, and makes it void.
    """
    now = hold(seat.review, State.SIGN_OFF)
    held = Seat.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    if held.person_id is None or held.person_id != by.pk:
        raise ReviewRefused(_("Only whoever sits in this seat can sign from it."))
    standing = get_standing(now)
    if standing.digest != digest:
        raise ChangedWhileReading(_("Something was changed while you read. Read it again, then sign."))
    lacks = [lack for find in WHOLE for lack in find(standing.facts)]
    if lacks:
        raise NotReady(lacks)
    line = next(line for line in standing.seats if line.seat.pk == held.pk)
    if line.is_valid and line.signature:
        raise SignedAlready(line.signature)
    _put_aside(held, digest)
    made = Signature.objects.create(
        review=now, seat=held, by=by, name=str(by)[:150], digest=digest,
        seen=standing.content, dissent=tidy(dissent),
    )  # fmt: skip
    after = {"seat": held.title, "name": made.name, "digest": digest, "dissent": made.dissent}
    write_down(by, "signed", now, after=after)
    _tell_complete(now, by)
    return made


def _put_aside(seat: Seat, digest: str) -> None:
    """Take back an earlier holder's signature under the same digest: a seat signs a version once."""
    Signature.objects.filter(seat=seat, digest=digest, withdrawn_at=None).update(withdrawn_at=timezone.now())


def _tell_complete(review: Review, by: Person) -> None:
    standing = get_standing(review)
    if not standing.lacks:
        key = f"complete {standing.digest[:16]}"
        write_to_keepers(review, by=by, key=key, what=_("every signature is there"), page="review_detail")


@transaction.atomic
def withdraw_signature(*, by: Person, signature: Signature) -> Signature:
    """Take one's own signature back before the review is frozen. It stays in the record."""
    now = hold(signature.review, State.SIGN_OFF, State.MODERATION, State.CHALLENGE, State.EVIDENCE)
    fresh = Signature.objects.select_for_update(of=("self",)).select_related("seat").get(pk=signature.pk)
    if fresh.by_id != by.pk:
        raise ReviewRefused(_("Only whoever signed can take the signature back."))
    if fresh.withdrawn_at:
        raise ReviewRefused(_("It is taken back already."))
    fresh.withdrawn_at = timezone.now()
    fresh.save()
    after = {"seat": fresh.seat.title, "name": fresh.name, "digest": fresh.digest}
    write_down(by, "withdrew the signature from", now, after=after)
    return fresh
