from fairplace.town.reports.views.areas import area_detail
from fairplace.town.reports.views.bridge import deprivation_bridge
from fairplace.town.reports.views.desk import desk
from fairplace.town.reports.views.front import home, objective_detail
from fairplace.town.reports.views.gaps import gap_file, gap_list
from fairplace.town.reports.views.measures import measure_detail
from fairplace.town.reports.views.neighbourhoods import map_file, neighbourhood_detail, neighbourhood_list
from fairplace.town.reports.views.organisations import organisation_detail
from fairplace.town.reports.views.plan import plan, plan_csv, plan_report, plan_run
from fairplace.town.reports.views.recommendations import recommendation_detail
from fairplace.town.reports.views.statements import about, accessibility, privacy
from fairplace.town.reports.views.trace import trace_detail, trace_json, trace_list, trace_report
from fairplace.town.reports.views.wards import ward_detail, ward_list

__all__ = [
    "about",
    "accessibility",
    "area_detail",
    "deprivation_bridge",
    "desk",
    "gap_file",
    "gap_list",
    "home",
    "map_file",
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
    "ward_detail",
    "ward_list",
]
