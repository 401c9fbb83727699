from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity.stats.agreement import krippendorff_alpha
from fairplace.equity.stats.errors import NotComputable
from tests.reference.agreement import OBSERVERS, OBSERVERS_ALPHA

LEVELS = ("nominal", "ordinal", "interval")
rating = st.one_of(st.none(), st.integers(1, 4))
matrices = st.integers(3, 6).flatmap(
    lambda units: st.lists(st.lists(rating, min_size=units, max_size=units), min_size=2, max_size=4)
)


def _plain_alpha(ratings, level):
    """Return alpha by its coincidence matrix, pair by pair; None where it is undefined."""
    columns = [[r for r in column if r is not None] for column in zip(*ratings, strict=True)]
    columns = [column for column in columns if len(column) > 1]
    values = sorted({r for column in columns for r in column})
    seen = {(a, b): 0.0 for a in values for b in values}
    for column in columns:
        for one, other in permutations(range(len(column)), 2):
            seen[column[one], column[other]] += 1 / (len(column) - 1)
    totals = {a: sum(seen[a, b] for b in values) for a in values}
    n = sum(totals.values())

    def apart(a, b):
        if level == "nominal":
            return float(a != b)
        if level == "interval":
            return (a - b) ** 2
        low, high = min(a, b), max(a, b)
        between = sum(totals[g] for g in values if low <= g <= high)
        return (between - (totals[a] + totals[b]) / 2) ** 2 if a != b else 0.0

    observed = sum(seen[a, b] * apart(a, b) for a in values for b in values)
    expected = sum(totals[a] * totals[b] * apart(a, b) for a in values for b in values)
    return None if expected == 0 else 1 - (n - 1) * observed / expected


@pytest.mark.parametrize("level", LEVELS)
def test_four_observers_of_krippendorff(level):
    found = krippendorff_alpha(OBSERVERS, level=level)

    assert found.value == pytest.approx(OBSERVERS_ALPHA[level], abs=5e-4)
    assert found.lower < found.value < found.upper <= 1
    assert found.count == 11
    assert found.method == f"Krippendorff's alpha, {level}; limits from 10,000 draws of units"


@given(matrices, st.sampled_from(LEVELS))
def test_it_is_what_the_coincidence_matrix_gives(ratings, level):
    expected = _plain_alpha(ratings, level)

    if expected is None:
        with pytest.raises(NotComputable):
            krippendorff_alpha(ratings, level=level, draws=1)
        return
    assert krippendorff_alpha(ratings, level=level, draws=1).value == pytest.approx(expected, abs=1e-9)


@given(matrices, st.sampled_from(LEVELS), st.randoms(use_true_random=False))
def test_the_order_of_raters_and_units_does_not_matter(ratings, level, random):
    if _plain_alpha(ratings, level) is None:
        return
    columns = list(zip(*random.sample(ratings, len(ratings)), strict=True))
    shuffled = list(zip(*random.sample(columns, len(columns)), strict=True))

    again = krippendorff_alpha(shuffled, level=level, draws=1)

    assert again.value == pytest.approx(krippendorff_alpha(ratings, level=level, draws=1).value, abs=1e-9)


@given(matrices, st.floats(0.1, 50), st.floats(-50, 50))
def test_unit_and_zero_leave_interval_and_any_rising_scale_the_ordinal(ratings, factor, shift):
    if _plain_alpha(ratings, "nominal") is None:
        return
    moved = [[None if r is None else r * factor + shift for r in row] for row in ratings]
    bent = [[None if r is None else float(np.exp(r)) for r in row] for row in ratings]

    for level, other in (("interval", moved), ("ordinal", bent), ("nominal", bent)):
        plain = krippendorff_alpha(ratings, level=level, draws=50)
        again = krippendorff_alpha(other, level=level, draws=50)
        assert (again.value, again.lower) == pytest.approx((plain.value, plain.lower), abs=1e-6, nan_ok=True)


def test_limits_are_those_of_units_drawn_one_draw_after_another():
    ratings = np.array(OBSERVERS, dtype=float)[:, :-1]
    random, alphas = np.random.default_rng(17), []
    for _ in range(600):
        columns = ratings[:, random.integers(0, 11, 11)]
        alphas.append(_plain_alpha([[None if np.isnan(r) else r for r in row] for row in columns], "ordinal"))

    found = krippendorff_alpha(ratings, level="ordinal")

    # Unit 12 of the paper has a single rating and is no unit here.
    assert found.count == 11
    assert (found.lower, found.upper) == pytest.approx(np.quantile(alphas, [0.025, 0.975]), abs=0.08)


