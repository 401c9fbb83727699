from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairplace.town.governance.access import leads
from fairplace.town.governance.forms.meeting import LineForm, MeetingForm, initial_at, initial_of_meeting
from fairplace.town.governance.models import Meeting, Series
from fairplace.town.governance.operations.holding import MeetingRefused, subject_of
from fairplace.town.governance.operations.meeting import (
    add_meeting,
    duplicate_meeting,
    save_line,
    save_meeting,
)
from fairplace.town.governance.queries.meeting import get_brief, get_group_meetings, get_meeting_page
from fairplace.town.governance.queries.since import get_since_for
from fairplace.town.governance.rules.meeting import propose_start
from fairplace.town.governance.since_words import list_sections, propose_line, say_basis
from fairplace.town.governance.views.meeting_reader import (
    get_reader,
    group_of_meeting,
    group_of_series,
    group_or_404,
    meeting_or_404,
    refuse_locked,
    series_or_404,
)
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.places.requests import MemberRequest, TownRequest, posted
from fairplace.town.places.views.clash import make_clash

A_PAGE = 20


@require_safe
def meeting_list(request: TownRequest, slug: str) -> HttpResponse:
    """List the meetings of a group, and for those who sign in what waits to be taken up."""
    group = group_or_404(request, slug)
    reader = get_reader(request, group)
    found = get_group_meetings(group, reader=reader)
    context = {
        "group": group,
        "reader": reader,
        "found": found,
        "page": Paginator(found.past, A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "governance/meeting_list.html", context)


@require_safe
def meeting_detail(request: TownRequest, pk: int) -> HttpResponse:
    """Show one meeting: what changed since the last one, the agenda, what came of it, who was there."""
    meeting = meeting_or_404(request, pk)
    group = meeting.series.group
    reader = get_reader(request, group)
    page = get_meeting_page(meeting, reader=reader)
    since = get_since_for(meeting).only(reader.levels)
    context = {
        "meeting": meeting,
        "group": group,
        "reader": reader,
        "page": page,
        "since": since,
        "basis": say_basis(since),
        "sections": list_sections(since),
        "line": meeting.chair_line or propose_line(since),
        "brief": get_brief(page, since) if reader.leads and not meeting.is_locked else None,
    }
    return render(request, "governance/meeting_detail.html", context)


@leads(group_of_series)
def meeting_add(request: MemberRequest, pk: int) -> HttpResponse:
    """Plan a meeting of a series."""
    series = series_or_404(request, pk)
    form = MeetingForm(
        posted(request), initial=initial_at(series, _propose(series, None)), taken=_starts(series)
    )
    if form.is_valid():
        meeting = add_meeting(by=request.user, series=series, values=form.values)
        messages.success(request, _("The meeting is planned. Now its agenda."))
        return redirect("agenda_edit", pk=meeting.pk)
    context = {"form": form, "group": series.group, "series": series}
    return render(request, "governance/meeting_edit.html", context)


@leads(group_of_meeting)
def meeting_next(request: MemberRequest, pk: int) -> HttpResponse:
    """Plan the next meeting of the series with the standing items of this one."""
    meeting = meeting_or_404(request, pk)
    series = meeting.series
    initial = initial_at(series, _propose(series, meeting), where=meeting.where)
    form = MeetingForm(posted(request), initial=initial, taken=_starts(series))
    if form.is_valid():
        made = duplicate_meeting(by=request.user, meeting=meeting, values=form.values)
        messages.success(request, _("The next meeting is planned, with the standing items."))
        return redirect("meeting_detail", pk=made.pk)
    context = {"form": form, "group": series.group, "series": series, "after": meeting}
    return render(request, "governance/meeting_edit.html", context)


def _propose(series: Series, meeting: Meeting | None):
    """Return when the next one would be: in the series' rhythm after a meeting, or after its last."""
    last = meeting or series.meetings.order_by("-starts_at").first()
    now = timezone.now()
    if last:
        return propose_start(last.starts_at, every_weeks=series.every_weeks, after=max(now, last.starts_at))
    at_two = timezone.localtime(now).replace(hour=14, minute=0, second=0, microsecond=0)
    return propose_start(at_two - timedelta(weeks=1), every_weeks=2, after=now)


def _starts(series: Series, without: Meeting | None = None) -> list:
    others = series.meetings.exclude(state=Meeting.State.CANCELLED)
    return list(others.exclude(pk=without.pk if without else None).values_list("starts_at", flat=True))


@leads(group_of_meeting)
def meeting_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change when and where a meeting is. Those who were invited are told by themselves."""
    meeting = meeting_or_404(request, pk)
    refused = refuse_locked(request, meeting)
    if refused:
        return refused
    form = MeetingForm(
        posted(request), initial=initial_of_meeting(meeting), taken=_starts(meeting.series, without=meeting)
    )
    clash, status = None, 200
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            saved = save_meeting(by=request.user, meeting=meeting, version=version, values=form.values)
        except ChangedMeanwhile as changed:
            clash, status = _clash(request, form, changed, initial_of_meeting), 409
        except MeetingRefused as error:
            form.add_error(None, str(error))
            status = 409
        else:
            is_told = saved.sequence > meeting.sequence and saved.invited_at
            messages.success(
                request,
                _("The meeting is saved. Those who were invited are told.")
                if is_told
                else _("The meeting is saved."),
            )
            return redirect("meeting_detail", pk=pk)
    context = {
        "form": form, "group": meeting.series.group, "series": meeting.series,
        "meeting": meeting, "clash": clash,
    }  # fmt: skip
    return render(request, "governance/meeting_edit.html", context, status=status)


@leads(group_of_meeting)
def line_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Write the chair's own line over the one proposed."""
    meeting = meeting_or_404(request, pk)
    refused = refuse_locked(request, meeting)
    if refused:
        return refused
    form = LineForm(posted(request), initial=_initial_of_line(meeting))
    clash, status = None, 200
    if form.is_valid():
        told = form.cleaned_data
        try:
            save_line(by=request.user, meeting=meeting, version=told["version"], line=told["line"])
        except ChangedMeanwhile as changed:
            clash, status = _clash(request, form, changed, _initial_of_line), 409
        except MeetingRefused as error:
            form.add_error(None, str(error))
            status = 409
        else:
            messages.success(request, _("The line is saved."))
            return redirect("meeting_detail", pk=pk)
    proposed = propose_line(get_since_for(meeting).only(["public", "inside"]))
    group = meeting.series.group
    context = {"form": form, "meeting": meeting, "group": group, "proposed": proposed, "clash": clash}
    return render(request, "governance/line_edit.html", context, status=status)


def _initial_of_line(meeting: Meeting) -> dict:
    return {"version": meeting.version, "line": meeting.chair_line}


def _clash(request: MemberRequest, form, changed: ChangedMeanwhile, initial):
    now = changed.now
    assert isinstance(now, Meeting), "A meeting was being saved."
    return make_clash(
        form, now=initial(now), one=now, kind="meeting", subject=subject_of(now), town=request.town.slug
    )
