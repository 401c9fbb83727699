"""Rounding, rates of hidden counts, and two releases put together."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairplace.equity import NotComputable, proportion, rate
from fairplace.equity.stats.disclosure import (
    Release,
    add_up,
    differences,
    hide_rates,
    rounding,
    suppress,
    table_of_cells,
)
from tests.equity.stats.disclosure.tables import AREAS, SEXES, towns


def test_englands_hospital_statistics_round_to_the_nearest_five():
    found = rounding([0, 2, 3, 7, 8, 12.0, np.nan], 5)

    assert found.counts[:-1].tolist() == [0, 0, 5, 5, 10, 10]
    assert np.isnan(found.counts[-1])
    assert "parts may not add up" in found.note


def test_halves_go_up_and_down_goes_down():
    assert rounding([5], 10).counts.tolist() == [10]
    assert rounding([9], 10, "down").counts.tolist() == [0]


def test_random_rounding_is_without_bias_and_the_same_for_the_same_seed():
    counts = np.full(20_000, 7)

    found = rounding(counts, 5, "random", seed=4)

    assert set(found.counts) == {5, 10}
    assert found.counts.mean() == pytest.approx(7, abs=0.1)
    assert (rounding(counts, 5, "random", seed=4).counts == found.counts).all()


def test_a_cell_is_drawn_the_same_wherever_it_stands():
    both = rounding(towns([[7, 8], [9, 11], [13, 14]]), 5, "random", seed="2026").counts
    less = rounding(add_up([[7, 8], [9, 11], [13, 14]], AREAS, SEXES), 5, "random", seed="2026").counts

    assert (both == less).all()


@settings(max_examples=25)
@given(st.lists(st.integers(0, 40), min_size=6, max_size=6))
def test_controlled_rounding_adds_up_and_stays_near(inner):
    table = towns(inner)

    found = rounding(table, 5, "controlled")

    counts = found.counts
    assert (counts % 5 == 0).all()
    assert (counts[0] == counts[1:].sum(axis=0)).all()
    assert (counts[:, 0] == counts[:, 1:].sum(axis=1)).all()
    assert np.abs(counts - table.counts.reshape(table.shape)).max() < 10


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: rounding([1], 1), "The base must be"),
        (lambda: rounding([1], 5, "up"), "one of these ways"),
        (lambda: rounding([-1], 5), "below zero"),
        (lambda: rounding([1], 5, "random"), "needs a seed"),
        (lambda: rounding([1], 5, "controlled"), "needs a table"),
        (lambda: hide_rates(rate(1, 10), threshold=5, hidden=[True]), "true or false for every count"),
    ],
)
def test_what_makes_no_sense_is_said(make, sentence):
    with pytest.raises(NotComputable, match=sentence):
        make()


def test_a_rate_from_which_its_hidden_count_could_be_worked_back_is_hidden_too():
    found = hide_rates(rate([3, 40, 0], [1_000, 2_000, 900]), threshold=5)

    assert np.isnan(found.estimate.value).tolist() == [True, False, False]
    assert np.isnan(found.estimate.upper).tolist() == [True, False, False]
    assert found.estimate.note.tolist() == ["Hidden to protect people in small groups.", "", ""]
    assert found.reasons.tolist() == ["primary: count below 5", "", ""]


def test_where_nobody_knows_the_denominator_the_rate_may_stay_but_not_its_limits():
    found = hide_rates(rate([3, 40], [1_000, 2_000]), threshold=5, denominators_known=False)

    assert not np.isnan(found.estimate.value).any()
    assert np.isnan(found.estimate.lower).tolist() == [True, False]
    assert np.isnan(found.estimate.denominator).tolist() == [True, False]


def test_a_count_hidden_for_anothers_sake_takes_its_rate_along():
    table = towns([[20, 3], [15, 30], [12, 14]])
    hidden = suppress(table, threshold=5).hidden[1:, 1:]

    found = hide_rates(rate(table.counts.reshape(4, 3)[1:, 1:], 1_000), threshold=5, hidden=hidden)

    assert (np.isnan(found.estimate.value) == hidden).all()


def test_nearly_everybody_tells_of_the_few_who_are_left():
    found = hide_rates(proportion([98, 60], [100, 100]), threshold=5, both_ways=True)

    assert np.isnan(found.estimate.value).tolist() == [True, False]


def test_few_people_behind_a_rate_take_all_of_it_along():
    found = hide_rates(proportion([2], [3]), threshold=5)

    assert np.isnan(found.estimate.denominator).all()
    assert found.reasons.tolist() == ["denominator below 5"]


def test_callers_estimates_are_not_changed():
    before = rate([3, 40], [1_000, 2_000])

    hide_rates(before, threshold=5)

    assert not np.isnan(before.value).any()


WARDS = table_of_cells({"town": 60, "a": 33, "b": 27}, [("town", ["a", "b"])])


def test_a_boundary_that_moved_a_little_tells_of_those_who_moved():
    moved = table_of_cells({"town": 60, "a": 36, "b": 24}, [("town", ["a", "b"])])

    found = differences(Release(WARDS), Release(moved), threshold=5)

    assert not found.is_safe
    assert "the change in a" in found.found
    with pytest.raises(NotComputable, match="would tell too much"):
        found.refuse_if_unsafe()


def test_a_change_that_is_large_or_none_tells_of_nobody():
    moved = table_of_cells({"town": 60, "a": 43, "b": 17}, [("town", ["a", "b"])])

    assert differences(Release(WARDS), Release(moved), threshold=5).is_safe
    assert differences(Release(WARDS), Release(WARDS), threshold=5).is_safe
    assert differences(Release(WARDS), Release(moved), threshold=5).sentence == ""


def test_an_age_band_that_was_split_tells_of_the_part_that_is_small():
    old = table_of_cells({"16-24": 40, "25+": 90})
    new = table_of_cells({"16-19": 37, "25+": 90})

    found = differences(Release(old), Release(new), threshold=5, links=[("16-24", ["16-19", "20-24"])])

    assert found.found == ("20-24",)


def test_what_two_hidden_cells_keep_from_each_other_a_third_release_gives_away():
    first = Release(table_of_cells({"all": 30, "m": 27, "f": 3}, [("all", ["m", "f"])]), ["m", "f"])
    second = Release(table_of_cells({"m": 27}))

    found = differences([first], second, threshold=5)

    assert found.found == ("f",)
    assert found.known == ()


def test_what_was_known_before_is_not_called_new():
    leaky = Release(table_of_cells({"all": 30, "m": 27, "f": 3}, [("all", ["m", "f"])]), ["f"])

    found = differences([leaky], Release(table_of_cells({"all": 30})), threshold=5)

    assert (found.found, found.known) == ((), ("f",))


def test_no_sentence_holds_a_count_that_is_hidden():
    first = Release(table_of_cells({"all": 1030, "m": 1027, "f": 3}, [("all", ["m", "f"])]), ["m", "f"])

    sentence = differences([first], Release(table_of_cells({"m": 1027})), threshold=5).sentence

    assert "1027" not in sentence
    assert " 3" not in sentence
