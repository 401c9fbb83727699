"""Notices when a figure that was frozen is published otherwise, and keeps why. The snapshot stays."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.indicators.models import Indicator, Release
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Town
from fairplace.town.reviews.models import Restatement, Snapshot
from fairplace.town.reviews.operations.holding import ReviewRefused
from fairplace.town.reviews.operations.restated_letter import write_restated
from fairplace.town.reviews.queries.evidence import describe_measures
from fairplace.town.reviews.queries.frozen import NotAsFrozen, read_body
from fairplace.town.reviews.queries.live import list_live_figures
from fairplace.town.reviews.queries.restatement import get_key, list_waiting
from fairplace.town.reviews.rules.assessment import find_tested
from fairplace.town.reviews.rules.canonical import digest_of, write_canonical
from fairplace.town.reviews.rules.figure import (
    GAP_INSIDE,
    Key,
    Number,
    digest_figures,
    find_changes,
    list_figures,
)

log = logging.getLogger(__name__)
Live = dict[str, dict[Key, Number]]


class Unexplained(ReviewRefused):
    """A cause that says nothing; the message is a sentence for whoever wrote it."""


def hear(indicators: Iterable[int]) -> None:
    """Look at every town's snapshots, in the transaction that changed the figures of these indicators."""
    changed = frozenset(indicators)
    for town in Town.objects.filter(snapshots__isnull=False).distinct():
        find_restatements(town=town, indicators=changed)


@transaction.atomic
def find_restatements(*, town: Town, indicators: Iterable[int] | None = None) -> list[Restatement]:
    """Notice every frozen figure of a town that is published otherwise now, each change once.

    Of some indicators, or of all. A figure that comes back to what was frozen is noticed too. Those who
    signed it, and those who keep the measure, are written to.
    """
    found: list[Restatement] = []
    asked, noticed, known = _list_codes(indicators), _list_noticed(town), {}
    for snapshot in Snapshot.objects.filter(town=town).defer("body").order_by("made_at", "pk"):
        manifest = snapshot.manifest
        entries = {slug: one for slug, one in manifest["measures"].items() if _is_asked(one, asked)}
        if not entries:
            continue
        # Snapshots mostly hold the same measures of the same places: what is published now is read once.
        same = str(
            [manifest["places"], [(slug, one["indicator"], one["gap"]) for slug, one in entries.items()]]
        )
        if same not in known:
            known[same] = list_live_figures(town=town, places=manifest["places"], entries=entries)
        found += _look_at(snapshot, town, entries, known[same], noticed)
    write_restated(town, found)
    return found


def _list_noticed(town: Town) -> set[tuple[int, str]]:
    """Return the snapshots and measures of which something was noticed before."""
    pairs = Restatement.objects.filter(snapshot__town=town).order_by().values_list("snapshot", "measure")
    return set(pairs.distinct())


def _list_codes(indicators: Iterable[int] | None) -> set[str] | None:
    if indicators is None:
        return None
    return set(Indicator.objects.filter(pk__in=list(indicators)).values_list("code", flat=True))


def _is_asked(entry: Mapping[str, Any], asked: set[str] | None) -> bool:
    gap = entry["gap"]
    return asked is None or entry["indicator"] in asked or bool(gap and gap["indicator"] in asked)


def _look_at(
    snapshot: Snapshot,
    town: Town,
    entries: Mapping[str, Mapping[str, Any]],
    live: Live,
    noticed: set[tuple[int, str]],
) -> list[Restatement]:
    moved = [
        slug
        for slug, entry in entries.items()
        if (snapshot.pk, slug) in noticed or digest_figures(live[slug]) != entry["digest"]
    ]
    if not moved:
        return []
    try:
        body = read_body(snapshot)
    except NotAsFrozen:
        # Figures must come in all the same; whoever opens the snapshot is told.
        log.exception("The snapshot %s is not as it was frozen.", snapshot.slug)
        return []
    return _notice(snapshot, town, {slug: live[slug] for slug in moved}, body)


@dataclass(frozen=True)
class _Change:
    """A figure that was frozen, and what is published now; both may be nothing."""

    kept: Mapping[str, Any]
    key: Key
    old: Number
    new: Number | None
    turn: int

    @property
    def said(self) -> dict[str, Any]:
        return self.new.said if self.new else {}


