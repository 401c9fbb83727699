import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.persons import concentration_index, survey_mean, survey_proportion
from fairplace.equity.stats.proportion import proportion
from tests.equity.stats.persons.strategies import error_of, numbers
from tests.reference.persons import (
    STRATIFIED_ERROR,
    STRATIFIED_MEAN,
    STRATIFIED_STRATA,
    STRATIFIED_VALUES,
    STRATIFIED_WEIGHTS,
    SUITES,
    SUITES_DRAWN,
    SUITES_ERROR,
    SUITES_MEAN,
    T_FOUR,
    T_SIX,
)

RANDOM = np.random.default_rng(5)
VALUES, WEIGHTS = RANDOM.normal(50, 9, 60), RANDOM.uniform(0.5, 3, 60)
STRATA, CLUSTERS = np.arange(60) // 20, np.arange(60) // 4
SAYS_YES = (VALUES > 52).astype(float)


def test_stratified_mean_and_error_of_the_survey_manual():
    found = survey_mean(STRATIFIED_VALUES, weights=STRATIFIED_WEIGHTS, strata=STRATIFIED_STRATA)

    assert found.value == pytest.approx(STRATIFIED_MEAN, abs=5e-5)
    assert error_of(found, T_SIX) == pytest.approx(STRATIFIED_ERROR, abs=2e-4)


def test_mean_and_error_of_five_suites_drawn_whole():
    found = survey_mean(SUITES, clusters=np.repeat(range(5), 4))

    assert found.value == pytest.approx(SUITES_MEAN)
    assert error_of(found, T_FOUR) * np.sqrt(1 - SUITES_DRAWN) == pytest.approx(SUITES_ERROR, abs=5e-4)


def test_a_plain_sample_has_the_usual_t_interval():
    found = survey_mean([1, 2, 3, 4])

    assert numbers(found) == pytest.approx((2.5, 2.5 - 3.182446 * 0.6454972, 2.5 + 3.182446 * 0.6454972))


def test_the_variance_is_that_of_totals_about_their_strata_spelled_out():
    scores = WEIGHTS * (VALUES - np.average(VALUES, weights=WEIGHTS)) / WEIGHTS.sum()
    variance = 0.0
    for stratum in range(3):
        totals = [scores[c == CLUSTERS].sum() for c in set(CLUSTERS[stratum == STRATA])]
        variance += len(totals) * np.var(totals, ddof=1)

    found = survey_mean(VALUES, weights=WEIGHTS, strata=STRATA, clusters=CLUSTERS)

    # 15 clusters in 3 strata: 12 degrees of freedom.
    assert error_of(found, 2.178812829667228) == pytest.approx(np.sqrt(variance))


@given(st.permutations(range(60)))
def test_the_order_of_rows_and_the_names_of_groups_do_not_matter(order):
    plain = survey_mean(VALUES, weights=WEIGHTS, strata=STRATA, clusters=CLUSTERS)
    names = np.array([f"number {cluster % 5}" for cluster in CLUSTERS])

    found = survey_mean(
        VALUES[order], weights=WEIGHTS[order] * 7, strata=STRATA[order].astype(str), clusters=names[order]
    )

    assert numbers(found) == pytest.approx(numbers(plain))


@given(st.floats(-100, 100), st.floats(0.1, 10))
def test_shift_and_scale_carry_through(shift, factor):
    plain = np.array(numbers(survey_mean(VALUES, weights=WEIGHTS, clusters=CLUSTERS)))

    found = survey_mean(VALUES * factor + shift, weights=WEIGHTS, clusters=CLUSTERS)

    assert numbers(found) == pytest.approx(plain * factor + shift)


def test_a_subgroup_keeps_the_design_of_the_whole():
    chosen = CLUSTERS % 5 < 4
    alone = survey_mean(
        VALUES[chosen], weights=WEIGHTS[chosen], strata=STRATA[chosen], clusters=CLUSTERS[chosen]
    )

    found = survey_mean(VALUES, weights=WEIGHTS, strata=STRATA, clusters=CLUSTERS, among=chosen)

    # Four of five clusters hold somebody of the subgroup, but five were drawn in each stratum.
    assert found.value == pytest.approx(alone.value)
    assert found.count == 48
    assert error_of(found, 1) != pytest.approx(error_of(alone, 1), rel=1e-6)
    missing = survey_mean(np.where(chosen, VALUES, np.nan), weights=WEIGHTS, strata=STRATA, clusters=CLUSTERS)
    assert numbers(missing) == pytest.approx(numbers(found))


