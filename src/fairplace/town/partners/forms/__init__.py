from fairplace.town.partners.forms.organisation import MembershipForm, OrganisationForm, SeatForm
from fairplace.town.partners.forms.pledge import CheckInForm, PledgeForm
from fairplace.town.partners.forms.tie import TieForm

__all__ = ["CheckInForm", "MembershipForm", "OrganisationForm", "PledgeForm", "SeatForm", "TieForm"]
