"""Asks the portal for this town's part of a layer, and for no more. Raises NotLoaded with a sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.equity.sources import NotLoaded
from fairplace.equity.sources.boundaries import CODE, attribution
from fairplace.equity.sources.open_geography import OpenGeography, read_boundaries
from fairplace.equity.sources.port import Client, Reply
from fairplace.town.feeds.publishers import get_portal, open_line
from fairplace.town.places.operations.boundary import KINDS
from fairplace.town.places.rules.layer import Geography

PUBLISHER = "Office for National Statistics"


@dataclass(frozen=True)
class Outlines:
    """Pages of outlines, the field of their codes, and the terms that come with them."""

    pages: Sequence[bytes]
    field: str
    told: Mapping[str, object]


@dataclass(frozen=True)
class Lookup:
    """Pages of a lookup, and the fields of the older and the newer codes."""

    pages: Sequence[bytes]
    fields: tuple[str, str]


def ask_outlines(geography: Geography, *, layer: str, field: str) -> Outlines:
    """Ask for the outlines of the town's areas of the kind that the layer draws."""
    portal = get_portal()
    with open_line(portal) as client:
        field = _choose(portal.list_code_fields(layer, client), layer, field)
        replies = _ask(portal, client, layer, field, _list_codes(geography, field), outlines=True)
    told = {
        "publisher": PUBLISHER,
        "licence": portal.licence,
        "attribution": "\n".join(attribution(read_boundaries(replies, field=field).vintage)),
        "address": f"{portal.base.rstrip('/')}/{layer}/FeatureServer/0",
        "retrieved_on": timezone.localdate(),
    }
    return Outlines([reply.body for reply in replies], field, told)


def ask_lookup(geography: Geography, *, layer: str, field: str, newer: str) -> Lookup:
    """Ask for the rows of a lookup that touch the town: by the older codes, and by the newer ones.

    An area that crossed the town's edge has only one of its two codes here.
    """
    portal = get_portal()
    with open_line(portal) as client:
        there = portal.list_code_fields(layer, client)
        first = _choose([name for name in there if name != newer], layer, field)
        second = _choose([name for name in there if name != first], layer, newer)
        replies = [
            reply
            for name in (first, second)
            for reply in _ask(portal, client, layer, name, _list_codes(geography, name), outlines=False)
        ]
    return Lookup([reply.body for reply in replies], (first, second))


def _ask(
    portal: OpenGeography, client: Client, layer: str, field: str, codes: Sequence[str], *, outlines: bool
) -> list[Reply]:
    asked = {
        "layer": layer,
        "field": field,
        "codes": ",".join(codes),
        "outlines": "yes" if outlines else "no",
    }
    return list(portal.fetch(asked, client))


def _choose(there: Sequence[str], layer: str, wanted: str) -> str:
    """Return the field that is wanted, or the first."""
    if wanted and wanted not in there:
        said = _("%(layer)s has no field %(field)s of codes. It has: %(there)s.")
        raise NotLoaded(said % {"layer": layer, "field": wanted, "there": ", ".join(there)})
    if not there:
        raise NotLoaded(_("%(layer)s has only one field of codes. A lookup has two.") % {"layer": layer})
    return wanted or there[0]


def _list_codes(geography: Geography, field: str) -> list[str]:
    """Return the codes of the town's areas of the kind that a field names, of every vintage."""
    found = CODE.fullmatch(field)
    kind = KINDS.get(found[1].upper()) if found else None
    codes = {code for layer in geography.list_layers(kind) for code in layer.names} if kind else set()
    if not codes:
        said = _("The field %(field)s names no areas that this town knows. Name the field that does.")
        raise NotLoaded(said % {"field": field})
    return sorted(codes)
