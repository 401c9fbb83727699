"""How far raters agree: a row for every judgement that one rater gave of one unit."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from fairplace.equity.stats.agreement import cohen_kappa, fleiss_kappa, krippendorff_alpha
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.tables.statistic import Option, Statistic

CATEGORIES = Option("categories", "every judgement that could be given, lowest first, with commas", str)


def _cohen(rows: dict[str, Any], *, categories: str | None, **asked: Any) -> dict[str, Any]:
    ratings, raters = _ratings(rows)
    if len(raters) != 2:
        raise NotComputable(f"Cohen's kappa is of two raters; there are {len(raters)}.")
    found = cohen_kappa(*ratings, categories=_named(categories), **asked)
    return {"units": found.count, "": found}


def _fleiss(rows: dict[str, Any], *, confidence: float) -> dict[str, Any]:
    ratings, _ = _ratings(rows)
    said = sorted({one for row in ratings for one in row if one is not None})
    counts = np.array([[(row == one).sum() for one in said] for row in ratings.T])
    found = fleiss_kappa(counts, confidence=confidence)
    return {"units": found.count, "": found}


def _krippendorff(
    rows: dict[str, Any], *, level: str, categories: str | None, draws: int, confidence: float
) -> dict[str, Any]:
    ratings, _ = _ratings(rows)
    known = _named(categories)
    if level == "interval":
        ratings = [[_number(one) for one in row] for row in ratings]
    found = krippendorff_alpha(ratings, level=level, categories=known, draws=draws, confidence=confidence)
    return {"units": found.count, "": found}


def _ratings(rows: dict[str, Any]) -> tuple[Any, list[str]]:
    """Return what each rater (a row) said of each unit (a column), and who the raters are."""
    for name in ("unit", "rater"):
        if any(one is None for one in rows[name]):
            raise NotComputable(f"A row has no {name}.")
    raters, units = (list(dict.fromkeys(rows[name])) for name in ("rater", "unit"))
    row_of, column_of = ({one: at for at, one in enumerate(found)} for found in (raters, units))
    ratings = np.full((len(raters), len(units)), None, dtype=object)
    said = set()
    for rater, unit, judgement in zip(rows["rater"], rows["unit"], rows["judgement"], strict=True):
        if (rater, unit) in said:
            raise NotComputable(f"{rater} judged {unit} more than once.")
        said.add((rater, unit))
        ratings[row_of[rater], column_of[unit]] = judgement
    return ratings, raters


def _named(categories: str | None) -> Sequence[str] | None:
    return None if categories is None else [one.strip() for one in categories.split(",")]


def _number(judgement: str | None) -> float | None:
    if judgement is None:
        return None
    try:
        return float(judgement)
    except ValueError:
        raise NotComputable(f"“{judgement}” is no number, which distances need.") from None


def _statistic(name: str, title: str, compute: Any, options: tuple[Option, ...], source: str) -> Statistic:
    return Statistic(
        name=name, title=title, shape="each", needs=("unit", "rater", "judgement"), compute=compute,
        options=options, family="agreement", source=source,
        reading="1 where they always agree, 0 as often as by chance.",
    )  # fmt: skip


STATISTICS = (
    _statistic(
        "cohen_kappa",
        "Cohen's kappa",
        _cohen,
        (
            Option("weights", "what near misses count", str, "none", ("none", "linear", "quadratic")),
            CATEGORIES,
        ),
        "Cohen (1960, 1968); Fleiss, Cohen and Everitt (1969)",
    ),
    _statistic("fleiss_kappa", "Fleiss's kappa", _fleiss, (), "Fleiss (1971); Gwet (2008, 2014)"),
    _statistic(
        "krippendorff_alpha",
        "Krippendorff's alpha",
        _krippendorff,
        (
            Option(
                "level", "what tells judgements apart", str, "nominal", ("nominal", "ordinal", "interval")
            ),
            CATEGORIES,
            Option("draws", "draws of units that the limits rest on", int, 10_000),
        ),
        "Krippendorff (2011)",
    ),
)
