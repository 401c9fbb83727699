"""Addresses of towns: the first town stands at /, every other one under /towns/<slug>/."""

import re

from django.utils.translation import gettext_lazy as _

# The domains of the Indices of Deprivation, by the names of our columns.
DOMAINS = {
    "income": _("Income"),
    "employment": _("Employment"),
    "education": _("Education and skills"),
    "health": _("Health and disability"),
    "crime": _("Crime"),
    "housing": _("Housing and services"),
    "environment": _("Living environment"),
}
PREFIX = re.compile(r"^/towns/(?P<slug>[a-z0-9-]+)(?P<rest>/.*)$")


def split_address(path: str) -> tuple[str, str]:
    """Return the town's slug named in the path ('' for none), and the path inside that town."""
    match = PREFIX.match(path)
    return (match["slug"], match["rest"]) if match else ("", path)


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th, 11th, 70th."""
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"
