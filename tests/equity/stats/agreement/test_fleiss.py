import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity.stats.agreement import fleiss_kappa
from fairplace.equity.stats.errors import NotComputable
from tests.reference.agreement import (
    FIFTEEN_ERROR,
    FIFTEEN_KAPPA,
    FIFTEEN_LIMITS,
    OBSERVERS,
    OBSERVERS_ERROR,
    OBSERVERS_KAPPA,
    OBSERVERS_LIMITS,
    PSYCHIATRISTS,
    PSYCHIATRISTS_KAPPA,
)

units = st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=4, max_size=10)


def test_kappa_of_thirty_patients_in_fleiss():
    found = fleiss_kappa(PSYCHIATRISTS)

    assert found.value == pytest.approx(PSYCHIATRISTS_KAPPA, abs=5e-4)
    # As the reference page has it.
    assert (round(found.lower, 3), round(found.upper, 3)) == (0.319, 0.541)


def test_kappa_error_and_limits_of_the_first_fifteen_patients():
    found = fleiss_kappa(PSYCHIATRISTS[:15])

    assert found.value == pytest.approx(FIFTEEN_KAPPA, abs=5e-8)
    # Student's t with 14 degrees of freedom.
    assert (found.upper - found.value) / 2.1447866879 == pytest.approx(FIFTEEN_ERROR, abs=5e-9)
    assert (found.lower, found.upper) == pytest.approx(FIFTEEN_LIMITS, abs=5e-4)


def test_raters_may_change_in_number_from_unit_to_unit():
    counts = (np.array(OBSERVERS, dtype=float)[:, :, None] == np.arange(1, 6)).sum(axis=0)

    found = fleiss_kappa(counts)

    assert found.value == pytest.approx(OBSERVERS_KAPPA, abs=5e-6)
    assert (found.value - found.lower) / 2.20098516 == pytest.approx(OBSERVERS_ERROR, abs=5e-6)
    assert (found.lower, found.upper) == pytest.approx(OBSERVERS_LIMITS, abs=5e-4)


@given(units, st.permutations(range(3)), st.randoms(use_true_random=False))
def test_order_of_units_and_categories_does_not_matter(rows, order, random):
    try:
        found = fleiss_kappa(rows)
    except NotComputable:
        return
    shuffled = random.sample(rows, len(rows))

    again = fleiss_kappa(np.array(shuffled)[:, order])

    assert (again.value, again.lower) == pytest.approx((found.value, found.lower), nan_ok=True)


@given(units)
def test_units_nobody_rated_change_nothing(rows):
    try:
        found = fleiss_kappa(rows)
    except NotComputable:
        return

    again = fleiss_kappa([*rows, [0, 0, 0]])

    assert (again.value, again.lower, again.count) == pytest.approx(
        (found.value, found.lower, found.count), nan_ok=True
    )


def test_full_agreement_is_one_and_its_limits_are_not_told():
    found = fleiss_kappa([[3, 0], [0, 3], [3, 0]])

    assert found.value == 1
    assert not found.has_interval


def test_many_tables_are_one_call():
    good = [[2, 1], [0, 3], [3, 0]]

    found = fleiss_kappa([good, [[3, 0]] * 3, [[1, 0], [0, 1], [2, 0]]])

    assert found.value == pytest.approx([fleiss_kappa(good).value, np.nan, np.nan], nan_ok=True)
    assert found.note.tolist() == [
        "",
        "Everything was put in one category, so agreement beyond chance cannot be told.",
        "Two or more units with two ratings are needed.",
    ]


@pytest.mark.parametrize(
    "counts", [[[3, 0], [3, 0]], [[2, 1]], [[1, 0], [0, 1]], [[2, -1], [1, 1]], [[2, None], [1, 1]], [1, 2]]
)
def test_what_has_no_kappa_is_refused(counts):
    with pytest.raises(NotComputable):
        fleiss_kappa(counts)


def test_limits_hold_the_truth_as_often_as_they_say():
    random = np.random.default_rng(6)
    # Each unit has a chance of "yes" of 0.2 or 0.8: seen 0.68, by chance 0.5, kappa 0.36.
    chances = random.choice([0.2, 0.8], size=(3000, 60))
    yes = random.binomial(5, chances)

    found = fleiss_kappa(np.stack([yes, 5 - yes], axis=-1))

    assert 0.93 < ((found.lower <= 0.36) & (found.upper >= 0.36)).mean() < 0.97
