from django.db.models import Q

from fairplace.town.partners.models import Organisation
from fairplace.town.workstreams.models import Workstream


def list_work_of(*, organisation: Organisation) -> list[tuple[Workstream, bool]]:
    """Return the work that a partner leads or delivers, with whether it leads, what it leads first."""
    takes_part = Q(lead=organisation) | Q(partners=organisation)
    found = Workstream.objects.filter(takes_part, archived_on=None).distinct().select_related("lead")
    return sorted(((one, one.lead == organisation) for one in found), key=lambda pair: not pair[1])
