"""Brings in how neighbourhoods of one census go on in those of the next."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.open_geography import read_lookup
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Place, Succession, Town
from fairplace.town.places.operations.brought import GeographyRefused, as_replies
from fairplace.town.places.queries.area import list_people
from fairplace.town.places.queries.geography import get_geography
from fairplace.town.places.rules.layer import NEIGHBOURHOOD, Geography


def save_successions(rows: Iterable[Mapping[str, Any]]) -> int:
    """Add or update how neighbourhoods go on: before and after by code, change, and weight or None."""
    rows = list(rows)
    codes = {row[end] for row in rows for end in ("before", "after")}
    ids = dict(Place.objects.filter(code__in=codes).values_list("code", "pk"))
    Succession.objects.bulk_create(
        (
            Succession(
                before_id=ids[row["before"]],
                after_id=ids[row["after"]],
                change=row["change"],
                weight=row["weight"],
            )
            for row in rows
        ),
        update_conflicts=True,
        unique_fields=["before", "after"],
        update_fields=["change", "weight"],
        batch_size=200,
    )
    return len(rows)


@transaction.atomic
def load_succession(
    *, by: Person | None, town: Town, content: bytes | Sequence[bytes], fields: tuple[str, str] = ("", "")
) -> int:
    """Take in a lookup between two vintages of neighbourhoods, with what changed: U, S, M or X.

    What was split is shared out as the people of its parts are counted; what nobody knows stays unknown.
    It takes the place of what was known of this town before. `fields` are those of the older and the newer
    codes, where the first two are not meant. Raises GeographyRefused.
    """
    try:
        lookup = read_lookup(as_replies(content), code_from=fields[0], code_to=fields[1])
        pairs = lookup.to_pylist()
    except NotLoaded as problem:
        raise GeographyRefused(str(problem)) from problem
    known = set(Place.objects.filter(parent=town.place).values_list("code", flat=True))
    mine = [pair for pair in pairs if {pair["code_from"], pair["code_to"]} & known]
    if not mine:
        raise GeographyRefused(_("None of the areas in the lookup is a neighbourhood of this town."))
    for pair in mine:
        lost = {pair["code_from"], pair["code_to"]} - known
        if lost:
            said = _("%(before)s to %(after)s: %(lost)s is no neighbourhood that is known here.")
            words = {"before": pair["code_from"], "after": pair["code_to"], "lost": lost.pop()}
            raise GeographyRefused(said % words)
    _refuse_holes(get_geography(town=town), mine)
    rows = weigh(mine, list_people(town=town))
    Succession.objects.filter(before__parent=town.place).delete()
    save_successions(rows)
    counts = dict(Counter(row["change"] for row in rows))
    after = {"rows": len(rows), **counts}
    record(by=by, verb="loaded", kind="succession", subject=town.slug, town=town.slug, after=after)
    return len(rows)


def _refuse_holes(geography: Geography, pairs: Sequence[Mapping[str, str]]) -> None:
    """Refuse a lookup that leaves out neighbourhoods. One of best fit does: it gives each older one a newer
    one, and all of the people of those that were split would be counted in one part.
    """
    for end in ("code_from", "code_to"):
        codes = {pair[end] for pair in pairs}
        layers = geography.list_layers(NEIGHBOURHOOD)
        layer = max(layers, key=lambda one: (len(one.names.keys() & codes), -len(one.names)), default=None)
        missing = sorted(layer.names.keys() - codes) if layer else []
        if layer and missing:
            said = ngettext(
                "The lookup leaves out %(count)s area of %(vintage)s: %(code)s. Bring the exact lookup, "
                "which has a row for every part, not one of best fit.",
                "The lookup leaves out %(count)s areas of %(vintage)s, such as %(code)s. Bring the exact "
                "lookup, which has a row for every part, not one of best fit.",
                len(missing),
            )
            raise GeographyRefused(
                said % {"count": len(missing), "vintage": layer.vintage, "code": missing[0]}
            )


def weigh(pairs: Iterable[Mapping[str, str]], people: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the pairs of a lookup with the share of the old area's people in each new one.

    Where an area was redrawn (X) its new areas hold people from elsewhere too, so no share is known.
    """
    pairs = list(pairs)
    parts: dict[str, list[str]] = defaultdict(list)
    sources: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        parts[pair["code_from"]].append(pair["code_to"])
        sources[pair["code_to"]].append(pair["code_from"])

    def share(before: str, after: str) -> float | None:
        if len(parts[before]) == 1:
            return 1.0
        if any(len(sources[part]) > 1 or not people.get(part) for part in parts[before]):
            return None
        return people[after] / sum(people[part] for part in parts[before])

    def change(before: str, after: str) -> str:
        is_split, is_merged = len(parts[before]) > 1, len(sources[after]) > 1
        return "X" if is_split and is_merged else "S" if is_split else "M" if is_merged else "U"

    return [
        {
            "before": (before := pair["code_from"]),
            "after": (after := pair["code_to"]),
            "change": pair["change"] or change(before, after),
            "weight": share(before, after),
        }
        for pair in pairs
    ]