def test_the_same_seed_gives_the_same_limits_and_another_nearly():
    one, same, other = (krippendorff_alpha(OBSERVERS, seed=seed) for seed in (1, 1, 2))

    assert (one.lower, one.upper) == (same.lower, same.upper)
    assert one.lower == pytest.approx(other.lower, abs=0.05)


def test_more_draws_than_fit_at_once_are_drawn_in_blocks(monkeypatch):
    monkeypatch.setattr("fairplace.equity.stats.agreement.krippendorff.BLOCK", 1_000)

    found = krippendorff_alpha(OBSERVERS, draws=2_000)

    assert found.lower == pytest.approx(krippendorff_alpha(OBSERVERS, draws=2_000).lower, abs=1e-12)


def test_text_is_nominal_and_ordinal_only_with_its_order():
    words = {1: "never", 2: "seldom", 3: "often", 4: "mostly", 5: "always", None: None}
    ratings = [[words[r] for r in row] for row in OBSERVERS]

    assert krippendorff_alpha(ratings).value == pytest.approx(OBSERVERS_ALPHA["nominal"], abs=5e-4)
    with pytest.raises(NotComputable, match="Text has no order of its own"):
        krippendorff_alpha(ratings, level="ordinal")
    with pytest.raises(NotComputable, match="Distances need ratings that are numbers"):
        krippendorff_alpha(ratings, level="interval", categories=list(words.values())[:-1])
    found = krippendorff_alpha(ratings, level="ordinal", categories=list(words.values())[:-1])
    assert found.value == pytest.approx(OBSERVERS_ALPHA["ordinal"], abs=5e-4)


def test_full_agreement_is_one_and_its_limits_are_not_told():
    found = krippendorff_alpha([[1, 2, 3, 2], [1, 2, 3, 2]])

    assert found.value == 1
    assert not found.has_interval
    assert found.note.startswith("All ratings agree")


def test_draws_that_hold_one_category_are_counted_and_too_many_leave_no_limits():
    few = krippendorff_alpha([[1, 2, 1, 1], [1, 2, 2, 1]])

    # Nothing but ones is drawn with chance (2/4)^4, nothing but twos with (1/4)^4: 6.64%.
    share, words = few.note.split("%")
    assert float(share) == pytest.approx(6.64, abs=0.8)
    assert words == " of draws held a single category."
    assert not few.has_interval
    many = [1] * 8 + [2, 1, 2, 1]
    some = krippendorff_alpha([many, [*many[:-1], 2]])
    assert some.has_interval


@pytest.mark.parametrize(
    ("ratings", "changes", "sentence"),
    [
        (
            [[1, 1], [1, 1]],
            {},
            "Everything was put in one category, so agreement beyond chance cannot be told.",
        ),
        ([[1, None], [None, 2]], {}, "No unit has two ratings."),
        ([[None, None], [None, None]], {}, "No unit has two ratings."),
        ([1, 2, 3], {}, "Ratings need a row for every rater and a column for every unit."),
        ([[1, 2], [1]], {}, "The raters must rate the same units."),
        ([["a", "b"], ["a"]], {}, "The raters must rate the same units."),
        ([np.zeros((2, 2)), np.zeros((2, 3))], {}, "The raters must rate the same units."),
        (
            [[1, 2], [1, 1]],
            {"level": "ratio"},
            "The level of measurement is one of nominal, ordinal, interval.",
        ),
        ([[1, 2], [1, 1]], {"draws": 0}, "At least one draw is needed."),
        ([[1, 2], [1, 1]], {"categories": [1, 3]}, "The rating 2.0 is not among the categories."),
        ([[1, 2], [1, 1]], {"confidence": 0.1}, "The confidence must lie between 90% and 100%."),
    ],
)
def test_what_has_no_alpha_is_refused_in_a_sentence(ratings, changes, sentence):
    with pytest.raises(NotComputable, match=f"^{sentence}$"):
        krippendorff_alpha(ratings, **changes)


def test_the_callers_ratings_stay_as_they_were():
    ratings = np.array(OBSERVERS, dtype=float)
    copy = ratings.copy()

    krippendorff_alpha(ratings, level="interval", draws=10)

    np.testing.assert_array_equal(ratings, copy)
