from django.urls import path

from fairplace.town.governance.views import agenda, attendance, closing, invitation, meeting, series

urlpatterns = [
    path("groups/<slug:slug>/meetings/", meeting.meeting_list, name="meeting_list"),
    path("groups/<slug:slug>/meetings.ics", invitation.meetings_ics, name="meetings_ics"),
    path("groups/<slug:slug>/series/add/", series.series_add, name="series_add"),
    path("series/<int:pk>/change/", series.series_edit, name="series_edit"),
    path("series/<int:pk>/meetings/add/", meeting.meeting_add, name="meeting_add"),
    path("series/<int:pk>/backlog/", agenda.backlog_edit, name="backlog_edit"),
    path("series/<int:pk>/backlog/add/", agenda.backlog_add, name="backlog_add"),
    path("meetings/<int:pk>/", meeting.meeting_detail, name="meeting_detail"),
    path("meetings/<int:pk>/meeting.ics", invitation.meeting_ics, name="meeting_ics"),
    path("meetings/<int:pk>/change/", meeting.meeting_edit, name="meeting_edit"),
    path("meetings/<int:pk>/line/", meeting.line_edit, name="line_edit"),
    path("meetings/<int:pk>/next/", meeting.meeting_next, name="meeting_next"),
    path("meetings/<int:pk>/agenda/", agenda.agenda_edit, name="agenda_edit"),
    path("meetings/<int:pk>/agenda/add/", agenda.agenda_add, name="agenda_add"),
    path("meetings/<int:pk>/attendance/", attendance.attendance, name="attendance"),
    path("meetings/<int:pk>/attendance/guests/", attendance.guest_add, name="guest_add"),
    path(
        "meetings/<int:pk>/attendance/guests/<int:guest>/remove/",
        attendance.guest_remove,
        name="guest_remove",
    ),
    path("meetings/<int:pk>/invite/", invitation.meeting_invite, name="meeting_invite"),
    path("meetings/<int:pk>/carry/", closing.meeting_carry, name="meeting_carry"),
    path("meetings/<int:pk>/close/", closing.meeting_close, name="meeting_close"),
    path("meetings/<int:pk>/cancel/", closing.meeting_cancel, name="meeting_cancel"),
    path("meetings/<int:pk>/reopen/", closing.meeting_reopen, name="meeting_reopen"),
    path("agenda/<int:pk>/change/", agenda.agenda_item_edit, name="agenda_item_edit"),
    path("agenda/<int:pk>/outcome/", agenda.outcome_edit, name="outcome_edit"),
    path("agenda/<int:pk>/shift/", agenda.agenda_item_shift, name="agenda_item_shift"),
    path("agenda/<int:pk>/place/", agenda.agenda_item_place, name="agenda_item_place"),
    path("agenda/<int:pk>/remove/", agenda.agenda_item_remove, name="agenda_item_remove"),
]
