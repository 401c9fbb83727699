import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fairplace.equity as eq

from .test_crosswalk import CHANGE, NEW, OLD, PEOPLE

WALK = eq.crosswalk(OLD, NEW, CHANGE, people=PEOPLE)
AREAS = WALK.sources
LIVING = [100, 100, 100, 100, 100, 100]


def test_parts_follow_most_people_and_say_how():
    # E and F merge in the same fifth; K takes 75 people of H (fifth 2) and 100 of I (fifth 3).
    found = eq.rebase_edition([1, 5, 4, 4, 2, 3], AREAS, WALK, LIVING, enough=0.8)

    assert found.codes == ("A", "C", "D", "G", "J", "K")
    assert found.parts.tolist() == [1, 5, 5, 4, 2, 3]
    assert found.how == ("measured", "best-fit", "best-fit", "best-fit", "best-fit", "best-fit")
    assert found.agreeing == pytest.approx(525 / 600)


def test_an_area_without_a_majority_has_no_part():
    walk = eq.crosswalk(["E", "F", "A"], ["G", "G", "A"])

    found = eq.rebase_edition([1, 2, 3], walk.sources, walk, [10, 10, 1000])

    assert np.isnan(found.parts).tolist() == [True, False]
    assert found.agreeing == pytest.approx(1000 / 1020)


def test_boundaries_that_differ_too_much_are_refused():
    with pytest.raises(
        eq.NotComputable, match=r"^Only 87\.5% of people lie in the part .* and 95% are needed"
    ):
        eq.rebase_edition([1, 5, 4, 4, 2, 3], AREAS, WALK, LIVING)


@settings(max_examples=50)
@given(st.lists(st.integers(1, 5), min_size=3, max_size=3))
def test_nothing_changes_where_boundaries_do_not(parts):
    walk = eq.crosswalk("abc", "abc")

    found = eq.rebase_edition(parts, "abc", walk, [1, 2, 3])

    assert (found.parts.tolist(), set(found.how), found.agreeing) == (parts, {"measured"}, 1)


@pytest.mark.parametrize(
    ("parts", "areas", "people", "said"),
    [
        ([1, None, 1, 1, 1, 1], AREAS, LIVING, "Every old area must have its part of the index"),
        (
            [1] * 6,
            AREAS,
            [1, 1, 1, 1, 1, -1],
            "Every old area must have its number of people, none below zero.",
        ),
        ([1] * 6, AREAS, [0] * 6, "Every old area must have its number of people"),
        (
            [1] * 5,
            AREAS[:5],
            LIVING[:5],
            "The areas and the lookup are not the same: I is in one of them only",
        ),
        (
            [1] * 7,
            (*AREAS, "Q"),
            [1] * 7,
            "The areas and the lookup are not the same: Q is in one of them only",
        ),
        ([1] * 5, AREAS, LIVING, "There must be one number for each area; there are 5 for 6."),
    ],
)
def test_what_cannot_be_rebased_is_refused(parts, areas, people, said):
    with pytest.raises(eq.NotComputable) as refusal:
        eq.rebase_edition(parts, areas, WALK, people)

    assert str(refusal.value).startswith(said)


def test_years_on_one_footing_may_share_a_line():
    eq.refuse_mixed_footing([2017, 2018], ["2019", "2019"], ["LSOA 2011", "LSOA 2011"])
    eq.refuse_mixed_footing([], [], [])


@pytest.mark.parametrize(
    ("editions", "boundaries", "said"),
    [
        (
            ["2015", "2019"],
            ["LSOA 2011"] * 2,
            "2018 stands on edition 2015 and 2019 on 2019. No line is drawn between them",
        ),
        (
            ["2019"] * 2,
            ["LSOA 2011", "LSOA 2021"],
            "2018 stands on boundary set LSOA 2011 and 2019 on LSOA 2021.",
        ),
        (["2019"], ["LSOA 2011"], "Give one edition and one boundary set for every year."),
    ],
)
def test_no_line_is_drawn_across_editions_or_boundaries(editions, boundaries, said):
    with pytest.raises(eq.NotComputable) as refusal:
        eq.refuse_mixed_footing([2018, 2019], editions, boundaries)

    assert str(refusal.value).startswith(said)
