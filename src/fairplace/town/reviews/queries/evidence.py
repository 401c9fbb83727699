"""Reads what is known of each measure as plain values that can be kept, sealed and shown years later."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from fairplace.town.governance.rules.digest import seal
from fairplace.town.indicators.models import Indicator
from fairplace.town.measures.charts import gap_sentence, trend_sentence
from fairplace.town.measures.models import ImpactMeasure, Target
from fairplace.town.measures.queries import Beside, Gap
from fairplace.town.measures.rules import Judgement
from fairplace.town.measures.rules.plain import describe_estimate, plain_number
from fairplace.town.places.models import Town
from fairplace.town.reviews.queries.known import Known, list_known
from fairplace.town.reviews.rules.canonical import make_plain
from fairplace.town.reviews.rules.fifths import digest_fifths
from fairplace.town.reviews.rules.recent import find_recent_trend


def describe_measures(*, town: Town, measures: Iterable[ImpactMeasure] | None = None) -> list[dict[str, Any]]:
    """Return all that is known of each measure as plain values, each sealed with its own digest.

    Every figure of the town, its groups and the places beside it; the gap inside; what the tests say;
    where it should stand. The same number of queries for one measure as for many.
    """
    return [describe_known(one) for one in list_known(town=town, measures=measures)]


def describe_known(known: Known) -> dict[str, Any]:
    """Return one measure as plain values, sealed."""
    measure, evidence = known.measure, known.evidence
    gap, targets = evidence.gap, measure.targets.all()  # pyright: ignore[reportAttributeAccessIssue]
    return seal(
        make_plain(
            {
                **_describe_measure(measure),
                "definition": _describe_indicator(measure.indicator) if measure.indicator else None,
                "targets": [_describe_target(one) for one in targets],
                "series": known.figures,
                "verdict": evidence.reading.verdict,
                "status": asdict(evidence.status),
                "sentence": trend_sentence(evidence.reading, evidence.town.name) if known.figures else "",
                "tests": _describe_tests(known),
                "beside": [_describe_beside(one) for one in evidence.beside],
                "gap": _describe_gap(gap) if gap else None,
            }
        )
    )


def _describe_measure(measure: ImpactMeasure) -> dict[str, Any]:
    plain = (
        "slug", "name", "question", "why", "kind", "accountability", "needed", "caveat",
        "source_of_choice", "judged_from", "retired_because",
    )  # fmt: skip
    return {
        **{name: getattr(measure, name) for name in plain},
        # "status" is how it stands against its path; this is whether the town chose it.
        "agreed": measure.status,
        "retired_on": measure.retired_on.isoformat() if measure.retired_on else None,
        "objectives": [{"code": one.code, "name": one.name} for one in measure.objectives.all()],
        "unit": measure.indicator.unit if measure.indicator else "",
        "decimals": measure.indicator.decimals if measure.indicator else 1,
        "polarity": measure.indicator.polarity if measure.indicator else "none",
    }


def _describe_indicator(indicator: Indicator) -> dict[str, Any]:
    plain = (
        "code", "name", "short", "definition", "form", "per", "lowest", "highest", "comparison", "goals",
        "threshold", "card",
    )  # fmt: skip
    return {name: getattr(indicator, name) for name in plain}


def _describe_target(target: Target) -> dict[str, Any]:
    plain = ("of", "subgroup", "base_year", "base_value", "year", "value", "status", "source")
    adopted_on = target.adopted_on.isoformat() if target.adopted_on else None
    return {**{name: getattr(target, name) for name in plain}, "adopted_on": adopted_on}


def _describe_tests(known: Known) -> list[dict[str, Any]]:
    """Return what the tests say of each line that the measure is judged by."""
    reading = known.evidence.reading
    indicator, points = reading.measure.indicator, {}
    for one in known.figures:
        if one["role"] == "town":
            points[one["dimension_name"], one["subgroup_name"]] = one["points"]
    return [
        {
            "subgroup": series.subgroup,
            "latest": series.latest.period,
            **_describe_judgement(judgement),
            "recent": find_recent_trend(
                points[series.dimension, series.subgroup], polarity=indicator.polarity, form=indicator.form
            )
            if indicator
            else None,
        }
        for series, judgement in reading.lines
    ]


def _describe_judgement(judgement: Judgement) -> dict[str, Any]:
    change = judgement.change
    plain = {name: getattr(judgement, name) for name in ("verdict", "reason", "first", "last")}
    return {**plain, "change": describe_estimate(change) | {"method": change.method} if change else None}


def _describe_beside(one: Beside) -> dict[str, Any]:
    return {
        "place": one.place.code,
        "place_name": one.place.name,
        "role": one.role,
        "subgroup": one.subgroup,
        "period": one.point.period,
        "difference": one.difference,
        "words": one.words,
    }


def _describe_gap(gap: Gap) -> dict[str, Any]:
    local = gap.local
    return {
        "indicator": local.indicator.code,
        "name": local.indicator.short,
        "unit": local.indicator.unit,
        "decimals": local.indicator.decimals,
        "period": local.period,
        "edition": {"code": local.edition.code, "name": local.edition.name},
        "release": local.release.code,
        "flag": local.flag,
        # Who is in which fifth is the same for many measures: a snapshot keeps that once, under this digest.
        "made_of": digest_fifths(local.members),
        "fifths": [
            {
                **describe_estimate(part),
                "count": plain_number(part.count),
                "denominator": plain_number(part.denominator),
                "neighbourhoods": number,
            }
            for part, number in zip(local.parts, local.neighbourhoods, strict=True)
        ],
        "absolute": describe_estimate(gap.absolute),
        "relative": describe_estimate(gap.relative),
        "slope": describe_estimate(gap.slope),
        "sentence": gap_sentence(gap),
    }
