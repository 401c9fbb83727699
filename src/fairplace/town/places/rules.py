"""Addresses of towns: the first town stands at /, every other one under /towns/<slug>/."""

import re

PREFIX = re.compile(r"^/towns/(?P<slug>[a-z0-9-]+)(?P<rest>/.*)$")


def split_address(path: str) -> tuple[str, str]:
    """Return the town's slug named in the path ('' for none), and the path inside that town."""
    match = PREFIX.match(path)
    return (match["slug"], match["rest"]) if match else ("", path)


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th, 11th, 70th."""
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"
