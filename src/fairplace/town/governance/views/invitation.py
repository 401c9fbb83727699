from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from fairplace.town.governance import ics
from fairplace.town.governance.access import leads
from fairplace.town.governance.models import Meeting
from fairplace.town.governance.operations.holding import MeetingRefused
from fairplace.town.governance.operations.invitation import invite
from fairplace.town.governance.views.meeting_reader import group_of_meeting, group_or_404, meeting_or_404
from fairplace.town.places.requests import MemberRequest, TownRequest

A_YEAR = timedelta(days=366)


@require_POST
@leads(group_of_meeting)
def meeting_invite(request: MemberRequest, pk: int) -> HttpResponse:
    """Invite every seat with an address; those who were invited before are not asked twice."""
    try:
        count = invite(by=request.user, meeting=meeting_or_404(request, pk))
    except MeetingRefused as refused:
        messages.error(request, str(refused))
    else:
        told = ngettext("%(n)s invitation is on its way.", "%(n)s invitations are on their way.", count)
        messages.success(
            request, told % {"n": count} if count else _("Everybody with an address is invited already.")
        )
    return redirect("meeting_detail", pk=pk)


@require_safe
@cache_control(public=True, max_age=600)
def meeting_ics(request: TownRequest, pk: int) -> HttpResponse:
    """Give one meeting to anybody's calendar, without people's addresses."""
    meeting = meeting_or_404(request, pk)
    return _answer(ics.write_calendar([meeting], stamp=timezone.now()), "meeting.ics")


@require_safe
@cache_control(public=True, max_age=3600)
def meetings_ics(request: TownRequest, slug: str) -> HttpResponse:
    """Give a group's meetings of the last year and to come as a calendar that can be subscribed to."""
    group = group_or_404(request, slug)
    since = timezone.now() - A_YEAR
    found = Meeting.objects.filter(series__group=group, starts_at__gte=since)
    meetings = found.select_related("series__group__town").order_by("starts_at", "pk")
    # The same all day, so that what did not change need not be sent again.
    stamp = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return _answer(ics.write_calendar(meetings, stamp=stamp, name=group.name), "meetings.ics")


def _answer(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text.encode(), content_type=ics.KIND)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
