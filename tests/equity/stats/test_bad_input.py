"""Whatever is handed to a function of rates: it answers, or says in a sentence why not, and changes nothing."""

from contextlib import suppress

import numpy as np
import pytest

import fairplace.equity as eq
from fairplace.equity import NotComputable
from fairplace.equity.stats.funnel_axis import funnel_axis, funnel_denominators
from fairplace.equity.stats.repeats import rate_of_repeats

BANDS = {"counts": [10.0, 20, 30], "populations": [1000.0, 1000, 1000], "weights": [3.0, 2, 1]}
REFERENCE = {
    "populations": [[100.0, 200], [100, 200]],
    "reference_counts": [5.0, 5],
    "reference_populations": [100.0, 100],
}
# Each function with arguments that it answers.
GOOD = {
    "count_limits": (eq.count_limits, {"counts": [5.0, 12]}),
    "rate": (eq.rate, {"counts": [5.0, 12], "denominators": [100.0, 200]}),
    "rate_of_repeats": (
        rate_of_repeats,
        {"persons": [[5.0, 2], [9, 1]], "frequencies": [1.0, 2], "denominators": [100.0, 200]},
    ),
    "proportion": (eq.proportion, {"counts": [5.0, 12], "denominators": [100.0, 200]}),
    "mean": (eq.mean, {"values": [5.0, 12]}),
    "mean_of": (eq.mean_of, {"sizes": [5.0, 9], "means": [1.0, 2], "deviations": [1.0, 1]}),
    "quantiles": (lambda values: eq.quantiles(values, 2), {"values": [5.0, 12, 7]}),
    "funnel_of_proportions": (lambda sizes: eq.funnel_of_proportions(sizes, 0.2), {"sizes": [5.0, 12]}),
    "funnel_of_counts": (eq.funnel_of_counts, {"counts": [5.0, 12]}),
    "place_in_funnel": (
        lambda **places: eq.place_in_funnel(**places, baseline=0.1, kind="proportion"),
        {"counts": [5.0, 12], "denominators": [100.0, 200]},
    ),
    "funnel_denominators": (
        funnel_denominators,
        {"counts": [5.0, 12], "rates": [9.0, 8], "denominators": [100.0, 200]},
    ),
    "funnel_axis": (funnel_axis, {"sizes": [5.0, 12]}),
    "direct_rate": (eq.direct_rate, BANDS),
    "direct_rate_of_repeats": (
        eq.direct_rate_of_repeats,
        {
            "persons": [[9.0, 2], [9, 1]],
            "frequencies": [1.0, 2],
            "populations": [100.0, 200],
            "weights": [1.0, 2],
        },
    ),
    "indirect_ratio": (eq.indirect_ratio, {"observed": [5.0, 12], **REFERENCE}),
    "indirect_rate": (eq.indirect_rate, {"observed": [5.0, 12], **REFERENCE}),
}
ARGUMENTS = [(name, argument) for name, (_, good) in GOOD.items() for argument in good]
# What may be below zero: values that are not counts.
SIGNED = {("mean", "values"), ("mean_of", "means"), ("quantiles", "values")}
# A list of any length is a list; the others must fit what stands beside them.
ALONE = {name for name, (_, good) in GOOD.items() if len(good) == 1}
DIVIDED_BY = {"denominators", "populations", "reference_populations", "sizes"}


def spoiled(name, argument, spoil):
    function, good = GOOD[name]
    return function, {**good, argument: spoil(np.array(good[argument]))}


def first(number):
    def spoil(array):
        array.flat[0] = number
        return array

    return spoil


def refuses(function, given):
    """Check that the function says a sentence and changes nothing; return the sentence."""
    before = {name: np.array(value) for name, value in given.items()}
    with pytest.raises(NotComputable) as refusal:
        function(**given)
    assert all(np.array_equal(given[name], value) for name, value in before.items())
    sentence = str(refusal.value)
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    return sentence


@pytest.mark.parametrize("name", GOOD)
def test_good_arguments_are_answered_and_not_changed(name):
    function, good = GOOD[name]
    given = {argument: np.array(value) for argument, value in good.items()}

    function(**given)

    assert all(np.array_equal(given[argument], value) for argument, value in good.items())


