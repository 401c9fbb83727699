from fairplace.town.partners.forms.membership import MemberForm, MembershipForm
from fairplace.town.partners.forms.organisation import OrganisationForm, SeatForm
from fairplace.town.partners.forms.pledge import CheckInForm, PledgeForm
from fairplace.town.partners.forms.tie import TieForm

__all__ = [
    "CheckInForm",
    "MemberForm",
    "MembershipForm",
    "OrganisationForm",
    "PledgeForm",
    "SeatForm",
    "TieForm",
]
