from fairplace.town.reports.views.areas import area_detail
from fairplace.town.reports.views.bridge import deprivation_bridge
from fairplace.town.reports.views.compare import measure_compare, measure_profile
from fairplace.town.reports.views.desk import desk
from fairplace.town.reports.views.duty import inequality_duty, inequality_duty_file
from fairplace.town.reports.views.equiplot import measure_equiplot
from fairplace.town.reports.views.explore import measure_embed, measure_explore
from fairplace.town.reports.views.front import home, objective_detail
from fairplace.town.reports.views.gaps import gap_file, gap_list
from fairplace.town.reports.views.holdings import measure_holdings
from fairplace.town.reports.views.inequality import measure_inequality
from fairplace.town.reports.views.lens import measure_lens
from fairplace.town.reports.views.measure_places import measure_places
from fairplace.town.reports.views.measures import measure_detail
from fairplace.town.reports.views.neighbourhoods import map_file, neighbourhood_detail, neighbourhood_list
from fairplace.town.reports.views.organisations import organisation_detail
from fairplace.town.reports.views.plan import plan, plan_csv, plan_report, plan_run
from fairplace.town.reports.views.population import population
from fairplace.town.reports.views.recommendations import recommendation_detail
from fairplace.town.reports.views.scatter import measure_scatter
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
    "inequality_duty",
    "inequality_duty_file",
    "map_file",
    "measure_compare",
    "measure_detail",
    "measure_embed",
    "measure_equiplot",
    "measure_explore",
    "measure_holdings",
    "measure_inequality",
    "measure_lens",
    "measure_places",
    "measure_profile",
    "measure_scatter",
    "neighbourhood_detail",
    "neighbourhood_list",
    "objective_detail",
    "organisation_detail",
    "plan",
    "plan_csv",
    "plan_report",
    "plan_run",
    "population",
    "privacy",
    "recommendation_detail",
    "trace_detail",
    "trace_json",
    "trace_list",
    "trace_report",
    "ward_detail",
    "ward_list",
]
