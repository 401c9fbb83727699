from dataclasses import replace
from datetime import date

import pytest

from fairplace.town.feeds.rules.difference import Held, Possible, compare, list_problems, list_warnings
from fairplace.town.feeds.rules.figure import Figure, digest_of


def figure(year=2020, value=50.0, place="E06000001", **more):
    given = {
        "lower": None if value is None else value - 1,
        "upper": None if value is None else value + 1,
        **more,
    }
    return Figure(place, str(year), date(year, 1, 1), date(year, 12, 31), value=value, **given)


def many(number=10, value=50.0, place="E06000001"):
    return [figure(2000 + n, value, place) for n in range(number)]


def held(figures, is_own=True):
    return [Held(one, is_own) for one in figures]


def test_new_revised_refined_and_withdrawn_are_told_apart():
    then = [figure(2018), figure(2019), figure(2020), figure(2021)]
    now = [
        figure(2019),
        figure(2020, 51.0),
        replace(figure(2021), surer_lower=40.0, surer_upper=60.0),
        figure(2022),
    ]

    found = compare(held(then), now)

    assert [one.period for one in found.new] == ["2022"]
    assert [(one.then.value, one.now.value) for one in found.revised] == [(50.0, 51.0)]
    assert [one.now.period for one in found.refined] == ["2021"]
    assert [one.period for one in found.withdrawn] == ["2018"]
    assert (found.same, found.stay, found.is_nothing) == (1, 0, False)


def test_numbers_of_another_edition_stay_where_the_new_ones_do_not_give_them():
    found = compare(held([figure(2010)], is_own=False), [figure(2020)])

    assert (found.withdrawn, found.stay, found.then.rows) == ((), 1, 0)


def test_rounding_far_behind_the_point_is_no_revision():
    assert (
        compare(
            held([figure(value=1 / 3)]), [figure(value=1 / 3 + 1e-13, lower=1 / 3 - 1, upper=1 / 3 + 1)]
        ).same
        == 1
    )


def test_the_same_numbers_in_another_order_have_the_same_digest():
    one, other = figure(2019), figure(2020)

    assert digest_of([one, other], [one]) == digest_of([other, one], [one])
    assert digest_of([one], []) != digest_of([], [one])


@pytest.mark.parametrize(
    ("coming", "said"),
    [
        ([figure(value=101.0)], "1 of the values cannot be true, such as E06000001, 2020: 101.0."),
        ([figure(value=-1.0)], "1 of the values cannot be true, such as E06000001, 2020: -1.0."),
        ([figure(value=float("nan"))], "1 of the values cannot be true, such as E06000001, 2020: nan."),
        (
            [figure(lower=60.0)],
            "In 1 of the rows the lower limit is above the upper one, such as E06000001, 2020.",
        ),
        (
            [replace(figure(), starts_on=date(2021, 1, 1))],
            "In 1 of the rows the period ends before it begins, such as E06000001, 2020.",
        ),
        (
            [replace(figure(), period="April 2020 to March 2021")],
            "In 1 of the rows the name of the period is missing or too long, such as E06000001, "
            "April 2020 to March 2021.",
        ),
    ],
)
def test_what_cannot_be_true_cannot_be_taken(coming, said):
    assert list_problems(coming, compare([], coming), Possible(0, 100)) == [said]


def test_far_fewer_rows_cannot_be_taken_and_somewhat_fewer_are_odd():
    far, fewer, nearly = many(4), many(9), many(19)

    assert "cut short" in list_problems(far, compare(held(many(10)), far), Possible())[0]
    assert list_problems(fewer, compare(held(many(10)), fewer), Possible()) == []
    assert "There are fewer rows than before: 9 where there were 10." in list_warnings(
        compare(held(many(10)), fewer)
    )
    assert not any("fewer rows" in one for one in list_warnings(compare(held(many(20)), nearly)))


@pytest.mark.parametrize(("times", "said"), [(10, "10"), (0.01, "0.01")])
def test_another_unit_cannot_be_taken(times, said):
    now = [figure(2000 + n, (5 + n) * times) for n in range(6)]
    then = [figure(2000 + n, 5.0 + n) for n in range(6)]

    problems = list_problems(now, compare(held(then), now), Possible())

    assert problems == [
        f"All the values changed by a factor of about {said}. The unit seems to have changed."
    ]


def test_a_few_values_that_changed_much_are_no_other_unit():
    now = [figure(2000, 500.0), *many(10)[1:]]

    assert list_problems(now, compare(held(many(10)), now), Possible()) == []


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ([figure(2000 + n, 51.0) for n in range(10)], "10 of the 10 numbers that we have changed."),
        ([figure(2000, 70.0), *many(10)[1:]], "1 number changed by more than a fifth."),
        (
            [replace(one, lower=None, upper=None) for one in many(10)],
            "10 numbers have no likely range any more.",
        ),
        ([figure(2000, None, flag="suppressed"), *many(10)[1:]], "1 value is not given any more."),
        (many(9), "The newest figure is older than the one that we have."),
        (many(9), "1 number was withdrawn."),
    ],
)
def test_what_is_odd_is_said(now, said):
    assert any(one.startswith(said) for one in list_warnings(compare(held(many(10)), now)))


def test_a_place_that_is_gone_is_odd():
    then = [*many(10), *many(10, place="E06000002")]

    warnings = list_warnings(compare(held(then), [*many(19)]))

    assert "1 of the places have no figures any more." in warnings


def test_the_same_again_is_neither_new_nor_odd():
    found = compare(held(many()), many())

    assert (found.is_nothing, list_warnings(found), list_problems(many(), found, Possible(0, 100))) == (
        True,
        [],
        [],
    )


def test_values_outside_their_own_range_are_odd():
    coming = [figure(), figure(2021, 50.0, lower=51.0, upper=52.0), figure(2022, None)]

    (said,) = list_warnings(compare([], coming))

    assert said == (
        "In 1 of the rows the value lies outside its likely range, such as E06000001, 2021. Were two columns "
        "exchanged?"
    )
