from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.logicmodels.models import Claim, LogicModel
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record

WRITTEN = ("claim", "evidence_for", "evidence_against", "rivals", "would_change", "strength", "why")


class ClaimRefused(Exception):
    """A claim cannot be written or reviewed; the message is a sentence for whoever tried."""


class ClaimChanged(Exception):
    """Somebody wrote a newer version of the claim since it was read: `now` is that."""

    def __init__(self, now: Claim) -> None:
        super().__init__("Somebody else wrote a newer version of this claim.")
        self.now = now


@transaction.atomic
def write_claim(
    *,
    by: Person | None,
    model: LogicModel,
    link: str,
    values: Mapping[str, Any],
    after: Claim | None = None,
    **fields: Any,
) -> Claim:
    """Write a claim on a link, or the next version of the one that was read (`after`); none is ever changed.

    Raises ClaimChanged when there is a newer version by now.
    """
    LogicModel.objects.select_for_update(of=("self",)).get(pk=model.pk)
    if after:
        last = Claim.objects.filter(thread=after.thread).order_by("-number").first()
        assert last, "A thread has its claims."
        if last.number != after.number:
            raise ClaimChanged(last)
    claim = Claim.objects.create(
        model=model,
        link=link,
        thread=after.thread if after else uuid4(),
        number=after.number + 1 if after else 1,
        written_by=by,
        **{name: values[name] for name in WRITTEN},
        **fields,
    )
    _record(by, "wrote", claim, {name: values[name] for name in WRITTEN})
    return claim


@transaction.atomic
def review_claim(*, by: Person, claim: Claim, words: str) -> Claim:
    """Write down what a second person thinks of a claim. Nobody reviews what they wrote themselves."""
    now = Claim.objects.select_for_update(of=("self",)).select_related("model__town").get(pk=claim.pk)
    if now.written_by_id == by.pk:
        raise ClaimRefused(_("Somebody else has to look at a claim that you wrote."))
    if now.reviewed_at:
        raise ClaimRefused(_("This version was reviewed already."))
    now.reviewed_by, now.reviewed_at, now.review = by, timezone.now(), words.strip()
    now.save(update_fields=["reviewed_by", "reviewed_at", "review"])
    _record(by, "reviewed", now, {"review": now.review})
    return now


def _record(by: Person | None, verb: str, claim: Claim, after: Mapping[str, Any]) -> None:
    record(
        by=by,
        verb=verb,
        kind="claim",
        subject=f"{claim.model.slug}, {claim.link}",
        town=claim.model.town.slug,
        after={"version": claim.number, **after},
    )
