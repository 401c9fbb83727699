"""Addresses of towns: the first town stands at /, every other one under /towns/<slug>/."""

import re

PREFIX = re.compile(r"^/towns/(?P<slug>[a-z0-9-]+)(?P<rest>/.*)$")


def split_address(path: str) -> tuple[str, str]:
    """Return the town's slug named in the path ('' for none), and the path inside that town."""
    match = PREFIX.match(path)
    return (match["slug"], match["rest"]) if match else ("", path)
