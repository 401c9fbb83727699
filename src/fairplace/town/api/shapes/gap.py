from collections.abc import Iterable
from datetime import date
from typing import Any

from ninja import Field, Schema

from fairplace.town.api.shapes.common import Estimate, estimate
from fairplace.town.measures.queries import Gap, Gaps
from fairplace.town.measures.rules import difference_unit
from fairplace.town.measures.rules.gap import GapPoint, GapSeries, tell_gap


class GapOf(Schema):
    """The gap in one period, as a difference and as a ratio: always both."""

    period: str
    starts_on: date
    ends_on: date
    worse: Estimate = Field(description="The end of disadvantage")
    better: Estimate = Field(description="The other end")
    absolute: Estimate = Field(description="The difference; above zero, those of disadvantage are worse off")
    relative: Estimate | None = Field(description="The ratio; null where there is none")
    no_ratio: str = Field(description="Why there is no ratio; empty where there is one")
    flag: str


class GapsOver(Schema):
    """One gap over time, oldest first, and what may be said of it."""

    dimension: str
    worse: str = Field(description="Who stands at the end of disadvantage")
    better: str
    unit: str
    difference_unit: str
    polarity: str
    change: str = Field(
        description="What became of it, in words that a test has earned; empty for one period"
    )
    both: str = Field(description="Whether difference and ratio changed, and how that goes together")
    periods: list[GapOf]


class Slope(Schema):
    """The gap across all fifths of neighbourhoods at once, in the newest period."""

    period: str
    edition: str = Field(description="Edition of the Indices of Deprivation that the fifths rest on")
    slope_index: Estimate
    attribution: str


class MeasureGaps(Schema):
    measure: str
    slope: Slope | None
    attribution: list[str]
    gaps: list[GapsOver]


def shape_gaps(slug: str, gaps: Gaps, breaks: Iterable[date]) -> dict[str, Any]:
    """Return every gap of a measure."""
    return {
        "measure": slug,
        "slope": _shape_slope(gaps.latest) if gaps.latest else None,
        "gaps": [_shape_series(one, breaks) for one in gaps.series],
    }


def _shape_series(series: GapSeries, breaks: Iterable[date]) -> dict[str, Any]:
    story = tell_gap(series, breaks)
    return {
        **{name: getattr(series, name) for name in ("dimension", "worse", "better", "unit", "polarity")},
        "difference_unit": difference_unit(series.unit),
        "change": story.sentence if story else "",
        "both": story.both if story else "",
        "periods": [_shape_point(point) for point in series.points],
    }


def _shape_point(point: GapPoint) -> dict[str, Any]:
    return {
        **{name: getattr(point, name) for name in ("period", "starts_on", "ends_on", "flag")},
        **{name: estimate(getattr(point, name)) for name in ("worse", "better", "absolute", "relative")},
        "no_ratio": "" if point.relative else "A ratio needs values above zero at both ends.",
    }


def _shape_slope(gap: Gap) -> dict[str, Any]:
    return {
        "period": gap.local.period,
        "edition": gap.local.edition.code,
        "slope_index": estimate(gap.slope),
        "attribution": gap.local.release.attribution,
    }
