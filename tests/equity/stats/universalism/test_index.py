import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.persons import concentration_index
from fairplace.equity.stats.universalism import proportionate_universalism_index
from tests.reference.persons import INDIA_BIRTHS, INDIA_INDEX, INDIA_RATES

PEOPLE = (1000, 1200, 900, 1100, 800)
NEED = (0.40, 0.30, 0.22, 0.15, 0.10)
groups = st.lists(
    st.tuples(st.integers(0, 50), st.floats(0.01, 1), st.integers(50, 5000)), min_size=3, max_size=10
).filter(lambda rows: any(reach for reach, _, _ in rows))


def _numbers(estimate):
    return estimate.value, estimate.lower, estimate.upper


def test_deaths_of_children_in_india_beside_an_even_need_lean_as_the_world_bank_prints():
    deaths = np.multiply(INDIA_BIRTHS, INDIA_RATES) / 1000

    found = proportionate_universalism_index(deaths, [1] * 5, INDIA_BIRTHS)

    # The poorest stand first, so that a sign below zero means the same as in the book.
    assert found.value == pytest.approx(INDIA_INDEX, abs=5e-5)
    assert found.lower < found.value < found.upper < 0


def test_reach_in_proportion_to_need_is_zero():
    found = proportionate_universalism_index(np.multiply(NEED, PEOPLE) / 2, NEED, PEOPLE)

    assert found.value == pytest.approx(0)
    assert found.lower == pytest.approx(-found.upper, abs=0.002)
    assert (
        found.method
        == "concentration index of people reached less that of need, taken as exact; normal limits"
    )
    assert (found.count, found.denominator) == (601.5, 5000)


def test_the_most_and_the_least_deprived_alone_make_the_ends():
    one_each = ([1, 1, 1], (0, 0, 9), (0, 0, 1)), ([1, 1, 1], (9, 0, 0), (1, 0, 0))
    (people, rich, for_rich), (_, poor, for_poor) = one_each

    reached_rich = proportionate_universalism_index(rich, for_poor, people, reach_of="contacts")
    reached_poor = proportionate_universalism_index(poor, for_rich, people, reach_of="contacts")

    # With endless groups these would be 2 and -2.
    assert (reached_rich.value, reached_poor.value) == pytest.approx((4 / 3, -4 / 3))


@given(groups)
def test_it_is_the_difference_of_two_concentration_indices_of_persons(rows):
    reach, need, people = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    order = np.arange(len(rows))

    found = proportionate_universalism_index(reach, need, people, reach_of="contacts")

    of_reach = concentration_index(reach / people, order, weights=people)
    of_need = concentration_index(need, order, weights=people)
    assert found.value == pytest.approx(of_reach.value - of_need.value, abs=1e-9)


@given(groups, st.floats(0.1, 50))
def test_the_units_of_need_and_spend_do_not_matter(rows, factor):
    reach, need, people = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    errors = 0.1 * need
    for reach_of, unit in (("contacts", 1), ("spend", factor)):
        spread = None if reach_of == "contacts" else reach / 10
        plain = proportionate_universalism_index(
            reach, need, people, reach_of=reach_of, reach_errors=spread, need_errors=errors
        )
        scaled = proportionate_universalism_index(
            reach * unit,
            need * factor,
            people,
            reach_of=reach_of,
            reach_errors=None if spread is None else spread * unit,
            need_errors=errors * factor,
        )
        assert _numbers(scaled) == pytest.approx(_numbers(plain), abs=1e-9)


@given(groups)
def test_turned_round_the_sign_turns(rows):
    reach, need, people = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    value, lower, upper = _numbers(proportionate_universalism_index(reach, need, people, reach_of="contacts"))

    turned = proportionate_universalism_index(reach[::-1], need[::-1], people[::-1], reach_of="contacts")

    assert _numbers(turned) == pytest.approx((-value, -upper, -lower), abs=1e-9)


def test_splitting_a_group_in_two_halves_leaves_the_index():
    reach, need, people = [90, 60, 30], [0.3, 0.2, 0.1], [400, 500, 600]

    whole = proportionate_universalism_index(reach, need, people)
    split = proportionate_universalism_index([45, 45, 60, 30], [0.3, 0.3, 0.2, 0.1], [200, 200, 500, 600])

    # Not to the last digit: a group's middle stands for all of it, in both indices.
    assert split.value == pytest.approx(whole.value, abs=0.002)


def test_people_reached_once_err_less_than_contacts_and_an_unsure_need_more():
    reach = np.multiply(NEED, PEOPLE)
    people, contacts = (
        proportionate_universalism_index(reach, NEED, PEOPLE, reach_of=what)
        for what in ("people", "contacts")
    )
    unsure = proportionate_universalism_index(reach, NEED, PEOPLE, need_errors=[0.02] * 5)

    assert people.upper < contacts.upper
    assert people.upper < unsure.upper


