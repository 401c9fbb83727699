"""Puts what a snapshot holds into words: every number with its range and period, no word beyond its test."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.indicators.rules import Flag
from fairplace.town.measures.models import ImpactMeasure, Note, Standing, Target
from fairplace.town.measures.rules import STATUS_WORDS, difference_unit
from fairplace.town.reviews.models import Assessment
from fairplace.town.reviews.rules.assessment import TOO_EARLY
from fairplace.town.ui.numbers import in_words, interval_in_words

Kept = Mapping[str, Any]
NO_RANGE = gettext_lazy("no likely range was published")


@dataclass(frozen=True)
class Figure:
    """One number in words: whose, how much, its likely range, when, and what the publisher marked."""

    label: str
    value: str
    interval: str
    period: str
    note: str = ""

    @property
    def sentence(self) -> str:
        told = f"{self.value} ({self.interval}), {self.period}"
        return f"{told}; {self.note}" if self.note else told


@dataclass(frozen=True)
class Assessed:
    """What a review said of one measure, in words."""

    rating: str
    tested: str
    rating_because: str
    statement: str
    did: str
    other_causes: str
    confidence: str
    decision: str
    decision_because: str
    comes_back_on: str
    challenges: int
    story: str = ""
    # Who tells the story, and the day on which it was told.
    story_by: str = ""
    story_is_demonstration: bool = False


@dataclass(frozen=True)
class Told:
    """One measure as a snapshot holds it, in words."""

    slug: str
    kept: Kept
    status: str
    figures: tuple[Figure, ...]
    others: tuple[Figure, ...]
    beside: tuple[str, ...]
    changes: tuple[str, ...]
    gap: tuple[Figure, ...]
    gap_short: str
    on_path: str
    targets: tuple[str, ...]
    notes: tuple[tuple[str, str, str, bool], ...]
    marks: tuple[str, ...]
    standing: str
    standing_short: str
    accountability: str
    assessed: Assessed | None = None


def tell_measures(body: Kept) -> list[Told]:
    """Return every measure of a snapshot in words, in the town's order."""
    assessed = {one["measure"]: one for one in body["review"]["assessments"]} if body["review"] else {}
    return [tell_measure(body, one, assessed.get(one["slug"])) for one in body["measures"]]


def tell_measure(body: Kept, kept: Kept, assessed: Kept | None = None) -> Told:
    """Return one measure of a snapshot in words."""
    slug = kept["slug"]
    standings = body["standings"].get(slug, ())
    return Told(
        slug,
        kept,
        status=say_status(kept),
        figures=tuple(_list_latest(kept, {"town"})),
        others=tuple(_list_latest(kept, {"country", "region", "similar"})),
        beside=tuple(_say_beside(one) for one in kept["beside"]),
        changes=tuple(_list_changes(kept)),
        gap=tell_gap(kept["gap"]) if kept["gap"] else (),
        gap_short=shorten_gap(kept["gap"]) if kept["gap"] else "",
        on_path=say_on_path(kept.get("status") or {}),
        targets=tuple(_say_target(kept, one) for one in kept["targets"]),
        notes=tuple(_say_note(one) for one in body["notes"].get(slug, ())),
        marks=tuple(f"{say_day(one['on'])}: {one['text']}" for one in body["markings"].get(slug, ())),
        standing=_say_standing(standings[0]) if standings else "",
        standing_short=_say_state(standings[0]) if standings else "",
        accountability=str(ImpactMeasure.Accountability(kept["accountability"]).label),
        assessed=tell_assessed(assessed) if assessed else None,
    )


def say_status(kept: Kept) -> str:
    """Return the status in its word; evidence that was kept before there were statuses has none."""
    word = (kept.get("status") or {}).get("word", "")
    return str(STATUS_WORDS.get(word, ""))


def say_on_path(status: Kept) -> str:
    """Return how a measure stands against its path, or that it has none to stand against."""
    word = status.get("word", "")
    told = str(STATUS_WORDS.get(word, ""))
    if status.get("has_path") is False and word != TOO_EARLY:
        return _("No path agreed")
    return _("%(status)s (a proposed path)") % {"status": told} if status.get("is_proposed") else told


def say_day(day: str | None) -> str:
    """Return a kept day or moment as people write it: 30 November 2026."""
    return date_format(date.fromisoformat(day[:10]), "j F Y") if day else ""


def tell_figure(kept: Kept, point: Kept, label: str) -> Figure:
    """Return one figure in words, its likely range said to be unknown where none was published."""
    unit, decimals = kept["unit"], kept["decimals"]
    interval = interval_in_words(point["lower"], point["upper"], unit=unit, decimals=decimals)
    flag = point.get("flag", "")
    return Figure(
        label,
        in_words(point["value"], unit=unit, decimals=decimals),
        interval or str(NO_RANGE),
        point["period"],
        str(Flag(flag).label) if flag else "",
    )


def _list_latest(kept: Kept, roles: set[str]) -> list[Figure]:
    """Return the newest figure of each line that the measure is judged by, in places of these roles."""
    judged = {one["subgroup"] for one in kept["tests"]}
    found = []
    for series in kept["series"]:
        points = [one for one in series["points"] if one["value"] is not None]
        if series["role"] in roles and series["subgroup_name"] in judged and points:
            label = ", ".join(one for one in (series["place_name"], series["subgroup_name"]) if one)
            found.append(tell_figure(kept, points[-1], label))
    return found


