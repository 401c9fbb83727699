"""The main navigation: those of its pages that this town has."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PAGES = [
    ("home", _("Town")),
    ("measure_list", _("Measures")),
    ("recommendation_list", _("Recommendations")),
    ("workstream_list", _("Work")),
    ("group_list", _("Groups")),
    ("organisation_list", _("Partners")),
    ("neighbourhood_list", _("Neighbourhoods")),
    ("deprivation", _("Deprivation")),
    ("about", _("About")),
]


@dataclass(frozen=True)
class Link:
    """`is_current` is what aria-current says: "page" here, "true" on a page below it, or nothing."""

    text: str | Promise
    url: str
    is_current: str


def find_address(name: str, *args, **kwargs) -> str:
    """Return the address of a page, or nothing where there is no such page."""
    try:
        return reverse(name, args=args or None, kwargs=kwargs or None)
    except NoReverseMatch:
        return ""


def list_links(path: str) -> list[Link]:
    """Return the links for somebody reading the page at this path."""
    home = find_address("home")
    found = [(find_address(name), text) for name, text in PAGES]
    return [Link(text, url, _position(url, path, home)) for url, text in found if url]


def _position(url: str, path: str, home: str) -> str:
    if url == path:
        return "page"
    return "true" if url != home and path.startswith(url) else ""
