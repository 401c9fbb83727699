"""Statistics that read the rows themselves say of a table what they say of arrays."""

import numpy as np
import pytest

import fairplace.equity as eq
from fairplace.equity import NotComputable, by_group

RANDOM = np.random.default_rng(11)
PEOPLE = {
    "area": np.repeat(["a", "b"], 60),
    "income": RANDOM.lognormal(size=120),
    "score": RANDOM.integers(0, 2, 120),
    "weight": RANDOM.uniform(0.5, 2, 120),
    "strata": np.tile(["north", "south", "west"], 40),
    "psu": np.tile([f"p{at}" for at in range(12)], 10),
}
SURVEY = {"weights": "weight", "strata": "strata", "clusters": "psu"}


def of_area(column, area="a"):
    return PEOPLE[column][PEOPLE["area"] == area]


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("concentration_index", {"kind": "erreygers"}),
        ("concentration_index", {}),
        ("slope_index_of_persons", {}),
        ("relative_index_of_persons", {}),
    ],
)
def test_measures_of_ranked_persons_are_those_of_arrays(name, asked):
    design = {said: of_area(column) for said, column in SURVEY.items()}
    expected = getattr(eq, name)(of_area("score"), of_area("income"), **design, **asked)

    found = by_group(name, PEOPLE, by=["area"], **asked)

    assert found["value"][0] == pytest.approx(expected.value, rel=1e-12)
    assert found["upper"][0] == pytest.approx(expected.upper, rel=1e-12)
    assert list(found["persons"]) == [60, 60]


@pytest.mark.parametrize("name", ["gini", "theil", "survey_mean", "survey_proportion"])
def test_measures_of_persons_are_those_of_arrays(name):
    column = "score" if name == "survey_proportion" else "income"
    design = {said: of_area(by, "b") for said, by in SURVEY.items()}
    expected = getattr(eq, name)(of_area(column, "b"), **design)

    found = by_group(name, PEOPLE, by=["area"], columns={"value": column})

    assert found["value"][1] == pytest.approx(expected.value, rel=1e-12)
    assert found["lower"][1] == pytest.approx(expected.lower, rel=1e-12)


RATINGS = [[1, 2, 3, 3, 2, 1, 4, 1, 2, 3], [1, 2, 3, 3, 2, 2, 4, 1, 2, 3]]
JUDGED = {
    "mapper": np.repeat(["Ada", "Bo"], 10),
    "item": np.tile([f"R{at}" for at in range(10)], 2),
    "rating": np.ravel(RATINGS).astype(str),
}


def test_kappas_are_those_of_arrays():
    cohen, weighted = (
        by_group("cohen_kappa", JUDGED, **asked)["value"][0] for asked in ({}, {"weights": "linear"})
    )
    fleiss = by_group("fleiss_kappa", JUDGED)["value"][0]

    counts = [[(np.array(unit) == one).sum() for one in (1, 2, 3, 4)] for unit in zip(*RATINGS, strict=True)]
    assert cohen == pytest.approx(eq.cohen_kappa(*RATINGS).value, rel=1e-12)
    assert weighted == pytest.approx(eq.cohen_kappa(*RATINGS, weights="linear").value, rel=1e-12)
    assert fleiss == pytest.approx(eq.fleiss_kappa(counts).value, rel=1e-12)


def test_alpha_is_that_of_arrays_whether_judgements_are_words_or_numbers():
    for level in ("nominal", "interval"):
        found = by_group("krippendorff_alpha", JUDGED, level=level, draws=200)
        assert found["value"][0] == pytest.approx(
            eq.krippendorff_alpha(RATINGS, level=level).value, rel=1e-12
        )


def test_judgements_that_cannot_be_paired_say_why():
    three = {**JUDGED, "mapper": ["Ada"] * 7 + ["Cy"] * 3 + ["Bo"] * 10}
    twice = {**JUDGED, "item": ["R1"] * 20}
    words = {**JUDGED, "rating": ["part"] * 20}

    assert by_group("cohen_kappa", three)["note"][0] == "Cohen's kappa is of two raters; there are 3."
    assert by_group("fleiss_kappa", twice)["note"][0] == "Ada judged R1 more than once."
    assert "“part” is no number" in by_group("krippendorff_alpha", words, level="interval")["note"][0]


def test_reach_against_need_is_that_of_arrays_in_the_order_of_deprivation():
    populations, need = np.array([900, 1000, 1100, 1000, 950]), np.array([200, 170, 150, 90, 60])
    reach = np.array([30, 40, 60, 70, 90])
    table = {"position": [1, 2, 3, 4, 5], "pop": populations, "need": need, "reach": reach}
    muddled = {name: np.asarray(column)[[3, 0, 4, 2, 1]] for name, column in table.items()}
    expected = eq.proportionate_universalism_index(reach, need / populations, populations)

    found = by_group("proportionate_universalism_index", muddled)

    assert found["value"][0] == pytest.approx(expected.value, rel=1e-12)
    assert found["flag"][0] == "inverse care"