def test_money_is_exact_unless_said_otherwise():
    spend = [5e4, 4e4, 3e4, 2e4, 1e4]

    exact = proportionate_universalism_index(spend, NEED, PEOPLE, reach_of="spend")
    of_need = proportionate_universalism_index(spend, NEED, PEOPLE, reach_of="spend", need_errors=[0.02] * 5)
    of_both = proportionate_universalism_index(
        spend, NEED, PEOPLE, reach_of="spend", reach_errors=[2e3] * 5, need_errors=[0.02] * 5
    )

    assert (exact.lower, exact.upper) == (None, None)
    assert of_both.lower < of_need.lower < exact.value < of_need.upper < of_both.upper


@pytest.mark.parametrize("reach_of", ["people", "contacts"])
def test_limits_hold_the_truth_as_often_as_they_say_though_few_were_reached(reach_of):
    random, chances = np.random.default_rng(8), np.array([0.08, 0.06, 0.05, 0.03, 0.02])
    people, need, error = np.array([150, 150, 150, 150, 150]), np.array([0.5, 0.4, 0.3, 0.2, 0.1]), 0.03
    truth = proportionate_universalism_index(chances * people, need, people, reach_of="spend").value
    draw = random.binomial if reach_of == "people" else lambda n, p, size: random.poisson(n * p, size)
    reach = draw(people, chances, size=(4000, 5))

    found = proportionate_universalism_index(
        reach,
        np.abs(random.normal(need, error, (4000, 5))),
        people,
        reach_of=reach_of,
        need_errors=[error] * 5,
    )

    assert 0.935 < ((found.lower <= truth) & (found.upper >= truth)).mean() < 0.975


def test_one_person_reached_proves_nothing():
    found = proportionate_universalism_index([1, 0, 0, 0, 0], NEED, PEOPLE)

    assert found.lower < 0 < found.upper


def test_many_services_are_one_call_and_a_bad_one_stops_none():
    reach = [[5, 4, 3], [0, 0, 0], [1, None, 2]]

    found = proportionate_universalism_index(reach, [0.3, 0.2, 0.1], [100, 100, 100])

    assert np.isnan(_numbers(found)).tolist() == [[False, True, True]] * 3
    assert found.note.tolist() == ["", "Nobody was reached, or nobody is in need.", "A group is missing."]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reach": [1, 2, None]}, "A group is missing."),
        ({"need_errors": [0.1, None, 0.1]}, "A group is missing."),
        ({"reach": [0, 0, 0]}, "Nobody was reached, or nobody is in need."),
        ({"need": [0, 0, 0]}, "Nobody was reached, or nobody is in need."),
        ({"reach": [1, 2, -3]}, "Reach cannot be below zero."),
        ({"need_errors": [1, -2, 3]}, "Errors of need cannot be below zero."),
        ({"populations": [9, 0, 9]}, "Every group needs a population above zero."),
        ({"reach": [1, 2, 30]}, "More people were reached than there are; perhaps these are contacts."),
        ({"reach_of": "money"}, "Reach is counted in one of people, contacts, spend."),
        ({"reach_errors": [1, 1, 1]}, "Errors of reach belong to spend; people and contacts are counts."),
        (
            {"reach": [1, 2]},
            "Reach, need and populations are needed for the same three or more groups.",
        ),
        (
            {"reach": [1, 2], "need": [1, 2], "populations": [9, 9]},
            "Reach, need and populations are needed for the same three or more groups.",
        ),
        ({"need": 3}, "Reach, need and populations are needed for the same three or more groups."),
        ({"need": "much"}, "Need must be numbers."),
        ({"confidence": 2}, "The confidence must lie between 90% and 100%."),
    ],
)
def test_what_has_no_index_is_refused_in_a_sentence(changes, sentence):
    given_groups = {"reach": [3, 2, 1], "need": [0.3, 0.2, 0.1], "populations": [9, 9, 9]} | changes

    with pytest.raises(NotComputable, match=f"^{sentence}$"):
        proportionate_universalism_index(**given_groups)


def test_the_callers_arrays_stay_as_they_were():
    reach, people = np.array([[3.0, 2, 1], [np.nan, 2, 1]]), np.array([9.0, 9, 9])

    proportionate_universalism_index(reach, people / 100, people)

    np.testing.assert_array_equal(reach, [[3, 2, 1], [np.nan, 2, 1]])
    np.testing.assert_array_equal(people, [9, 9, 9])
