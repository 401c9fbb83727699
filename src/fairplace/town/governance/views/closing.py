from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairplace.town.governance.access import leads
from fairplace.town.governance.forms.meeting import CarryForm, ReasonForm
from fairplace.town.governance.models import Meeting
from fairplace.town.governance.operations.agenda import carry_items
from fairplace.town.governance.operations.closing import (
    NotReady,
    cancel_meeting,
    close_meeting,
    reopen_meeting,
)
from fairplace.town.governance.operations.holding import MeetingRefused
from fairplace.town.governance.queries.closing import list_missing
from fairplace.town.governance.queries.meeting import list_items, list_later
from fairplace.town.governance.rules.meeting import Lack
from fairplace.town.governance.views.meeting_reader import (
    group_of_meeting,
    meeting_or_404,
    refuse_locked,
)
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.places.requests import MemberRequest, posted


@leads(group_of_meeting)
def meeting_close(request: MemberRequest, pk: int) -> HttpResponse:
    """Close a meeting, or say what it lacks and where that is put right."""
    meeting = meeting_or_404(request, pk)
    refused = refuse_locked(request, meeting)
    if refused:
        return refused
    missing, error = list_missing(meeting), ""
    if request.method == "POST":
        try:
            close_meeting(by=request.user, meeting=meeting)
        except NotReady as not_ready:
            missing = not_ready.missing
        except MeetingRefused as reason:
            error = str(reason)
        else:
            messages.success(request, _("The meeting is closed. Everybody can read its public outcomes."))
            return redirect("meeting_detail", pk=pk)
    context = {
        "meeting": meeting,
        "group": meeting.series.group,
        "missing": [(_say(lack), _where(meeting, lack)) for lack in missing],
        "can_carry": any(lack.about == "outcome" for lack in missing),
        "error": error,
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "governance/meeting_close.html", context, status=status)


def _say(lack: Lack) -> str:
    if lack.about == "seats":
        words = ngettext(
            "%(count)s seat has no attendance yet.", "%(count)s seats have no attendance yet.", lack.count
        )
        return words % {"count": lack.count}
    if lack.about == "attendance":
        return _("Nobody’s attendance is written down.")
    if lack.about == "words":
        return _("“%(title)s” has an outcome without words.") % {"title": lack.title}
    return _("“%(title)s” has no outcome.") % {"title": lack.title}


def _where(meeting: Meeting, lack: Lack) -> str:
    if lack.pk:
        return reverse("outcome_edit", kwargs={"pk": lack.pk})
    return reverse("attendance", kwargs={"pk": meeting.pk})


@leads(group_of_meeting)
def meeting_carry(request: MemberRequest, pk: int) -> HttpResponse:
    """Carry what has no outcome to a later meeting or the backlog, in one action."""
    meeting = meeting_or_404(request, pk)
    refused = refuse_locked(request, meeting)
    if refused:
        return refused
    items = list(list_items(meeting.series, meeting))
    numbers = {one.pk: number for number, one in enumerate(items, start=1)}
    waiting = [one for one in items if not one.outcome_kind]
    form = CarryForm(posted(request), items=waiting, later=list_later(meeting), number_of=numbers)
    status = 200
    if form.is_valid():
        keys = [int(pk) for pk in form.cleaned_data["items"]]
        try:
            made = carry_items(by=request.user, meeting=meeting, items=keys, to=form.target)
        except MeetingRefused as error:
            form.add_error(None, str(error))
            status = 409
        else:
            told = ngettext("%(n)s item is carried forward.", "%(n)s items are carried forward.", len(made))
            messages.success(request, told % {"n": len(made)})
            return redirect("meeting_detail", pk=pk)
    context = {"meeting": meeting, "group": meeting.series.group, "form": form, "waiting": waiting}
    return render(request, "governance/meeting_carry.html", context, status=status)


@leads(group_of_meeting)
def meeting_cancel(request: MemberRequest, pk: int) -> HttpResponse:
    """Cancel a meeting with the reason. Those who were invited are told."""
    meeting = meeting_or_404(request, pk)
    refused = refuse_locked(request, meeting)
    return refused or _with_reason(
        request, meeting, cancel_meeting, "governance/meeting_cancel.html", _("The meeting is cancelled.")
    )


@leads(group_of_meeting)
def meeting_reopen(request: MemberRequest, pk: int) -> HttpResponse:
    """Reopen a closed or cancelled meeting with the reason."""
    meeting = meeting_or_404(request, pk)
    if not meeting.is_locked and request.method != "POST":
        messages.error(request, _("This meeting is open already."))
        return redirect("meeting_detail", pk=pk)
    return _with_reason(
        request, meeting, reopen_meeting, "governance/meeting_reopen.html", _("The meeting is open again.")
    )


def _with_reason(
    request: MemberRequest, meeting: Meeting, do: Callable, template: str, done: str
) -> HttpResponse:
    form = ReasonForm(posted(request), initial={"version": meeting.version})
    status = 200
    if form.is_valid():
        told = form.cleaned_data
        try:
            do(by=request.user, meeting=meeting, because=told["because"], version=told["version"])
        except ChangedMeanwhile as changed:
            data: Any = request.POST.copy()
            data["version"] = str(changed.now.version)
            form.data = data
            form.add_error(
                None, _("Somebody else changed this meeting meanwhile. Look at it and send again.")
            )
            status = 409
        except MeetingRefused as error:
            form.add_error(None, str(error))
            status = 409
        else:
            messages.success(request, done)
            return redirect("meeting_detail", pk=meeting.pk)
    context = {"meeting": meeting, "group": meeting.series.group, "form": form}
    return render(request, template, context, status=status)
