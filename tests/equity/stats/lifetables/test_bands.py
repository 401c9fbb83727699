import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.lifetables import band_starts, life_expectancy
from fairplace.equity.stats.lifetables.bands import USUAL
from tests.equity.stats.lifetables.places import DEATHS, PEOPLE

WRITTEN = ["<1", "1-4", *(f"{start}-{start + 4}" for start in range(5, 90, 5)), "90+"]


def test_bands_begin_at_their_first_age():
    assert band_starts(WRITTEN).tolist() == list(USUAL[20])


@given(st.permutations(WRITTEN))
def test_bands_keep_the_order_they_are_given_in(labels):
    assert np.sort(band_starts(labels)).tolist() == list(USUAL[20])
    assert [WRITTEN.index(label) for label in labels] == np.argsort(np.argsort(band_starts(labels))).tolist()


def test_text_order_is_undone_by_sorting_by_start():
    labels = sorted(WRITTEN)
    order = np.argsort(band_starts(labels))
    shuffled = [WRITTEN.index(label) for label in labels]

    found = life_expectancy(DEATHS[shuffled][order], PEOPLE[shuffled][order])

    assert labels.index("10-14") < labels.index("5-9")
    np.testing.assert_array_equal(found.value, life_expectancy(DEATHS, PEOPLE).value)


@pytest.mark.parametrize(
    "labels",
    [
        ["0", "1-4", "5-9", "10+"],
        ["Under 1", "1 to 4", "5 to 9 years", "10 and over"],
        ["Under 1 year", "01-04", "05-09", "10 plus"],
        ["less than 1", "Aged 1 – 4", "Age 5–9", "aged 10 years and over"],
        ["0-0", "1_4", "5_9", "10_over"],
        ["<1 year", "1-4 years", " 5-9 ", "10 or older"],
    ],
)
def test_ways_of_writing_bands(labels):
    assert band_starts(labels, whole=True).tolist() == [0, 1, 5, 10]


def test_single_years_of_age_are_bands():
    assert band_starts(["0", "1", "2", "3+"], whole=True).tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize("size", USUAL)
def test_first_ages_alone_are_understood_of_a_usual_set(size):
    assert band_starts(USUAL[size], whole=True).tolist() == list(USUAL[size])
    assert band_starts([f"{start}.0" for start in USUAL[size]], whole=True).tolist() == list(USUAL[size])


UNREADABLE = "The age band “{}” cannot be read; write 0, 1-4, 5-9, up to 90+."


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [
        (["0", "1-4", "all ages"], UNREADABLE.format("all ages")),
        (["0-4", "9-May", "10+"], UNREADABLE.format("9-May")),
        (["0-4", None, "10+"], UNREADABLE.format("None")),
        (["0-4", "5-9 10-14", "15+"], UNREADABLE.format("5-9 10-14")),
        (["0-4", "5-9", "8-12", "13+"], "The age bands “5-9” and “8-12” overlap."),
        (["0-4", "0-4", "5+"], "The age bands “0-4” and “0-4” begin at the same age."),
        (["0", "5", "5"], "The age bands “5” and “5” begin at the same age."),
        (["0-4", "5+", "90+"], "The age bands “5+” and “90+” overlap."),
        (["0-4", "9-5", "10+"], "The age band “9-5” ends before it begins."),
    ],
)
@pytest.mark.parametrize("whole", [False, True])
def test_bands_that_are_unreadable_or_overlap_are_refused(labels, sentence, whole):
    with pytest.raises(NotComputable) as refusal:
        band_starts(labels, whole=whole)

    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [
        (["0-4", "10-14", "15+"], "An age band is missing between “0-4” and “10-14”."),
        (["5-9", "10+"], "The youngest age band must begin at 0, and “5-9” does not."),
        (["0-4", "5-9"], "The oldest age band must be open, like 90+, and “5-9” is not."),
    ],
)
def test_a_part_of_life_will_do_for_a_rate_but_not_for_a_life_table(labels, sentence):
    assert band_starts(labels).size == len(labels)
    with pytest.raises(NotComputable) as refusal:
        band_starts(labels, whole=True)

    assert str(refusal.value) == sentence


def test_one_label_has_its_start_and_none_has_none():
    assert band_starts(["70-74"]).tolist() == [70]
    assert band_starts([]).tolist() == []


def test_first_ages_alone_may_not_hide_a_missing_band():
    with pytest.raises(NotComputable, match="write other bands with both ends"):
        band_starts([start for start in USUAL[20] if start != 45], whole=True)


@pytest.mark.parametrize(
    ("starts", "size"),
    [(None, 18), ([0, 5], 3), ([1, 5, 10], 3), ([0, 10, 5], 3), ([0, 5, 5], 3), ([0, 5, None], 3)],
)
def test_starts_that_are_no_bands_are_refused(starts, size):
    with pytest.raises(NotComputable):
        life_expectancy([10] * size, [9000] * size, starts=starts)
