import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity import NotComputable, recent_trend
from fairplace.equity.stats.trend.recent import _shares, _slope
from tests.reference import trends as published

YEARS = range(2020, 2025)
RISING = {"values": [10, 12, 14, 16, 18], "lowers": [9, 11, 13, 15, 17], "uppers": [11, 13, 15, 17, 19]}


def chi_square_of(counts, denominators, when=None):
    """Return the chi-square for trend in proportions of any number of points."""
    counts, among = np.asarray(counts, dtype=float), np.asarray(denominators, dtype=float)
    shares, weights, scale = _shares(counts, among)
    slope, spread = _slope(np.arange(len(counts)) if when is None else when, shares, weights)
    return slope**2 * spread / scale


def test_it_is_the_published_test_for_trend_in_proportions():
    infected = chi_square_of(published.INFECTED, [published.EACH] * 3)

    assert chi_square_of(published.SMOKERS, published.PATIENTS) == pytest.approx(
        published.SMOKERS_CHI_SQUARE, abs=5e-5
    )
    assert infected * 89 / 90 == pytest.approx(published.INFECTED_CHI_SQUARE, abs=0.005)


def test_five_points_of_a_textbook_have_its_numerator():
    found = recent_trend(YEARS, counts=published.BREAST_CANCER, denominators=published.WOMEN)

    cases, women = np.array(published.BREAST_CANCER), np.array(published.WOMEN)
    scores, share = np.arange(1, 6), cases.sum() / women.sum()
    spread = (women * scores**2).sum() - (women * scores).sum() ** 2 / women.sum()
    expected = published.BREAST_CANCER_NUMERATOR**2 / (share * (1 - share) * spread)
    assert found.chi_square == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ({"counts": published.DIABETES, "denominators": published.DIABETES_OF}, "increasing"),
        (
            {"counts": published.VACCINATED, "denominators": published.VACCINATED_OF, "polarity": "high"},
            "decreasing and getting worse",
        ),
        (dict(zip(("values", "lowers", "uppers"), published.VACCINATED_LIMITS, strict=True)), "decreasing"),
        (
            {**dict(zip(("values", "lowers", "uppers"), published.EYES, strict=True)), "polarity": "low"},
            "increasing and getting worse",
        ),
    ],
)
def test_figures_of_fingertips_have_the_trend_that_its_site_shows(asked, word):
    assert recent_trend(YEARS, **asked).word == word


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"years": range(2021, 2025), "cut": 4}, "needs five points, and there are 4"),
        ({"span": 3}, "The periods overlap"),
        ({"years": [2019, 2021, 2022, 2023, 2024]}, "not evenly spaced"),
        ({"breaks": [False, False, True, False, False]}, "definition changes"),
        ({"values": [10, None, 14, 16, 18]}, "A value is missing"),
        ({"lowers": None}, "Limits are missing"),
        ({"uppers": [11, 13, 15, 15, 19]}, "without any width"),
    ],
)
def test_what_stands_in_the_way_is_said(change, reason):
    asked = {"years": YEARS, **RISING, **change}
    cut = asked.pop("cut", 5)
    years, rest = (
        asked.pop("years"),
        {name: one[:cut] if isinstance(one, list) else one for name, one in asked.items()},
    )

    found = recent_trend(years, **rest)

    assert (found.code, np.isnan(found.chi_square)) == ("cannot be calculated", True)
    assert reason in found.reason


@pytest.mark.parametrize(
    ("counts", "denominators", "reason"),
    [
        ([0] * 5, [9] * 5, "all nobody"),
        ([9] * 5, [9] * 5, "all everybody"),
        ([1, 2, None, 4, 5], [9] * 5, "A count is missing"),
        ([1, 2, 3, 4, 0], [9, 9, 9, 9, 0], "denominator is missing or zero"),
    ],
)
def test_counts_that_tell_nothing_say_so(counts, denominators, reason):
    assert reason in recent_trend(YEARS, counts=counts, denominators=denominators).reason


@pytest.mark.parametrize(
    "wrong",
    [
        {"counts": [5] * 5, "denominators": [4] * 5},
        {"counts": [-1] * 5, "denominators": [4] * 5},
        {**RISING, "lowers": [30] * 5},
        {**RISING, "values": [1, 2]},
        {**RISING, "polarity": "up"},
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(NotComputable):
        recent_trend(YEARS, **wrong)


def test_a_new_definition_at_the_oldest_of_the_five_points_is_no_hindrance():
    assert recent_trend(YEARS, **RISING, breaks=[True, False, False, False, False]).code == "increasing"


def test_a_trend_that_one_point_makes_is_none():
    # The last point alone lifts the line: without it, it falls.
    parts = [np.array([10, 9.9, 9.8, 9.7, 14]) + shift for shift in (0, -0.5, 0.5)]

    found = recent_trend(YEARS, *parts)

    assert found.chi_square > 9.5495
    assert found.code == "no significant change"


def test_only_the_last_five_points_count_in_any_order():
    years = [2024, 2010, 2021, 2020, 2023, 2022]
    values = [18, 99, 12, 10, 16, 14]

    found = recent_trend(years, values, [v - 1 for v in values], [v + 1 for v in values])

    assert found == recent_trend(YEARS, **RISING)


def test_many_places_are_one_at_a_time_and_keep_their_arrays():
    counts = np.random.default_rng(3).integers(0, 40, (30, 5)).astype(float)
    counts[4, 2], counts[7] = np.nan, 0
    among, before = np.full((30, 5), 60.0), counts.copy()

    found = recent_trend(YEARS, counts=counts, denominators=among, polarity="high")

    alone = [recent_trend(YEARS, counts=one, denominators=among[0], polarity="high") for one in counts]
    assert [(one.word, one.reason) for one in alone] == list(zip(found.word, found.reason, strict=True))
    assert np.array_equal(counts, before, equal_nan=True)


series = st.lists(st.floats(1, 100), min_size=5, max_size=5)


@given(series, st.floats(0.1, 5), st.floats(0.1, 10))
def test_scale_leaves_it_and_time_turned_round_turns_it(values, width, factor):
    given_ = [np.array(values) + shift * width for shift in (0, -1, 1)]

    found = recent_trend(YEARS, *given_)
    scaled = recent_trend(YEARS, *(factor * part for part in given_))
    turned = recent_trend(YEARS, *(part[::-1] for part in given_))

    assert scaled.chi_square == pytest.approx(found.chi_square, rel=1e-6, abs=1e-9)
    assert turned.chi_square == pytest.approx(found.chi_square, rel=1e-6, abs=1e-9)
    other = {"increasing": "decreasing", "decreasing": "increasing"}
    if abs(found.chi_square - 9.5495) > 1e-6:
        assert turned.code == other.get(found.code, found.code)
