from fairplace.town.partners.queries.group import Advised, list_advice_of, list_groups
from fairplace.town.partners.queries.map import PartnerLine, PartnerMap, TieLine, get_map, list_partners
from fairplace.town.partners.queries.organisation import (
    CheckInLine,
    OrganisationPage,
    find_organisation,
    get_organisation_page,
    list_due_check_ins,
    list_organisations,
    list_pledges,
)

__all__ = [
    "Advised",
    "CheckInLine",
    "OrganisationPage",
    "PartnerLine",
    "PartnerMap",
    "TieLine",
    "find_organisation",
    "get_map",
    "get_organisation_page",
    "list_advice_of",
    "list_due_check_ins",
    "list_groups",
    "list_organisations",
    "list_partners",
    "list_pledges",
]
