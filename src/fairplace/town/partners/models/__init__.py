from fairplace.town.partners.models.group import Group, Membership
from fairplace.town.partners.models.organisation import CheckIn, Organisation, Pledge, Seat, Tie

__all__ = ["CheckIn", "Group", "Membership", "Organisation", "Pledge", "Seat", "Tie"]
