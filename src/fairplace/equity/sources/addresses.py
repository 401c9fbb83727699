"""Addresses of publishers: put together from a base, kept without keys, never followed to another host."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from fairplace.equity.sources.errors import NotLoaded

# Names under which publishers take a key. None of them is ever kept, logged or shown.
KEYS = frozenset({
    "uid", "key", "apikey", "api_key", "api-key", "applicationkey",
    "token", "access_token", "signature", "sig",
})  # fmt: skip


def join(base: str, address: str, params: Mapping[str, str] | None = None) -> str:
    """Return the whole address. One that is whole already must be of the same host as the base.

    Parameters are added to those the address has.
    """
    if "://" in address:
        whole = address
        if not is_same_host(base, whole):
            raise NotLoaded(f"{host_of(base)} points at {host_of(whole)}, which was not asked for.")
    else:
        whole = base.rstrip("/") + "/" + address.lstrip("/")
    if not params:
        return whole
    parts = urlsplit(whole)
    # What publishers write between values, and in ranges, stays readable.
    added = urlencode(params, safe=",.*:/")
    return urlunsplit(parts._replace(query=f"{parts.query}&{added}" if parts.query else added))


def redirect(base: str, asked: str, location: str) -> str:
    """Return where a redirect leads. Refused where that is another host, or gives up encryption."""
    leads_to = urljoin(asked, location)
    if not is_same_host(base, leads_to):
        raise NotLoaded(
            f"{host_of(base)} sends us on to {host_of(leads_to)}, where we do not follow. If the publisher "
            "has moved, give its new address as the base."
        )
    return leads_to


def is_same_host(base: str, address: str) -> bool:
    """Return whether the address is of the base's host and port, with no less encryption."""
    ours, theirs = urlsplit(base), urlsplit(address)
    if ours.scheme == "http" and theirs.scheme == "https" and ours.port is theirs.port is None:
        return ours.hostname == theirs.hostname
    return (ours.scheme, ours.hostname, ours.port) == (theirs.scheme, theirs.hostname, theirs.port)


def without_keys(address: str) -> str:
    """Return the address as it may be kept and shown: without keys, names and passwords."""
    parts = urlsplit(address)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0].lower() not in KEYS]
    netloc = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=netloc, query=urlencode(query, safe=",.*:/"), fragment=""))


def host_of(address: str) -> str:
    """Return the host, with its port where it has one."""
    return urlsplit(address).netloc.rpartition("@")[2]
