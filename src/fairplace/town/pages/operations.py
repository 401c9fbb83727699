from wagtail.models import Page, Site

from fairplace.town.pages.models import EditorialPage
from fairplace.town.places.models import Town


def save_page(*, town: Town, slug: str, title: str, summary: str, body: str, sources: str) -> None:
    """Add an editorial page of a town. One that people may have edited since is left as it is."""
    home = _get_home()
    slug = slug if town.is_default else f"{town.slug}-{slug}"
    if home.get_children().filter(slug=slug).exists():
        return
    page = EditorialPage(
        town=town, slug=slug, title=title, summary=summary, body=body, sources=sources, show_in_menus=True
    )
    home.add_child(instance=page)
    page.save_revision().publish()


def _get_home() -> Page:
    # Wagtail's own first page stands at the root of the editorial tree; the town's front page is ours.
    return Site.objects.get(is_default_site=True).root_page.specific
