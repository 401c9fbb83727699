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
    assert band_starts(labels).tolist() == [0, 1, 5, 10]


def test_single_years_of_age_are_bands():
    assert band_starts(["0", "1", "2", "3+"]).tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize("size", USUAL)
def test_first_ages_alone_are_understood_of_a_usual_set(size):
    assert band_starts(USUAL[size]).tolist() == list(USUAL[size])
    assert band_starts([f"{start}.0" for start in USUAL[size]]).tolist() == list(USUAL[size])


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [
        (["0", "1-4", "all ages"], "The age band “all ages” cannot be read; write 0, 1-4, 5-9, up to 90+."),
        (["0-4", "9-May", "10+"], "The age band “9-May” cannot be read; write 0, 1-4, 5-9, up to 90+."),
        (["0-4", None, "10+"], "The age band “None” cannot be read; write 0, 1-4, 5-9, up to 90+."),
        (
            ["0-4", "5-9 10-14", "15+"],
            "The age band “5-9 10-14” cannot be read; write 0, 1-4, 5-9, up to 90+.",
        ),
        (["0-4", "10-14", "15+"], "An age band is missing between “0-4” and “10-14”."),
        (["0-4", "5-9", "8-12", "13+"], "The age bands “5-9” and “8-12” overlap."),
        (["0-4", "0-4", "5+"], "The age bands “0-4” and “0-4” overlap."),
        (["0-4", "5+", "90+"], "The age bands “5+” and “90+” overlap."),
        (["0-4", "9-5", "10+"], "The age band “9-5” ends before it begins."),
        (["0-4", "5-9"], "The oldest age band must be open, like 90+, and “5-9” is not."),
        ([], "There are no age bands."),
    ],
)
def test_bands_that_are_unreadable_missing_or_overlap_are_refused(labels, sentence):
    with pytest.raises(NotComputable) as refusal:
        band_starts(labels)

    assert str(refusal.value) == sentence


def test_first_ages_alone_may_not_hide_a_missing_band():
    with pytest.raises(NotComputable, match="write other bands with both ends"):
        band_starts([start for start in USUAL[20] if start != 45])


@pytest.mark.parametrize(
    ("starts", "size"),
    [(None, 18), ([0, 5], 3), ([1, 5, 10], 3), ([0, 10, 5], 3), ([0, 5, 5], 3), ([0, 5, None], 3)],
)
def test_starts_that_are_no_bands_are_refused(starts, size):
    with pytest.raises(NotComputable):
        life_expectancy([10] * size, [9000] * size, starts=starts)
