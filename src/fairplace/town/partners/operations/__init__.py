from fairplace.town.partners.operations.demonstration import save_demonstration_partners
from fairplace.town.partners.operations.group import (
    WRITTEN,
    remove_membership,
    save_groups,
    save_membership,
)
from fairplace.town.partners.operations.organisation import (
    archive_organisation,
    bring_back_organisation,
    remove_seat,
    save_organisation,
    save_seat,
)
from fairplace.town.partners.operations.pledge import check_in, save_pledge
from fairplace.town.partners.operations.tie import TieRefused, draw_tie, remove_tie

__all__ = [
    "WRITTEN",
    "TieRefused",
    "archive_organisation",
    "bring_back_organisation",
    "check_in",
    "draw_tie",
    "remove_membership",
    "remove_seat",
    "remove_tie",
    "save_demonstration_partners",
    "save_groups",
    "save_membership",
    "save_organisation",
    "save_pledge",
    "save_seat",
]
