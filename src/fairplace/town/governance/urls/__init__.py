"""Addresses of what groups do: path -> view, one file a noun."""

from fairplace.town.governance import converters  # noqa: F401  # registers what the paths below name
from fairplace.town.governance.urls import action, decision, group, meeting, paper, report, risk

urlpatterns = [
    *group.urlpatterns,
    *meeting.urlpatterns,
    *decision.urlpatterns,
    *action.urlpatterns,
    *risk.urlpatterns,
    *report.urlpatterns,
    *paper.urlpatterns,
]
