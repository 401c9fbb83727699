from fairplace.town.reports.views.desk import desk
from fairplace.town.reports.views.front import home, objective_detail
from fairplace.town.reports.views.gaps import gap_file, gap_list
from fairplace.town.reports.views.neighbourhoods import neighbourhood_detail, neighbourhood_list
from fairplace.town.reports.views.statements import about, accessibility, privacy

__all__ = [
    "about",
    "accessibility",
    "desk",
    "gap_file",
    "gap_list",
    "home",
    "neighbourhood_detail",
    "neighbourhood_list",
    "objective_detail",
    "privacy",
]
