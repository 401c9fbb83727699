from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fairplace.town.feeds.forms.submission import ApproveForm, NoteForm
from fairplace.town.feeds.models import Submission
from fairplace.town.feeds.operations.publishing import NotPublished, publish_submission
from fairplace.town.feeds.operations.submission import NotMoved
from fairplace.town.feeds.operations.submission_step import (
    approve_submission,
    return_submission,
    send_in,
    withdraw_submission,
)
from fairplace.town.feeds.views.finding import find_submission
from fairplace.town.feeds.views.submission import show_submission
from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.places.requests import MemberRequest

CHANGED = gettext_lazy(
    "Somebody else saved this meanwhile. Look at it as it is now; your note stands in its field."
)


@require_POST
@requires(Ability.SEND_NUMBERS)
def submission_send(request: MemberRequest, pk: int) -> HttpResponse:
    """Send figures in to be checked."""
    form = NoteForm(request.POST, label=_("Why are they right all the same?"), auto_id="send-%s")
    return _move(request, pk, ("send_form", form), send_in, _("Sent in. Whoever checks them has a letter."))


@require_POST
@requires(Ability.KEEP_NUMBERS)
def submission_return(request: MemberRequest, pk: int) -> HttpResponse:
    """Give figures back with a note."""
    form = NoteForm(request.POST, label=_("What is to be mended?"), is_needed=True, auto_id="return-%s")
    return _move(
        request, pk, ("return_form", form), return_submission, _("Returned. The sender has a letter.")
    )


@require_POST
@requires(Ability.SEE_DESK)
def submission_withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Withdraw figures before they are published."""
    form = NoteForm(request.POST, label=_("Why are they withdrawn?"), is_needed=True, auto_id="withdraw-%s")
    return _move(request, pk, ("withdraw_form", form), withdraw_submission, _("Withdrawn."))


@require_POST
@requires(Ability.KEEP_NUMBERS)
def submission_approve(request: MemberRequest, pk: int) -> HttpResponse:
    """Approve figures, and publish them at once or on their day."""
    form = ApproveForm(request.POST, label=_("A word to whoever sent them"), auto_id="approve-%s")
    return _move(request, pk, ("approve_form", form), _approve, "")


def _approve(*, by: Any, submission: Submission, version: int, note: str, publish_on: Any = None) -> None:
    day = timezone.make_aware(datetime.combine(publish_on, time.min)) if publish_on else None
    done = approve_submission(by=by, submission=submission, version=version, publish_at=day, note=note)
    if day is None or day <= timezone.now():
        publish_submission(submission=done)


def _move(
    request: MemberRequest, pk: int, named: tuple[str, NoteForm], move: Callable[..., Any], done: str
) -> HttpResponse:
    """Do a step, or show the page again with what was typed and why it was not done."""
    (name, form), submission, status = named, find_submission(request, pk), 200
    if form.is_valid():
        told = dict(form.cleaned_data)
        version = told.pop("version") or 0
        try:
            move(by=request.user, submission=submission, version=version, **told)
        except ChangedMeanwhile:
            form.add_error(None, CHANGED)
            status = 409
        except (NotMoved, NotPublished) as refused:
            form.add_error(None, str(refused))
        else:
            now = Submission.objects.get(pk=pk)
            messages.success(request, done or _say_approved(now))
            return redirect("submission_detail", pk=pk)
    now = find_submission(request, pk)
    form.data = {**form.data.dict(), "version": str(now.version)}  # pyright: ignore[reportAttributeAccessIssue]  # posted
    return show_submission(request, now, forms={name: form, "refused_form": form}, status=status)


def _say_approved(now: Submission) -> str:
    if now.state == Submission.State.PUBLISHED:
        return _("Approved and published. Their periods are locked.")
    return _("Approved. They are published on their day; their periods are locked.")
