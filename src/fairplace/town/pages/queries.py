from django.db.models import Q

from fairplace.town.pages.models import EditorialPage
from fairplace.town.places.models import Town


def list_pages(*, town: Town) -> list[EditorialPage]:
    """Return the published editorial pages of a town, and those of all towns."""
    pages = EditorialPage.objects.get_queryset().live().public().in_menu()
    return list(pages.filter(Q(town=town) | Q(town=None)).order_by("title"))
