"""Each chart says the same in its drawing and in its table, and is the same every time."""

import json

from fairplace.town.ui.charts import Line, Point, comparison_chart, gap_chart, trend_chart
from fairplace.town.ui.charts.drawing import digest
from fairplace.town.ui.example_charts import get_example_charts
from fairplace.town.ui.tables import Table

TOWN = Line(
    "Here",
    (
        Point(2019, "2019", 5.0, 4.0, 6.0),
        Point(2020, "2020", None),
        Point(2021, "2021", 7.0, 6.0, 8.0, flag="carried-forward"),
        Point(2022, "2022", 9.0, 8.0, 10.0, flag="break"),
    ),
    "town",
)
COUNTRY = Line("England", (Point(2019, "2019", 6.1), Point(2022, "2022", 6.3)), "country")


def test_table_of_a_trend_has_every_number():
    chart = trend_chart("Title", "Finding", "%", [TOWN, COUNTRY])

    assert chart.table == Table(
        "Title",
        ("Period", "Here", "England"),
        (
            ("2019", "5.0% (likely between 4.0% and 6.0%)", "6.1%"),
            ("2020", None, None),
            ("2021", "7.0% (likely between 6.0% and 8.0%; carried forward from an earlier year)", None),
            (
                "2022",
                "9.0% (likely between 8.0% and 10.0%; first value after a change of definition)",
                "6.3%",
            ),
        ),
    )


def test_two_lines_of_one_name_keep_their_own_columns():
    chart = trend_chart("Title", "", "", [COUNTRY, COUNTRY], decimals=1)

    assert chart.table.rows == (("2019", "6.1", "6.1"), ("2022", "6.3", "6.3"))


def test_table_of_a_comparison_has_every_number():
    chart = comparison_chart(
        "Title",
        "Finding",
        "years",
        [("Here", 71.25, 70, 72.5, "town"), ("There", None, None, None, "similar")],
    )

    assert chart.table.rows == (
        ("Here", "71.2 years", "70.0 years", "72.5 years"),
        ("There", None, None, None),
    )


def test_table_of_a_gap_has_every_number():
    chart = gap_chart(
        "Title", "Finding", "£ a week", [("Poorest", 400, 380, 420), ("Richest", 610, 600, 620)], decimals=0
    )

    assert chart.table.rows == (
        ("Poorest", "£400 a week", "£380 a week", "£420 a week"),
        ("Richest", "£610 a week", "£600 a week", "£620 a week"),
    )


def test_notes_explain_every_mark_that_is_not_plain():
    chart = trend_chart("Title", "Finding", "%", [TOWN, COUNTRY])

    assert chart.notes == (
        "The shaded band shows where the true figure is likely to be.",
        "A hollow point is carried forward from an earlier year.",
        "The definition changed at the dashed line: do not compare the figures on its two sides.",
    )


def test_digest_is_the_same_for_equal_figures_and_another_for_others():
    one, same = (trend_chart("Title", "Finding", "%", [TOWN, COUNTRY]) for _ in range(2))
    other = trend_chart("Title", "Finding", "%", [TOWN])

    assert digest(one) == digest(same)
    assert digest(one) != digest(other)


def test_a_line_is_interrupted_by_a_missing_value_and_a_new_definition():
    chart = trend_chart("Title", "Finding", "%", [TOWN])

    strokes = chart.spec["layer"][3]["data"]["values"]

    assert len({row["segment"] for row in strokes}) == 3


def test_change_of_definition_is_marked_between_its_two_sides():
    chart = trend_chart("Title", "Finding", "%", [TOWN])

    assert chart.spec["layer"][2]["data"]["values"] == [{"x": 2021.5}]


def test_chart_of_no_published_value_can_still_be_made():
    empty = Line("Here", (Point(2020, "2020", None),), "town")

    chart = trend_chart("Title", "Finding", "%", [empty])

    assert chart.table.rows == (("2020", None),)


def test_specs_are_plain_json():
    for chart in get_example_charts():
        assert json.loads(json.dumps(chart.spec)) == chart.spec
        assert json.loads(json.dumps(chart.narrow_spec)) == chart.narrow_spec


def test_period_between_years_keeps_its_label():
    line = Line("Here", (Point(2017.4589041, "2016-18", 1.0), Point(2018.4589041, "'17-19", 2.0)), "town")

    chart = trend_chart("Title", "", "", [line])

    axis = chart.spec["layer"][0]["encoding"]["x"]["axis"]
    assert axis["values"] == [2017.459, 2018.459]
    assert axis["labelExpr"] == """({"2017.459": "2016-18", "2018.459": "'17-19"})[datum.value]"""


def test_second_line_of_one_role_is_told_apart_without_colour():
    other = Line("Here, men", TOWN.points, "town")

    strokes = trend_chart("Title", "", "%", [TOWN, other]).spec["layer"][3]["data"]["values"]

    assert {(row["name"], row["style"]) for row in strokes} == {("Here", "town"), ("Here, men", "town-again")}
