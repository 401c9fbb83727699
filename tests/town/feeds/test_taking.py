from datetime import date

import pytest

from fairplace.town.feeds.rules.figure import Figure
from fairplace.town.feeds.rules.taking import Taken, choose, find, guess

PLAIN = {
    "indicator": "1", "place": "E06000001", "dimension": "", "subgroup": "", "sex": "Persons", "age": "All ages",
    "period": "2020", "starts_on": date(2020, 1, 1), "ends_on": date(2020, 12, 31), "value": 5.0, "lower_95": 4.0,
    "upper_95": 6.0, "lower_998": None, "upper_998": None, "count": 50.0, "denominator": 1000.0, "flag": "",
    "note": "",
}  # fmt: skip
WHOLE = Taken("1", "Persons", "All ages")
PARTS = {"deprivation": {"most-deprived-fifth": "1", "1": "1"}}


def row(**given):
    return {**PLAIN, **given}


def test_a_row_of_everybody_becomes_a_figure_with_all_that_came_with_it():
    chosen = choose([row()], WHOLE, parts={})

    assert chosen.figures == (
        Figure(
            "E06000001", "2020", date(2020, 1, 1), date(2020, 12, 31),
            value=5.0, lower=4.0, upper=6.0, count=50.0, denominator=1000.0,
        ),
    )  # fmt: skip
    assert (chosen.left_out, chosen.problems) == ((), ())


def test_what_is_left_out_is_said_with_how_many_rows():
    rows = [
        row(),
        row(indicator="2"),
        row(age="65+"),
        row(age="75+"),
        row(sex="Male"),
        row(dimension="Ethnic groups", subgroup="Asian"),
        row(dimension="Deprivation", subgroup="Least deprived fifth"),
    ]

    chosen = choose(
        rows,
        Taken("1", "Persons", "All ages", dimensions={"Deprivation": "deprivation"}),
        parts=PARTS,
        elsewhere=(300, 150),
    )

    assert chosen.left_out == (
        "1 row is of another indicator.",
        "2 rows are of other ages.",
        "300 rows are of other places (150 of them), which this town is not compared with.",
        "1 row is of another sex.",
        "1 row is of a group that was not chosen.",
        "1 row is of a group that this town does not know: “Least deprived fifth”.",
    )


@pytest.mark.parametrize("name", ["Most deprived fifth", "most-deprived  fifth", "1"])
def test_groups_are_matched_by_their_plain_names(name):
    taken = Taken("1", "Persons", "All ages", dimensions={"Deprivation": "deprivation"})

    chosen = choose([row(dimension="Deprivation", subgroup=name)], taken, parts=PARTS)

    assert [(one.dimension, one.subgroup) for one in chosen.figures] == [("deprivation", "1")]


def test_what_is_suppressed_keeps_no_number_that_could_be_used():
    chosen = choose([row(flag="suppressed", note="Small number")], WHOLE, parts={})

    one = chosen.figures[0]
    assert (one.value, one.lower, one.upper, one.count, one.flag, one.note) == (
        None, None, None, None, "suppressed", "Small number",
    )  # fmt: skip


def test_two_numbers_for_one_thing_are_a_problem_and_the_same_number_twice_is_none():
    twice, different = [row(), row()], [row(), row(value=9.0)]

    assert choose(twice, WHOLE, parts={}).problems == ()
    assert "two different numbers for one thing" in choose(different, WHOLE, parts={}).problems[0]


def test_an_answer_without_rows_and_one_without_ours_are_problems_of_their_own():
    assert choose([], WHOLE, parts={}).problems == ("The answer holds no rows.",)
    none = choose([row(age="65+")], WHOLE, parts={})
    assert none.problems == ("None of the rows is ours. Look again at which rows were chosen.",)


@pytest.mark.parametrize(
    ("rows", "taken"),
    [
        ([row()], Taken("1", "Persons", "All ages")),
        ([row(), row(sex="Male"), row(sex="Female")], Taken("1", "Persons", "All ages", by_sex=True)),
        ([row(sex="Male"), row(sex="Female")], Taken("1", "", "All ages", by_sex=True)),
        ([row(sex="")], Taken("1", "", "All ages")),
        ([row(), row(age="65+")], None),
        ([row(), row(indicator="2")], None),
        ([row(sex="Group A"), row(sex="Group B")], None),
        ([], None),
    ],
)
def test_a_choice_suggests_itself_only_where_there_is_no_doubt(rows, taken):
    assert guess(find(rows)) == taken
