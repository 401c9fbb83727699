from collections.abc import Iterable, Mapping
from typing import Any

from fairplace.town.indicators.changes import tell_changed
from fairplace.town.indicators.models import Dimension, Indicator, Observation, Release, Subgroup
from fairplace.town.indicators.rules import Flag
from fairplace.town.places.models import Place

Rows = Iterable[Mapping[str, Any]]
OWN = (
    "period", "starts_on", "ends_on", "value", "lower", "upper", "count", "denominator", "flag", "note",
)  # fmt: skip
# Few publishers give them, so a row may leave them out.
SURER = ("surer_lower", "surer_upper")


def save_releases(releases: Rows) -> int:
    """Add or update publications by code."""
    releases = list(releases)
    for release in releases:
        values = {key: value for key, value in release.items() if key != "code"}
        Release.objects.update_or_create(code=release["code"], defaults=values)
    return len(releases)


def replace_observations(*, indicator: str, rows: Rows, instead_of: Iterable[str] = ()) -> int:
    """Put these numbers in place of all that the same places had under the same releases.

    A number that a publisher withdrew leaves with the edition that no longer holds it. One that a
    newer release gives again takes the place of the older; years that only the older gives stay.
    Every number under the releases `instead_of` leaves, wherever it was: the new edition replaces them.
    """
    rows = list(rows)
    for row in rows:
        is_hidden = row["flag"] == Flag.SUPPRESSED
        assert not is_hidden or row["value"] is None, (
            "A number that is hidden to protect people has no value."
        )
    of = Indicator.objects.get(code=indicator)
    places = dict(Place.objects.filter(code__in={row["place"] for row in rows}).values_list("code", "pk"))
    releases = dict(Release.objects.filter(code__in={r["release"] for r in rows}).values_list("code", "pk"))
    Observation.objects.filter(indicator=of, release__code__in=list(instead_of)).delete()
    held = Observation.objects.filter(indicator=of, place_id__in=list(places.values()))
    held.filter(release_id__in=list(releases.values())).delete()
    given = {(places[row["place"]], row["period"], row["dimension"], row["subgroup"]) for row in rows}
    keys = held.values_list("pk", "place_id", "period", "subgroup__dimension__code", "subgroup__code")
    restated = [
        pk for pk, place, period, *group in keys if (place, period, *(part or "" for part in group)) in given
    ]
    held.filter(pk__in=restated).delete()
    subgroups = _save_subgroups(rows)
    Observation.objects.bulk_create(
        (
            Observation(
                indicator=of,
                place_id=places[row["place"]],
                release_id=releases[row["release"]],
                subgroup_id=subgroups.get((row["dimension"], row["subgroup"])),
                **{key: row[key] for key in OWN},
                **{key: row.get(key) for key in SURER},
            )
            for row in rows
        ),
        batch_size=500,
    )
    tell_changed({of.pk})
    return len(rows)


def _save_subgroups(rows: Rows) -> dict[tuple[str, str], int]:
    named = {(row["dimension"], row["subgroup"]): None for row in rows if row["subgroup"]}
    ids = {}
    for position, (dimension, subgroup) in enumerate(named, start=1):
        parent, _ = Dimension.objects.get_or_create(
            code=dimension, defaults={"name": dimension.replace("-", " ")}
        )
        child, _ = Subgroup.objects.get_or_create(
            dimension=parent,
            code=subgroup,
            defaults={"name": subgroup.replace("-", " "), "position": position},
        )
        ids[dimension, subgroup] = child.pk
    return ids
