from wagtail.models import Page, Site

from fairplace.town.pages.models import EditorialPage


def save_page(
    *, town_slug: str, at_front: bool, slug: str, title: str, summary: str, body: str, sources: str
):
    """Add an editorial page of a town. One that people may have edited since is left as it is."""
    home = _get_home()
    slug = slug if at_front else f"{town_slug}-{slug}"
    if home.get_children().filter(slug=slug).exists():
        return
    page = EditorialPage(
        slug=slug, title=title, summary=summary, body=body, sources=sources, show_in_menus=True
    )
    home.add_child(instance=page)
    page.save_revision().publish()


def _get_home() -> Page:
    # Wagtail's own first page stands at the root of the editorial tree; the town's front page is ours.
    return Site.objects.get(is_default_site=True).root_page.specific