def test_a_lonely_cluster_is_refused_unless_said_how_to_treat_it():
    values, strata = [1, 2, 3, 4, 9], [1, 1, 1, 1, 2]

    with pytest.raises(NotComputable, match="A stratum has a single cluster"):
        survey_mean(values, strata=strata)
    certain = survey_mean(values, strata=strata, lonely="certainty")
    centred = survey_mean(values, strata=strata, lonely="centre")

    scores = (np.array(values) - 3.8) / 5
    within = 4 * np.var(scores[:4], ddof=1)
    assert error_of(certain, 3.182446) == pytest.approx(np.sqrt(within))
    assert error_of(centred, 3.182446) == pytest.approx(np.sqrt(within + scores[4] ** 2))


def test_one_cluster_tells_nothing_of_chance():
    with pytest.raises(NotComputable, match="A stratum has a single cluster"):
        survey_mean([1, 2, 3], clusters=["a", "a", "a"])

    known_in_one = survey_mean([1, 2, None, None], clusters=["a", "a", "b", "b"])
    assert known_in_one.value == 1.5
    assert not known_in_one.has_interval


@pytest.mark.parametrize(
    "changes",
    [
        {"strata": [1, 1]},
        {"strata": [1, 1, 1, np.nan]},
        {"clusters": ["a", "b", None, "c"]},
        {"clusters": [[1, 2, 3, 4]]},
        {"lonely": "ignore"},
        {"among": [1, 1, 0, 0]},
        {"among": [True, False]},
        {"among": [True, False, False, False]},
        {"weights": [1, 1, 1, -1]},
        {"weights": [1, 1, 1, np.inf]},
        {"values": 3},
    ],
)
def test_what_is_no_survey_is_refused(changes):
    with pytest.raises(NotComputable):
        survey_mean(**({"values": [1, 2, 3, 4]} | changes))


def test_a_plain_samples_proportion_is_wilsons():
    found = survey_proportion([1, 1, 1, 0, 0, 0, 0, 0, 0, 0], per=100)

    assert numbers(found) == pytest.approx(numbers(proportion(3, 10, per=100)))
    assert (found.count, found.denominator) == (3, 10)


@pytest.mark.parametrize("answer", [0, 1])
def test_where_all_say_the_same_the_limits_still_reach_inwards(answer):
    plain = survey_proportion([answer] * 10)
    weighted = survey_proportion([answer] * 10, weights=[9] + [1] * 9)

    assert numbers(plain) == pytest.approx(numbers(proportion(10 * answer, 10)))
    # Weights as uneven as these leave (9 + 9)^2 / (81 + 9) = 3.6 of ten persons.
    assert weighted.upper - weighted.lower == pytest.approx(
        np.ptp(numbers(proportion(3.6 * answer, 3.6))), rel=1e-9
    )


def test_persons_who_answer_alike_in_clusters_count_for_fewer():
    alike = np.repeat([1, 0, 1, 0, 0, 1, 0, 0], 10)

    found = survey_proportion(alike, clusters=np.repeat(range(8), 10))

    lower, upper = proportion(30, 80).lower, proportion(30, 80).upper
    assert found.value == pytest.approx(3 / 8)
    assert found.lower < proportion(3, 8).lower < lower < upper < proportion(3, 8).upper < found.upper


def test_a_design_never_makes_more_of_the_persons_than_were_asked():
    sorted_into_strata = survey_proportion([0, 0, 0, 1, 1, 1], strata=[1, 1, 1, 2, 2, 2])

    assert sorted_into_strata.upper - sorted_into_strata.lower >= np.ptp(numbers(proportion(3, 6))) - 1e-12


def test_proportions_of_many_places_and_of_certainty():
    found = survey_proportion([SAYS_YES, 1 - SAYS_YES, np.full(60, np.nan)], weights=WEIGHTS)

    assert found.value[0] + found.value[1] == pytest.approx(1)
    assert found.lower[0] == pytest.approx(1 - found.upper[1])
    assert np.isnan([found.value[2], found.lower[2]]).all()
    assert found.note.tolist() == ["", "", "Two or more persons are needed."]
    sure = survey_proportion(SAYS_YES, confidence=1)
    assert (sure.lower, sure.upper) == (0, 1)


def test_a_proportion_of_anything_but_yes_and_no_is_refused():
    with pytest.raises(NotComputable, match="A proportion needs values of zero and one"):
        survey_proportion([0, 0.5, 1])


def test_limits_of_clustered_proportions_hold_the_truth_as_often_as_they_say():
    random = np.random.default_rng(2)
    clusters = np.repeat(range(30), 10)
    chances = random.beta(2, 8, (2000, 30))
    found = survey_proportion(
        (random.random((2000, 300)) < np.repeat(chances, 10, axis=-1)).astype(float), clusters=clusters
    )

    inside = ((found.lower <= 0.2) & (found.upper >= 0.2)).mean()

    assert 0.935 < inside < 0.975


def test_strata_and_clusters_reach_the_concentration_index_too():
    plain = concentration_index(VALUES, WEIGHTS)

    drawn = concentration_index(VALUES, WEIGHTS, strata=STRATA, clusters=CLUSTERS)

    assert drawn.value == plain.value
    assert drawn.upper != plain.upper