def _notice(snapshot: Snapshot, town: Town, live: Live, body: Mapping[str, Any]) -> list[Restatement]:
    # Two who bring figures in at one time take turns, so that each change is noticed once.
    Town.objects.select_for_update().get(pk=town.pk)
    kept = {one["slug"]: one for one in body["measures"] if one["slug"] in live}
    before: dict[tuple[str, ...], list[Restatement]] = {}
    for one in Restatement.objects.filter(snapshot=snapshot, measure__in=list(kept)).order_by(
        "found_at", "pk"
    ):
        before.setdefault(get_key(one), []).append(one)
    changes = [
        change for slug, one in kept.items() for change in _list_changes(slug, one, live[slug], before, town)
    ]
    if not changes:
        return []
    tested = _test_again(town, {one.kept["slug"] for one in changes})
    sources = _list_sources(body, changes)
    made = [_make(snapshot, one, tested.get(one.kept["slug"], ""), sources, town) for one in changes]
    Restatement.objects.bulk_create(made)
    after = {"figures": len(made), "measures": sorted(kept)}
    record(by=None, verb="restated", kind="snapshot", subject=snapshot.slug, town=town.slug, after=after)
    return made


def _list_changes(
    slug: str,
    kept: Mapping[str, Any],
    live: Mapping[Key, Number],
    before: Mapping[tuple[str, ...], list[Restatement]],
    town: Town,
) -> Iterable[_Change]:
    """Yield the figures that are published otherwise than was last known of them."""
    frozen = list_figures(kept)
    changes: dict[Key, Number | None] = find_changes(frozen, live)
    for key, old in frozen.items():
        known = before.get((slug, _place_of(key, town), key.group, key.period), [])
        is_lost = key.place == GAP_INSIDE and key not in live
        if is_lost or (key not in changes and not known):
            continue
        change = _Change(kept, key, old, live.get(key), len(known))
        if change.said != (known[-1].new if known else old.said):
            yield change


def _place_of(key: Key, town: Town) -> str:
    return town.place.code if key.place == GAP_INSIDE else key.place


def _test_again(town: Town, slugs: set[str]) -> dict[str, str]:
    """Return what the tests say of these measures now."""
    measures = list(ImpactMeasure.objects.filter(town=town, slug__in=slugs))
    return {one["slug"]: find_tested(one) for one in describe_measures(town=town, measures=measures)}


def _list_sources(body: Mapping[str, Any], changes: Iterable[_Change]) -> dict[str, str]:
    """Return publications in words, by code: those of now, and for those that are gone, as they were kept."""
    kept = {one["code"]: f"{one['publisher']}: {one['title']} ({one['edition']})" for one in body["releases"]}
    codes = {one.new.release for one in changes if one.new}
    return kept | {one.code: str(one) for one in Release.objects.filter(code__in=codes - kept.keys())}


def _make(
    snapshot: Snapshot, change: _Change, tested: str, sources: Mapping[str, str], town: Town
) -> Restatement:
    code = _place_of(change.key, town)
    name = change.old.place_name or (town.place.name if code == town.place.code else code)
    return Restatement(
        snapshot=snapshot,
        measure=change.kept["slug"],
        measure_name=change.kept["name"],
        place=code,
        place_name=name,
        subgroup=change.key.group[:250],
        period=change.key.period,
        old=change.old.said,
        new=change.said,
        # A figure may come back to a value that it had: each turn is a change of its own.
        new_digest=digest_of(write_canonical([change.turn, change.said])),
        old_source=sources.get(change.old.release, "")[:300],
        new_source=sources.get(change.new.release, "")[:300] if change.new else "",
        old_tested=find_tested(change.kept),
        new_tested=tested,
    )


@transaction.atomic
def explain_restatements(
    *, by: Person | None, town: Town, keys: Iterable[int], cause: str, because: str
) -> list[Restatement]:
    """Say why figures changed, of several at once. Raises Unexplained where that says nothing."""
    found = list_waiting(town=town, keys=keys)
    if not found:
        raise Unexplained(_("Choose at least one figure."), "chosen")
    if cause == Restatement.Cause.NOT_YET_KNOWN:
        raise Unexplained(_("Choose why they changed."), "cause")
    if not because.strip():
        raise Unexplained(_("Say in a sentence what happened."), "because")
    for one in found:
        before = {"cause": one.cause, "because": one.because}
        one.cause, one.because = cause, because.strip()
        one.explained_by, one.explained_at = by, timezone.now()
        one.save(update_fields=["cause", "because", "explained_by", "explained_at"])
        subject = f"{one.snapshot.slug} {one.measure} {one.period}"
        after = {"cause": one.cause, "because": one.because}
        record(
            by=by, verb="explained", kind="restatement", subject=subject, town=town.slug, before=before,
            after=after,
        )  # fmt: skip
    return found