YEARS = np.arange(2012, 2022)
SHARES = np.array([18.4, 17.9, 18.6, 17.2, 17.9, 16.4, 17.3, 16.0, 15.4, 16.3])
SERIES = {"year": YEARS[::-1], "value": SHARES[::-1]}


def test_a_recent_trend_is_of_counts_where_there_are_some_and_else_of_values():
    counted = {"year": [2020, 2021, 2022, 2023, 2024], "count": [50, 60, 72, 80, 95], "pop": [900] * 5}
    limits = {"lower": SHARES[5:] - 0.2, "upper": SHARES[5:] + 0.2}
    series = {"year": YEARS[5:], "value": SHARES[5:], **limits}

    of_counts = by_group("recent_trend", counted, polarity="low")
    of_values = by_group("recent_trend", series)
    without = by_group("recent_trend", SERIES)

    assert of_counts["trend"][0] == "increasing and getting worse"
    expected = eq.recent_trend(YEARS[5:], SHARES[5:], limits["lower"], limits["upper"])
    assert of_values["chi_square"][0] == pytest.approx(expected.chi_square)
    assert without["reason"][0] == "Limits are missing among the last five."


def test_a_projection_has_a_row_for_every_year_ahead():
    expected = eq.projection(YEARS, SHARES, until=2025, scale="logit", per=100)

    found = by_group("projection", SERIES, until=2025, scale="logit", per=100)

    assert list(found["year"]) == [2022, 2023, 2024, 2025]
    assert list(found["value"]) == pytest.approx(list(expected.middle))
    assert list(found["upper_95"]) == pytest.approx(list(expected.bands[-1].upper))
    assert list(found["lower_50"]) == pytest.approx(list(expected.bands[0].lower))


def test_a_back_test_says_how_far_projections_missed():
    expected = eq.back_test(YEARS, SHARES, ahead=3, fan=(0.95,))

    found = by_group("back_test", SERIES, ahead=3)

    assert found["error"][0] == pytest.approx(expected.error)
    assert found["forecasts"][0] == len(expected.observed)


def test_a_status_is_that_of_the_yearly_change_beside_the_required_one():
    change = eq.yearly_change(YEARS, SHARES)
    required = eq.required_yearly_change(16.3, 10, 2021, 2040)

    found = by_group("status", SERIES, target=10, by_year=2040, polarity="low")

    assert found["required"][0] == pytest.approx(required.value)
    assert found["status"][0] == eq.status(change, required.value, "low").word
    assert "needs a target" in by_group("status", SERIES)["note"][0]


def test_a_projection_without_its_year_says_what_to_give():
    assert "--until 2040" in by_group("projection", SERIES)["note"][0]


ROWS = {
    "area": [*"abc"],
    "value": [9.0, 10.0, np.nan],
    "lower": [8.0, 9.0, np.nan],
    "upper": [9.9, 11, np.nan],
}


def test_rows_are_compared_with_a_benchmark_by_their_limits():
    found = by_group("compare", ROWS, by=["area"], benchmark=10, polarity="low")

    assert list(found["compared"]) == ["better", "similar", "cannot tell"]
    assert list(found["why_not"]) == ["", "", "The value is missing."]


def test_limits_of_more_certainty_give_five_grades():
    surer = {"Lower CI 99.8 limit": [8.5, 8.0, np.nan], "Upper CI 99.8 limit": [9.95, 12.0, np.nan]}

    found = by_group("compare", {**ROWS, **surer}, by=["area"], benchmark=10, polarity="low")

    assert list(found["compared"]) == ["far better", "similar", "cannot tell"]


def test_rows_are_compared_with_goals_and_percentiles_of_their_group():
    table = {"area": [*"aaabbb"], "value": [90.0, 94, 96, 1, 2, 3]}

    goals = by_group("compare_with_goal", table, goal=93, goal_to=95)
    ranked = by_group("compare_with_percentiles", table, by=["area"], goal=50, polarity="high")

    assert list(goals["compared"][:3]) == ["not met", "nearly met", "met"]
    assert list(ranked["compared"]) == ["not met", "met", "met"] * 2


def test_fifths_are_those_of_the_rows_of_each_group():
    table = {"area": [*"aaaaabbbbb"], "value": [1.0, 2, 3, 4, 5, 500, 400, 300, 200, 100]}

    found = by_group("compare_by_fifths", table, by=["area"], polarity="low")

    words = ["best", "second best", "middle", "second worst", "worst"]
    assert list(found["compared"]) == words + words[::-1]


@pytest.mark.parametrize(("name", "says"), [("compare", "--benchmark"), ("compare_with_goal", "--goal")])
def test_a_comparison_with_nothing_named_is_refused(name, says):
    with pytest.raises(NotComputable, match=says):
        by_group(name, ROWS)
