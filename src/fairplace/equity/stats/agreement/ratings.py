"""Ratings as numbered categories."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from fairplace.equity.stats.errors import NotComputable


def number_ratings(
    ratings: Any, categories: Sequence[Any] | None = None, *, in_order: bool
) -> tuple[Any, list[Any]]:
    """Return the place of each rating among the categories, -1 where it is missing, and those.

    Numbers stand in their own order, even when written as text: "10" after "2". Text has no order
    of its own, so where the order matters the categories must be given, from first to last.
    """
    found, missing = _read(ratings)
    if categories is None:
        if in_order and found.dtype == object:
            raise NotComputable("Text has no order of its own: give the categories from first to last.")
        known = np.unique(found[~missing])
    else:
        known, unnamed = _read(categories)
        if found.dtype != known.dtype:
            found, known = found.astype(object), known.astype(object)
        if unnamed.any() or known.ndim != 1 or len(set(known.tolist())) != len(known):
            raise NotComputable("Each category must be named, and once only.")
    places = {category: place for place, category in enumerate(known.tolist())}
    codes = np.full(found.shape, -1)
    for rating in np.unique(found[~missing]) if found.dtype != object else set(found[~missing].tolist()):
        if rating not in places:
            raise NotComputable(f"The rating {rating} is not among the categories.")
        codes[(found == rating) & ~missing] = places[rating]
    return codes, known.tolist()


def _read(ratings: Any) -> tuple[Any, Any]:
    """Return the ratings as floats where they all are numbers, else as text, and which are missing."""
    try:
        numbers = np.asarray(ratings, dtype=float)
    except (TypeError, ValueError):
        return _read_text(ratings)
    return numbers, np.isnan(numbers)


def _read_text(ratings: Any) -> tuple[Any, Any]:
    try:
        found = np.array(ratings, dtype=object)
    except ValueError as error:
        raise NotComputable("The raters must rate the same units.") from error
    if any(isinstance(rating, (list, tuple, np.ndarray)) for rating in found.ravel()):
        raise NotComputable("The raters must rate the same units.")
    missing = np.array([_is_missing(rating) for rating in found.ravel()], dtype=bool)
    missing = missing.reshape(found.shape)
    return np.where(missing, "", found).astype(str).astype(object), missing


def _is_missing(rating: Any) -> bool:
    return rating is None or rating == "" or (isinstance(rating, float) and math.isnan(rating))
