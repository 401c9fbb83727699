from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fairplace.town.governance.access import leads
from fairplace.town.governance.forms.attendance import AttendanceForm, GuestForm
from fairplace.town.governance.models import Attendance, Meeting
from fairplace.town.governance.operations.attendance import (
    MarkedMeanwhile,
    add_guest,
    remove_guest,
    take_attendance,
)
from fairplace.town.governance.operations.holding import MeetingRefused, subject_of
from fairplace.town.governance.queries.attendance import get_attendance
from fairplace.town.governance.views.meeting_reader import (
    group_of_meeting,
    meeting_or_404,
    refuse_locked,
)
from fairplace.town.partners.queries import list_organisations
from fairplace.town.people.models import AuditEvent
from fairplace.town.places.requests import MemberRequest, posted
from fairplace.town.places.views.clash import Clash, Difference


@leads(group_of_meeting)
def attendance(request: MemberRequest, pk: int) -> HttpResponse:
    """Take the attendance of a meeting: every seat on one page."""
    meeting = meeting_or_404(request, pk)
    refused = refuse_locked(request, meeting)
    if refused:
        return refused
    page = get_attendance(meeting)
    form = AttendanceForm(posted(request), lines=page.seats)
    clash, status = None, 200
    if form.is_valid():
        rest = Attendance.State.PRESENT if "rest" in request.POST else ""
        try:
            take_attendance(by=request.user, meeting=meeting, marks=form.list_marks(rest=rest))
        except MarkedMeanwhile as marked:
            clash, status = _make_clash(request, form, meeting, marked), 409
        except MeetingRefused as error:
            form.add_error(None, str(error))
            status = 409
        else:
            messages.success(request, _("The attendance is saved."))
            return redirect("attendance", pk=pk)
    guests = GuestForm(organisations=list_organisations(town=request.town))
    return _show(request, meeting, form, guests, clash=clash, status=status)


def _show(request, meeting, form, guests, *, clash=None, status=200) -> HttpResponse:
    context = {
        "meeting": meeting, "group": meeting.series.group, "form": form, "guest_form": guests,
        "page": get_attendance(meeting), "clash": clash,
    }  # fmt: skip
    return render(request, "governance/attendance.html", context, status=status)


def _make_clash(
    request: MemberRequest, form: AttendanceForm, meeting: Meeting, marked: MarkedMeanwhile
) -> Clash:
    """Say which seats both marked otherwise, and let the form count from what stands there now."""
    data: Any = request.POST.copy()
    for line in get_attendance(meeting).seats:
        seat, was = f"seat_{line.seat.pk}", f"was_{line.seat.pk}"
        # What the reader did not touch is as it stands now.
        if data.get(seat, "") == data.get(was, ""):
            data[seat] = line.state
        data[was] = line.state
    form.data = data
    labels = {"": _("not marked"), **{code: str(label) for code, label in Attendance.State.choices}}
    events = AuditEvent.objects.filter(town=request.town.slug, kind="meeting", subject=subject_of(meeting))
    return Clash(
        tuple(Difference(str(row.seat), labels[row.theirs], labels[row.mine]) for row in marked.rows),
        events.select_related("by").first(),
    )


@require_POST
@leads(group_of_meeting)
def guest_add(request: MemberRequest, pk: int) -> HttpResponse:
    """Write down a guest."""
    meeting = meeting_or_404(request, pk)
    guests = GuestForm(request.POST, organisations=list_organisations(town=request.town))
    status = 400
    if guests.is_valid():
        try:
            name = guests.cleaned_data["name"]
            add_guest(by=request.user, meeting=meeting, organisation=guests.chosen, name=name)
        except MeetingRefused as refused:
            guests.add_error(None, str(refused))
            status = 409
        else:
            messages.success(request, _("The guest is written down."))
            return redirect("attendance", pk=pk)
    form = AttendanceForm(lines=get_attendance(meeting).seats)
    return _show(request, meeting, form, guests, status=status)


@require_POST
@leads(group_of_meeting)
def guest_remove(request: MemberRequest, pk: int, guest: int) -> HttpResponse:
    """Take away a guest who was written down by mistake."""
    found = Attendance.objects.filter(meeting=pk, pk=guest).select_related("meeting", "organisation").first()
    if found is None:
        raise Http404
    try:
        remove_guest(by=request.user, guest=found)
    except MeetingRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The guest is taken away."))
    return redirect("attendance", pk=pk)
