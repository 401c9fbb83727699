"""Works out what a load would change, and writes it beside the load for its page."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from fairplace.town.feeds.models import Feed
from fairplace.town.feeds.opinions import Prospect, list_opinions
from fairplace.town.feeds.queries.feed import list_names_of_places
from fairplace.town.feeds.reading import Coming
from fairplace.town.feeds.rules.difference import (
    Difference,
    Held,
    Possible,
    Revision,
    compare,
    list_problems,
    list_warnings,
)
from fairplace.town.feeds.rules.figure import Figure, digest_of
from fairplace.town.indicators.models import Observation, Subgroup
from fairplace.town.indicators.queries import list_series
from fairplace.town.indicators.rules import Point, Series

# What a page shows of each list is less; the file has all up to here, and the counts are always whole.
KEPT = 5000
CHOOSE = _("Nobody has said yet which rows are ours.")


def list_held(feed: Feed, coming: Iterable[Figure]) -> list[Held]:
    """Return the numbers that taking these figures would touch, and the town's own, which may all stay."""
    own = set(feed.loads.exclude(release=None).values_list("release_id", flat=True))
    places = {feed.town.place.code, *(one.place for one in coming)}
    there = Observation.objects.filter(indicator=feed.indicator_id)
    there = there.filter(Q(place__code__in=places) | Q(release__in=own))
    names = [name for name in Figure.__dataclass_fields__ if name not in {"place", "dimension", "subgroup"}]
    rows = there.values_list(
        "release_id", "place__code", F("subgroup__dimension__code"), "subgroup__code", *names
    )
    return [
        Held(
            Figure(
                place=place,
                dimension=dimension or "",
                subgroup=part or "",
                **dict(zip(names, rest, strict=True)),
            ),
            release in own,
        )
        for release, place, dimension, part, *rest in rows
    ]


def digest(held: Iterable[Held], coming: Coming) -> str:
    """Return what is the same as long as taking would change the same numbers in the same way."""
    return digest_of((one.figure for one in held), coming.figures)


def make_comparison(feed: Feed, coming: Coming) -> dict[str, Any]:
    """Return what the page of a load shows, as plain values."""
    held = list_held(feed, coming.figures)
    difference = compare(held, coming.figures)
    possible = Possible(feed.indicator.lowest, feed.indicator.highest)
    problems = [*coming.chosen.problems, *list_problems(coming.figures, difference, possible)]
    opinions = [] if problems else list_opinions(_make_prospect(feed, held, coming, difference))
    snapshot = coming.snapshot
    return {
        "digest": digest(held, coming),
        "name": coming.name,
        "needs_choice": coming.taken is None,
        "problems": [CHOOSE] if coming.taken is None else problems,
        "warnings": [*list_warnings(difference), *(one.sentence for one in opinions if one.is_grave)],
        "opinions": [asdict(one) for one in opinions],
        "left_out": list(coming.chosen.left_out),
        "found": asdict(coming.found),
        "taken": asdict(coming.taken) if coming.taken else {},
        "licence": snapshot.licence,
        "terms": coming.terms,
        "card": {name: coming.card.get(name, "") for name in ("name", "definition")},
        "attribution": snapshot.attribution,
        **_lay_out(difference),
    }


def _lay_out(difference: Difference) -> dict[str, Any]:
    pairs = [*difference.revised, *difference.refined]
    figures = [*difference.new, *difference.withdrawn, *(pair.now for pair in pairs)]
    names = list_names_of_places(one.place for one in figures)
    parts = dict(Subgroup.objects.values_list("code", "name"))

    def pack(then: Figure | None, now: Figure | None) -> dict[str, Any]:
        return _pack(then, now, names, parts)

    def both(found: Iterable[Revision]) -> list[dict[str, Any]]:
        return [pack(pair.then, pair.now) for pair in found]

    return {
        "then": _plain(asdict(difference.then)),
        "now": _plain(asdict(difference.now)),
        "counts": {
            "new": len(difference.new),
            "revised": len(difference.revised),
            "refined": len(difference.refined),
            "withdrawn": len(difference.withdrawn),
            "same": difference.same,
            "stay": difference.stay,
        },
        "revised": both(difference.revised[:KEPT]),
        "withdrawn": [pack(one, None) for one in difference.withdrawn[:KEPT]],
        "new": [pack(None, one) for one in difference.new[:KEPT]],
        "refined": both(difference.refined[:KEPT]),
    }


def _pack(
    then: Figure | None, now: Figure | None, names: Mapping[str, str], parts: Mapping[str, str]
) -> dict[str, Any]:
    """Return one line of the comparison."""
    one = now or then
    assert one, "A line has a number before or after."
    return {
        "place": one.place,
        "name": names.get(one.place, one.place),
        "who": parts.get(one.subgroup, one.subgroup),
        "period": one.period,
        "then": _numbers(then),
        "now": _numbers(now),
    }


def _numbers(one: Figure | None) -> dict[str, Any] | None:
    kept = ("value", "lower", "upper", "count", "denominator", "flag", "note")
    return {name: getattr(one, name) for name in kept} if one else None


def _plain(size: Mapping[str, Any]) -> dict[str, Any]:
    return {**size, "newest": size["newest"].isoformat() if size["newest"] else None}


def _make_prospect(feed: Feed, held: list[Held], coming: Coming, difference: Difference) -> Prospect:
    place = feed.town.place
    gone = {one.key for one in difference.withdrawn}
    after = {one.figure.key: one.figure for one in held if one.figure.key not in gone}
    after |= {one.key: one for one in coming.figures}
    return Prospect(
        town=feed.town,
        indicator=feed.indicator,
        then=list_series(indicators=[feed.indicator_id], places=[place.pk]),
        now=_make_series(feed, [one for one in after.values() if one.place == place.code]),
        difference=difference,
    )


def _make_series(feed: Feed, figures: Iterable[Figure]) -> list[Series]:
    """Return figures of the town as series, named as those that are stored."""
    codes = Subgroup.objects.values_list("dimension__code", "code", "dimension__name", "name")
    named = {(dimension, code): names for dimension, code, *names in codes}
    points: dict[tuple[str, str], list[Point]] = {}
    for one in sorted(figures, key=lambda one: (one.ends_on, one.starts_on)):
        if one.value is not None:
            points.setdefault((one.dimension, one.subgroup), []).append(_as_point(one))
    return [
        Series(feed.indicator_id, feed.town.place_id, names[1], tuple(found), names[0])
        for key, found in points.items()
        for names in [named.get(key, [key[0], key[1]])]
    ]


def _as_point(one: Figure) -> Point:
    assert one.value is not None, "A series is of numbers."
    return Point(
        period=one.period,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        value=one.value,
        lower=one.lower,
        upper=one.upper,
        count=one.count,
        denominator=one.denominator,
        flag=one.flag,
        note=one.note,
        release_id=0,
    )


def is_nothing_new(comparison: Mapping[str, Any]) -> bool:
    """Return whether the figures are those that the town has."""
    counts = comparison["counts"]
    changes = ("new", "revised", "refined", "withdrawn")
    return not comparison["problems"] and not any(counts[name] for name in changes)
