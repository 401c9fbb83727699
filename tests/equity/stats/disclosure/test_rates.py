from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity import proportion, rate
from fairplace.equity.stats.disclosure import counts_behind, hide_rates, suppress, table_of
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate


def test_small_count_takes_value_and_limits_with_it_and_says_why():
    found = hide_rates(rate([3, 20], [1000, 1000]), threshold=5)

    kept = found.estimate
    assert [np.isnan(part).tolist() for part in (kept.value, kept.lower, kept.upper, kept.count)] == [
        [True, False]
    ] * 4
    assert kept.denominator.tolist() == [1000, 1000]
    assert "could be worked back from the rate" in kept.note[0]
    assert kept.note[1] == ""
    assert found.reasons.tolist() == ["small", ""]


def test_count_hidden_for_the_sake_of_another_takes_its_rate_with_it():
    counts = suppress(table_of([3, 20, 6], {"All": ["E1", "E2", "E3"]}), threshold=5)
    rates = rate(counts.table.counts, [4000, 1000, 1500, 1500])

    found = hide_rates(rates, threshold=5, hidden=counts.hidden)

    assert found.reasons.tolist() == ["", "small", "", "protects another"]
    assert np.isnan(found.estimate.value).tolist() == [False, True, False, True]


def test_count_that_is_missing_beside_its_rate_could_be_worked_back():
    rates = replace(rate([30, 20], [1000, 1000]), count=np.array([np.nan, 20]))

    found = hide_rates(rates, threshold=5)

    assert np.isnan(found.estimate.value).tolist() == [True, False]
    assert found.reasons[0] == "protects another"


@given(st.lists(st.integers(0, 30), min_size=1, max_size=6), st.integers(100, 10_000))
def test_no_small_count_can_be_worked_back(counts, among):
    kept = hide_rates(rate(counts, [among] * len(counts), per=1000), threshold=5).estimate

    back = kept.value * kept.denominator / 1000
    shown = ~np.isnan(back)
    assert shown.tolist() == [count == 0 or count >= 5 for count in counts]
    assert np.isnan(kept.lower).tolist() == np.isnan(kept.upper).tolist() == (~shown).tolist()


def test_small_denominator_is_hidden_with_all_that_stands_on_it():
    found = hide_rates(proportion([2, 0, 50], [4, 3, 80]), threshold=5)

    assert np.isnan(found.estimate.denominator).tolist() == [True, True, False]
    assert found.hidden.tolist() == [True, True, False]
    assert found.reasons.tolist() == ["small denominator", "small denominator", ""]


def test_zero_is_shown_unless_the_rule_hides_it():
    rates = rate([0, 50], [1000, 1000])

    assert hide_rates(rates, threshold=5).hidden.tolist() == [False, False]
    assert hide_rates(rates, threshold=5, zeros="hidden").hidden.tolist() == [True, False]


def test_nearly_everybody_tells_of_the_few_who_are_left():
    shares = proportion([98, 60], [100, 100])

    assert hide_rates(shares, threshold=5).hidden.tolist() == [False, False]
    found = hide_rates(shares, threshold=5, both_ways=True)
    assert found.hidden.tolist() == [True, False]
    assert found.reasons[0] == "few are not counted"


def test_single_rate_comes_out_in_plain_numbers():
    found = hide_rates(rate(3, 1000), threshold=5)

    assert np.isnan(found.estimate.value)
    assert found.hidden is True
    assert found.reasons == "small"


def test_nothing_small_leaves_all_as_it_is():
    rates = rate([30, 20], [1000, 1000])
    found = hide_rates(rates, threshold=5)

    assert found.estimate.value.tolist() == rates.value.tolist()
    assert found.estimate.note == ""


def test_given_estimate_is_left_alone():
    rates = rate([3, 20], [1000, 1000])
    hide_rates(rates, threshold=5)

    assert rates.count.tolist() == [3, 20]


@pytest.mark.parametrize(
    ("estimate", "hidden"),
    [
        (Estimate(3.0), None),
        (Estimate(3.0, count=-1.0, denominator=5.0), None),
        (rate([3, 20], [1000, 1000]), [True]),
        (rate([3, 20], [1000, 1000]), [1, 0]),
    ],
)
def test_what_cannot_be_judged_is_refused(estimate, hidden):
    with pytest.raises(NotComputable):
        hide_rates(estimate, threshold=5, hidden=hidden)


@given(st.integers(1, 3000), st.data(), st.sampled_from([1, 100, 1000]), st.integers(0, 3))
def test_counts_behind_a_rounded_rate_are_all_that_round_to_it(denominator, data, per, decimals):
    count = data.draw(st.integers(0, denominator))
    value = round(per * count / denominator, decimals)

    low, high = counts_behind(value, denominator, per=per, decimals=decimals)

    assert low <= count <= high
    # What rounds to it lies within, give or take what lies half way, which may be rounded either way.
    apart = 0.5 * 10.0**-decimals + 1e-6
    assert all(abs(per * other / denominator - value) <= apart for other in (low, high))
    assert all(
        abs(per * other / denominator - value) >= apart - 2e-6 for other in (low - 1, high + 1) if other >= 0
    )


@pytest.mark.parametrize(
    ("rate_", "expected"), [((1.5, 200), (3, 3)), ((1.5, 20_000), (290, 310)), ((0.0, 13), (0, 0))]
)
def test_counts_behind_published_rates(rate_, expected):
    assert counts_behind(*rate_, per=100, decimals=1) == expected


@pytest.mark.parametrize(("value", "denominator"), [(-1, 100), (1, 0)])
def test_rates_of_nothing_have_no_counts_behind_them(value, denominator):
    with pytest.raises(NotComputable):
        counts_behind(value, denominator, decimals=1)


def test_a_rate_that_no_count_has_tells_the_nearest():
    assert counts_behind(1.2, 10, per=100, decimals=1) == (0, 0)