def _list_changes(kept: Kept) -> list[str]:
    """Return what the tests say of each line: the yearly change with its range, or why none is told."""
    found = []
    for one in kept["tests"]:
        said = _say_change(one, difference_unit(kept["unit"])) if one["change"] else ""
        parts = [f"{capfirst(one['subgroup'])}:" if one["subgroup"] else "", said, one["reason"]]
        found.append(" ".join(part for part in parts if part))
    return found


def _say_beside(one: Kept) -> str:
    return f"{capfirst(one['subgroup'])}: {one['words']}" if one["subgroup"] else one["words"]


def _say_change(test: Kept, unit: str) -> str:
    change = test["change"]
    interval = interval_in_words(change["lower"], change["upper"], unit=unit, decimals=2)
    told = {
        "first": test["first"],
        "last": test["last"],
        "change": in_words(change["value"], unit=unit, decimals=2),
        "interval": interval or NO_RANGE,
    }
    sentence = _(
        "From %(first)s to %(last)s the number changed each year by about %(change)s (%(interval)s)."
    )
    return sentence % told


def tell_gap(gap: Kept) -> tuple[Figure, ...]:
    """Return the gap in absolute and in relative terms, always both, with ranges, period and edition."""
    unit, decimals = difference_unit(gap["unit"]), gap["decimals"]
    period = _("%(period)s, by %(edition)s") % {"period": gap["period"], "edition": gap["edition"]["name"]}
    rows = (
        (_("Difference between the most and the least deprived fifth"), gap["absolute"], unit, decimals),
        (_("How many times as high"), gap["relative"], "", 2),
    )
    flag = str(Flag(gap["flag"]).label) if gap["flag"] else ""
    return tuple(
        Figure(
            label,
            in_words(one["value"], unit=of, decimals=places),
            interval_in_words(one["lower"], one["upper"], unit=of, decimals=places) or str(NO_RANGE),
            period,
            flag,
        )
        for label, one, of, places in rows
        if one["value"] is not None
    )


def shorten_gap(gap: Kept) -> str:
    """Return the gap on one line for a table: absolute and relative with their ranges, and of when."""
    unit, decimals = difference_unit(gap["unit"]), gap["decimals"]
    absolute = _shorten(gap["absolute"], unit, decimals)
    relative = _shorten(gap["relative"], _("times as high"), 2)
    when = _("%(period)s, by %(edition)s") % {"period": gap["period"], "edition": gap["edition"]["name"]}
    flag = str(Flag(gap["flag"]).label) if gap["flag"] else ""
    return "; ".join(one for one in (absolute, relative, when, flag) if one)


def _shorten(one: Kept, unit: str, decimals: int) -> str:
    if one["value"] is None:
        return ""
    told = {
        name: in_words(one[name], decimals=decimals) for name in ("lower", "upper") if one[name] is not None
    }
    interval = _("likely %(lower)s to %(upper)s") % told if len(told) == 2 else NO_RANGE
    return f"{in_words(one['value'], unit=unit, decimals=decimals)} ({interval})"


def _say_target(kept: Kept, target: Kept) -> str:
    is_relative = target["of"] == Target.Of.RELATIVE_GAP
    unit = "" if is_relative else kept["unit"]
    told = {
        "of": Target.Of(target["of"]).label,
        "value": in_words(target["value"], unit=unit, decimals=2 if is_relative else kept["decimals"]),
        "year": target["year"],
        "status": Target.Status(target["status"]).label,
    }
    said = _("%(of)s: %(value)s by %(year)s (%(status)s)") % told
    return str(capfirst(f"{target['subgroup']}, {said}" if target["subgroup"] else said))


def _say_note(note: Kept) -> tuple[str, str, str, bool]:
    kind = str(Note.Kind(note["kind"]).label)
    return kind, note["text"], say_day(note["written_at"]), note["is_demonstration"]


def _say_standing(one: Kept) -> str:
    return f"{_say_state(one)}: {one['text']}"


def _say_state(one: Kept) -> str:
    return f"{say_day(one['on'])}, {Standing.State(one['state']).label}"


def tell_assessed(one: Kept) -> Assessed:
    """Return what was said of a measure with its choices in words."""
    return Assessed(
        rating=say_rating(one["rating"]),
        tested=say_rating(one["tested"]),
        rating_because=one["rating_because"],
        statement=one["statement"],
        did=one["did"],
        other_causes=one["other_causes"],
        confidence=str(Assessment.Confidence(one["confidence"]).label) if one["confidence"] else "",
        decision=str(Assessment.Decision(one["decision"]).label) if one["decision"] else "",
        decision_because=one["decision_because"],
        comes_back_on=say_day(one["comes_back_on"]),
        challenges=one["challenges"],
        # What was frozen before there were stories has none.
        story=one.get("story", ""),
        story_by=say_by(one.get("story_by", ""), one.get("story_on")),
        story_is_demonstration=one.get("story_is_demonstration", False),
    )


def say_by(who: str, day: str | None) -> str:
    """Return who said something and when, as far as it is known: The tenants’ panel, 3 May 2026."""
    return ", ".join(part for part in (who, say_day(day)) if part)


def say_rating(word: str) -> str:
    """Return a rating in words, nothing where none was given."""
    return str(Assessment.Rating(word).label) if word else ""
