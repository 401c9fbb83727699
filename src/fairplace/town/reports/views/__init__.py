from fairplace.town.reports.views.desk import desk
from fairplace.town.reports.views.front import home, objective_detail
from fairplace.town.reports.views.gaps import gap_file, gap_list
from fairplace.town.reports.views.measures import measure_detail
from fairplace.town.reports.views.neighbourhoods import neighbourhood_detail, neighbourhood_list
from fairplace.town.reports.views.organisations import organisation_detail
from fairplace.town.reports.views.plan import plan, plan_csv, plan_report, plan_run
from fairplace.town.reports.views.recommendations import recommendation_detail
from fairplace.town.reports.views.statements import about, accessibility, privacy
from fairplace.town.reports.views.trace import trace_detail, trace_json, trace_list, trace_report

__all__ = [
    "about",
    "accessibility",
    "desk",
    "gap_file",
    "gap_list",
    "home",
    "measure_detail",
    "neighbourhood_detail",
    "neighbourhood_list",
    "objective_detail",
    "organisation_detail",
    "plan",
    "plan_csv",
    "plan_report",
    "plan_run",
    "privacy",
    "recommendation_detail",
    "trace_detail",
    "trace_json",
    "trace_list",
    "trace_report",
]
