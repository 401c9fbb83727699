"""What pages and documents show of a snapshot, from nothing but what it holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from fairplace.town.indicators.models import Release
from fairplace.town.reviews.gist import (
    group_by_objective,
    list_alarms,
    list_decided,
    list_passed,
    say_unmoved,
)
from fairplace.town.reviews.models import Review, Snapshot
from fairplace.town.reviews.pictures import read_chart
from fairplace.town.reviews.queries.frozen import read_body
from fairplace.town.reviews.tables import make_overview
from fairplace.town.reviews.telling import Told, say_by, say_day, tell_measure, tell_measures
from fairplace.town.ui.charts.asking import find_drawing
from fairplace.town.ui.charts.drawing import Drawing
from fairplace.town.ui.tables import Table

Kept = Mapping[str, Any]
DAYS = ("published_on", "retrieved_on")


@dataclass(frozen=True)
class Seated:
    """A seat as it was signed: its title, and name, day and dissent of the signature, if there is one."""

    title: str
    is_required: bool
    name: str = ""
    day: str = ""
    dissent: str = ""


@dataclass(frozen=True)
class Shown:
    """A snapshot opened: its body, its measures in words, its table, and who signed."""

    snapshot: Snapshot
    body: Kept
    told: tuple[Told, ...]
    overview: Table
    seats: tuple[Seated, ...]
    sources: tuple[Release, ...]
    made_on: str

    @property
    def review(self) -> Kept | None:
        return self.body["review"]

    @property
    def foreword_by(self) -> str:
        """Who wrote the foreword, and when; nothing where that was not kept."""
        review = self.review or {}
        return say_by(review.get("foreword_by", ""), review.get("foreword_on"))

    @property
    def dissents(self) -> list[Seated]:
        return [one for one in self.seats if one.dissent]

    @property
    def passed(self) -> list[tuple[str, list[str]]]:
        return list_passed(self.told)

    @property
    def groups(self) -> list[tuple[str, list[Told]]]:
        return group_by_objective(self.told)

    @property
    def unmoved(self) -> str:
        return say_unmoved(self.told)

    @property
    def alarms(self) -> list[str]:
        return list_alarms(self.told)

    @property
    def decided(self) -> list[str]:
        return list_decided(self.told)


def open_snapshot(snapshot: Snapshot) -> Shown:
    """Return what there is to show of a snapshot. Raises NotAsFrozen where its bytes are others."""
    body = read_body(snapshot)
    told = tuple(tell_measures(body))

    def address(slug: str) -> str:
        return reverse("snapshot_measure", args=[snapshot.slug, slug])

    return Shown(
        snapshot,
        body,
        told,
        make_overview(told, address),
        tuple(_seat(one) for one in body["review"]["seats"]) if body["review"] else (),
        tuple(read_releases(body)),
        say_day(snapshot.manifest["made_at"]),
    )


def show_review(review: Review) -> Shown | None:
    """Return the snapshot of a review opened, for its public page; None where it is not frozen."""
    snapshot = Snapshot.objects.filter(review=review).first()
    return open_snapshot(snapshot) if snapshot else None


def read_releases(body: Kept) -> list[Release]:
    """Return the publications as they were kept, for the notes on sources. They are in no database."""
    return [Release(**one | {name: _day(one[name]) for name in DAYS}) for one in body["releases"]]


def _day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def _seat(one: Kept) -> Seated:
    signature = one["signature"]
    if signature is None:
        return Seated(one["title"], one["is_required"])
    return Seated(
        one["title"], one["is_required"], signature["name"], say_day(signature["at"]), signature["dissent"]
    )


def find_measure(body: Kept, slug: str) -> Told | None:
    """Return one measure of a snapshot in words."""
    kept = next((one for one in body["measures"] if one["slug"] == slug), None)
    if kept is None:
        return None
    said = body["review"]["assessments"] if body["review"] else ()
    return tell_measure(body, kept, next((one for one in said if one["measure"] == slug), None))


def list_drawings(body: Kept, slug: str) -> list[Drawing]:
    """Return the charts of a measure as they were frozen, each drawn or with its table alone."""
    return [find_drawing(read_chart(one)) for one in body["charts"].get(slug, {}).values()]
