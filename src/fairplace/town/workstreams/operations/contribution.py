from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.framework.models import Recommendation
from fairplace.town.partners.models import Organisation
from fairplace.town.people import mail
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Town
from fairplace.town.workstreams.models import Contribution

KIND = "contribution"


class ContributionRefused(Exception):
    """A contribution was read already; the message is a sentence for whoever came second."""

    @classmethod
    def meanwhile(cls) -> "ContributionRefused":
        return cls(_("Somebody else decided on this meanwhile. Look at it again."))


@transaction.atomic
def tell_contribution(
    *,
    town: Town,
    text: str,
    who: str = "",
    email: str = "",
    organisation: str = "",
    happened_on: date | None = None,
) -> Contribution:
    """Keep what somebody told us until a moderator reads it. A partner is known by its name."""
    known = Organisation.objects.filter(town=town, archived_on=None, name__iexact=organisation).first()
    one = Contribution.objects.create(
        town=town,
        text=text,
        who=who,
        email=email,
        organisation_name=organisation,
        organisation=known,
        happened_on=happened_on,
    )
    # The record outlives the answer, so neither the name nor the address is written into it.
    record(by=None, verb="was told", kind=KIND, subject=_subject(one), town=town.slug)
    return one


@transaction.atomic
def link_contribution(
    *, by: Person, contribution: Contribution, recommendations: Iterable[Recommendation], answer: str = ""
) -> None:
    """Say which recommendations this helps. From now on its text is public, without who told it."""
    one = _lock(contribution)
    before = _said(one)
    one.recommendations.set(recommendations)
    _read(by, one, Contribution.State.LINKED, answer)
    record(
        by=by, verb="linked", kind=KIND, subject=_subject(one), town=one.town.slug,
        before=before, after=_said(one),
    )  # fmt: skip


@transaction.atomic
def set_aside_contribution(*, by: Person, contribution: Contribution, answer: str) -> None:
    """Put it aside, with an answer to whoever told it. What is set aside is never public."""
    one = _lock(contribution)
    before = _said(one)
    one.recommendations.clear()
    _read(by, one, Contribution.State.SET_ASIDE, answer)
    record(
        by=by, verb="set aside", kind=KIND, subject=_subject(one), town=one.town.slug,
        before=before, after=_said(one),
    )  # fmt: skip


def _lock(contribution: Contribution) -> Contribution:
    """Return it as it is now; refuse where somebody else decided since the reader opened it."""
    one = Contribution.objects.select_for_update(of=("self",)).select_related("town").get(pk=contribution.pk)
    if one.read_at != contribution.read_at:
        raise ContributionRefused.meanwhile()
    return one


def _read(by: Person, one: Contribution, state: str, answer: str) -> None:
    one.state, one.answer = state, answer
    one.read_by, one.read_at = by, timezone.now()
    to = one.email
    if to and answer:
        # The address was left for this answer only, and is not kept longer than needed.
        one.email = ""
        about = {
            "town": one.town.name,
            "text": one.text,
            "answer": answer,
            "is_linked": state == one.State.LINKED,
        }
        transaction.on_commit(lambda: _mail_answer(to, about))
    one.save()


def _mail_answer(to: str, about: dict) -> None:
    subject = _("About what you told %(town)s") % {"town": about["town"]}
    mail.post(template="workstreams/mail/answer.txt", subject=subject, to=to, **about)


def _said(one: Contribution) -> dict[str, object]:
    codes = sorted(one.recommendations.values_list("code", flat=True))
    return {"state": one.state, "recommendations": codes, "answer": one.answer}


def _subject(one: Contribution) -> str:
    return f"{one.pk}: {one.text[:60]}"