@pytest.mark.parametrize(("name", "argument"), [one for one in ARGUMENTS if one not in SIGNED])
def test_numbers_below_zero_are_refused(name, argument):
    refuses(*spoiled(name, argument, first(-1)))


@pytest.mark.parametrize(("name", "argument"), ARGUMENTS)
def test_infinity_is_refused(name, argument):
    refuses(*spoiled(name, argument, first(np.inf)))


@pytest.mark.parametrize(("name", "argument"), ARGUMENTS)
def test_text_is_refused(name, argument):
    assert "must be numbers" in refuses(*spoiled(name, argument, lambda array: array.astype(str) + " people"))


@pytest.mark.parametrize(("name", "argument"), ARGUMENTS)
def test_nothing_is_refused(name, argument):
    refuses(*spoiled(name, argument, lambda array: array[:0]))


@pytest.mark.parametrize(("name", "argument"), [one for one in ARGUMENTS if one[0] not in ALONE])
def test_unequal_lengths_are_refused(name, argument):
    refuses(*spoiled(name, argument, lambda array: np.concatenate([array, array])))


@pytest.mark.parametrize(("name", "argument"), [one for one in ARGUMENTS if one[1] in DIVIDED_BY])
def test_a_denominator_of_zero_is_refused(name, argument):
    if (name, argument) in {("indirect_ratio", "populations"), ("indirect_rate", "populations")}:
        # An age band without people expects no events; the others do.
        function, given = spoiled(name, argument, first(0))
        assert list(function(**given).denominator) == [10, 15]
        return
    assert "zero" in refuses(*spoiled(name, argument, first(0)))


@pytest.mark.parametrize(("name", "argument"), ARGUMENTS)
def test_a_missing_number_gives_a_missing_one_or_a_sentence_and_never_a_warning(name, argument):
    function, given = spoiled(name, argument, first(np.nan))

    with suppress(NotComputable):
        function(**given)


@pytest.mark.parametrize("name", ["proportion", "place_in_funnel"])
def test_a_proportion_of_more_than_all_is_refused(name):
    assert "more people than there are" in refuses(*spoiled(name, "counts", first(101)))


@pytest.mark.parametrize(
    "name",
    ["rate", "rate_of_repeats", "proportion", "direct_rate", "direct_rate_of_repeats", "indirect_rate"],
)
@pytest.mark.parametrize("per", [0, -1, np.nan, np.inf, "1000", None])
def test_a_rate_per_nothing_is_refused(name, per):
    function, good = GOOD[name]

    with pytest.raises(NotComputable, match="given per must be a number above zero"):
        function(**good, per=per)


@pytest.mark.parametrize("confidence", [0.5, 101, np.nan, "95%", None])
def test_a_confidence_that_is_none_is_refused(confidence):
    with pytest.raises(NotComputable, match="between 90% and 100%"):
        eq.rate(5, 100, confidence=confidence)


@pytest.mark.parametrize("parts", [0, 1.5, np.nan, np.inf, "5", None])
def test_parts_that_cannot_be_counted_are_refused(parts):
    with pytest.raises(NotComputable, match="whole number from 1 up"):
        eq.quantiles([1, 2, 3], parts)


@pytest.mark.parametrize(
    ("weights", "why"), [((0, 0, 0), "people in one age band"), ((1, np.nan, 1), "missing in an age band")]
)
def test_a_standard_population_without_people_is_refused(weights, why):
    with pytest.raises(NotComputable, match=why):
        eq.direct_rate(BANDS["counts"], BANDS["populations"], weights)


def test_a_place_of_which_no_age_band_is_known_has_no_rate_and_harms_no_other():
    nothing = [np.nan] * 3

    found = eq.direct_rate(
        [BANDS["counts"], nothing], [BANDS["populations"], nothing], BANDS["weights"], fewest=0
    )

    assert np.isnan(found.value).tolist() == [False, True]
    assert "fell out" in found.note[1]
