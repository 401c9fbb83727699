import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fairplace.equity as eq

from .test_crosswalk import CHANGE, NEW, OLD, PEOPLE

WALK = eq.crosswalk(OLD, NEW, CHANGE, people=PEOPLE)
AREAS = ("A", "B", "E", "F", "H", "I")
few = settings(max_examples=50)


def test_divided_counts_are_shared_and_marked_and_whole_ones_are_measured():
    found = eq.apportion([10, 40, 5, 6, 8, 1], AREAS, WALK)

    assert found.codes == ("A", "C", "D", "G", "J", "K")
    assert found.values.tolist() == [10, 30, 10, 11, 2, 7]
    assert found.how == ("measured", "apportioned", "apportioned", "measured", "apportioned", "apportioned")


@few
@given(
    st.lists(st.floats(0, 1e6), min_size=6, max_size=6),
    st.tuples(*[st.floats(0.01, 1e4)] * 4),
)
def test_totals_stay_whatever_the_weights(counts, people):
    walk = eq.crosswalk(OLD, NEW, CHANGE, people=dict(zip(PEOPLE, people, strict=True)))

    found = eq.apportion(counts, AREAS, walk)

    assert found.values.sum() == pytest.approx(sum(counts))
    assert (found.values >= 0).all()


@few
@given(
    st.lists(st.integers(0, 10**6), min_size=5, max_size=5),
    st.lists(st.sampled_from("XYZ"), min_size=5, max_size=5),
)
def test_best_fit_keeps_totals_and_wholes(counts, wards):
    found = eq.best_fit(counts, "abcde", dict(zip("abcde", wards, strict=True)))

    assert found.values.sum() == sum(counts)
    by_hand = {
        ward: sum(n for n, one in zip(counts, wards, strict=True) if one == ward) for ward in set(wards)
    }
    assert dict(zip(found.codes, found.values.tolist(), strict=True)) == by_hand
    assert set(found.how) == {"best-fit"}


def test_an_area_that_stays_as_it_is_is_measured():
    assert eq.best_fit([1, 2, 3], "abc", {"a": "a", "b": "W", "c": "W"}).how == ("best-fit", "measured")


def test_many_rows_go_in_one_call():
    counts = np.arange(12.0).reshape(2, 6)

    found = eq.apportion(counts, AREAS, WALK)

    assert found.values.shape == (2, 6)
    for row in range(2):
        assert found.values[row].tolist() == eq.apportion(counts[row], AREAS, WALK).values.tolist()


def test_order_does_not_matter():
    back = eq.apportion([1, 8, 6, 5, 40, 10], AREAS[::-1], WALK)

    assert back.values.tolist() == eq.apportion([10, 40, 5, 6, 8, 1], AREAS, WALK).values.tolist()


def test_a_missing_part_makes_the_whole_missing():
    assert np.isnan(eq.apportion([1, None, 1, 1, 1, 1], AREAS, WALK).values).tolist() == [
        False,
        True,
        True,
        False,
        False,
        False,
    ]
    assert np.isnan(eq.best_fit([1, None, 3], "abc", {"a": "W", "b": "W", "c": "V"}).values).tolist() == [
        False,
        True,
    ]


def test_areas_asked_about_alone_come_alone():
    found = eq.apportion([40, 10], ["B", "A"], WALK)

    assert (found.codes, found.values.tolist()) == (("A", "C", "D"), [10, 30, 10])


@pytest.mark.parametrize("kind", ["rate", "proportion", "mean", "value"])
def test_a_rate_is_never_carried(kind):
    for carry in (
        lambda: eq.best_fit([1], ["a"], {"a": "W"}, kind=kind),
        lambda: eq.apportion([1], ["A"], WALK, kind=kind),
    ):
        with pytest.raises(
            eq.NotComputable, match=f"^A {kind} cannot be carried to other boundaries, for it cannot be added"
        ):
            carry()


def test_a_rate_follows_from_its_carried_count_and_denominator():
    counts, people = (
        eq.apportion([10, 40, 5, 6, 8, 1], AREAS, WALK),
        eq.apportion([100] * 6, AREAS, WALK, kind="denominator"),
    )

    assert eq.rate(counts.values[1], people.values[1]).value == pytest.approx(40_000)


@pytest.mark.parametrize(
    ("work", "said"),
    [
        (
            lambda: eq.best_fit([1, 2], "a", {"a": "W"}),
            "There must be one number for each area; there are 2 for 1.",
        ),
        (
            lambda: eq.best_fit(1, "a", {"a": "W"}),
            "There must be one number for each area; there are 1 for 1.",
        ),
        (lambda: eq.best_fit([1, 2], "aa", {"a": "W"}), "The area a stands there twice."),
        (
            lambda: eq.best_fit([1, 2], "ab", {"a": "W"}),
            "The lookup does not say where b belongs. It is the only one.",
        ),
        (
            lambda: eq.best_fit([1, 2], "bc", {"a": "W"}),
            "The lookup does not say where b belongs. 2 areas have no place in it.",
        ),
        (lambda: eq.apportion([1], ["Q"], WALK), "The lookup does not know Q. It is the only one."),
        (lambda: eq.apportion([1], ["E"], WALK), "G also holds part of F, for which there is no number."),
        (lambda: eq.best_fit(["x"], "a", {"a": "W"}), "Values must be numbers."),
    ],
)
def test_what_cannot_be_carried_is_refused(work, said):
    with pytest.raises(eq.NotComputable) as refusal:
        work()

    assert str(refusal.value) == said
