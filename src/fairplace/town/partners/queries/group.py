from fairplace.town.partners.models import Group
from fairplace.town.places.models import Town


def list_groups(*, town: Town) -> list[Group]:
    groups = Group.objects.filter(town=town).select_related("reports_to")
    return list(groups.prefetch_related("objectives"))
