"""Reads a whole town as plain values: what a snapshot keeps. Nothing in it is for those inside alone."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from fairplace.town.governance.rules.digest import is_intact
from fairplace.town.measures.charts import list_charts
from fairplace.town.places.models import Town
from fairplace.town.reviews.charts import list_kept_charts
from fairplace.town.reviews.pictures import keep_chart
from fairplace.town.reviews.queries.evidence import describe_known
from fairplace.town.reviews.queries.known import list_known
from fairplace.town.reviews.queries.part_doings import describe_actions, describe_claims, describe_decisions
from fairplace.town.reviews.queries.part_plan import (
    describe_framework,
    describe_groups,
    describe_mapping,
    describe_work,
)
from fairplace.town.reviews.queries.part_review import describe_review
from fairplace.town.reviews.queries.part_words import describe_editions, describe_releases, describe_words
from fairplace.town.reviews.queries.standing import Standing
from fairplace.town.reviews.rules.canonical import make_plain
from fairplace.town.reviews.rules.fifths import Fifths, keep_fifths

FORMAT = 1
# What is read together: the measures, their charts, and the words beside them.
MANY = "measures"


def describe_town(
    *, town: Town, review: Standing | None = None, say: Callable[[str], None] = lambda part: None
) -> dict[str, Any]:
    """Return everything that a snapshot keeps of a town, as far as everybody may know it.

    Of a review's measures it keeps the figures that were signed: what came in since is for the next one.
    `say` is told of each part that is read.
    """
    body: dict[str, Any] = {"format": FORMAT}
    for name, read in _list_parts(town, review, body):
        body |= make_plain(read() if name == MANY else {name: read()})
        say(f"read {name}")
    return body


def _list_parts(
    town: Town, review: Standing | None, body: Mapping[str, Any]
) -> tuple[tuple[str, Callable[[], Any]], ...]:
    """Return how each part is read. Later ones may look at what the body holds by then."""
    return (
        ("town", lambda: _describe_town(town)),
        ("framework", lambda: describe_framework(town)),
        ("workstreams", lambda: describe_work(town)),
        ("mapping", lambda: describe_mapping(town)),
        ("groups", lambda: describe_groups(town)),
        (MANY, lambda: _describe_measures(town, review)),
        ("releases", lambda: describe_releases(_list_release_codes(body["measures"]))),
        ("deprivation", lambda: describe_editions(_list_edition_codes(body["measures"]))),
        ("comparators", lambda: _describe_comparators(town)),
        ("decisions", lambda: describe_decisions(town)),
        ("actions", lambda: describe_actions(town)),
        ("claims", lambda: describe_claims(town)),
        ("review", lambda: describe_review(review) if review else None),
    )


def _list_edition_codes(measures: Iterable[Mapping[str, Any]]) -> set[str]:
    return {one["gap"]["edition"]["code"] for one in measures if one["gap"]}


def _describe_town(town: Town) -> dict[str, Any]:
    plain = ("slug", "name", "title", "promise", "promise_by", "about", "attribution", "pack_edition")
    return {
        **{name: getattr(town, name) for name in plain},
        "place": town.place.code,
        "updated_on": town.updated_on.isoformat(),
        "is_demonstration": town.is_demonstration,
    }


def _describe_comparators(town: Town) -> list[dict[str, Any]]:
    return [
        {"place": one.place.code, "name": one.place.name, "role": one.role, "why": one.why}
        for one in town.comparators.select_related("place").order_by("position")
    ]


def _describe_measures(town: Town, review: Standing | None) -> dict[str, Any]:
    signed = {one.measure.slug: one.evidence for one in review.assessments} if review else {}
    measures: list[dict[str, Any]] = []
    charts: dict[str, dict[str, Any]] = {}
    fifths: list[tuple[str, Fifths]] = []
    for known in list_known(town=town):
        said = describe_known(known)
        kept = signed.get(said["slug"])
        if kept and kept["digest"] != said["digest"]:
            assert is_intact(kept), "What was signed is what was gathered."
            said, drawn = kept, list_kept_charts(kept, town.name)
        else:
            drawn = list_charts(known.evidence)
        if known.evidence.gap:
            local = known.evidence.gap.local
            fifths.append((local.edition.code, local.members))
        measures.append(said)
        charts[said["slug"]] = {name: keep_chart(one) for name, one in drawn.items()}
    kept_fifths = keep_fifths(fifths)
    return {"measures": measures, "charts": charts, "fifths": kept_fifths, **describe_words(town)}


def _list_release_codes(measures: Iterable[Mapping[str, Any]]) -> set[str]:
    codes = {one["gap"]["release"] for one in measures if one["gap"]}
    return codes | {
        point["release"] for one in measures for series in one["series"] for point in series["points"]
    }
