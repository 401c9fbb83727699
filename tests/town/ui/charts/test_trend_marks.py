"""What must be known at one time of a trend is numbered in the drawing and said in notes and table."""

from fairplace.town.ui.charts import Line, Mark, Point, trend_chart

LINE = Line("Here", tuple(Point(year, str(year), 5.0 + year % 3) for year in (2020, 2021, 2022)), "town")
MARKS = [
    Mark("target", 2030, "Agreed by the board.", 4.0),
    Mark("notice", 2020.5, "Fewer people were asked."),
    Mark("proxy", 2022, "Claims stand in for the survey."),
]


def test_marks_are_numbered_in_time_and_told_in_the_notes():
    chart = trend_chart("Title", "Finding", "%", [LINE], marks=MARKS)

    assert chart.notes == (
        "1. 2020, notice: Fewer people were asked.",
        "2. 2022, stand-in figures: Claims stand in for the survey.",
        "3. 2030, target 4.0%: Agreed by the board.",
    )


def test_table_says_each_mark_at_its_period_and_a_target_in_a_row_of_its_own():
    chart = trend_chart("Title", "Finding", "%", [LINE], marks=MARKS)

    assert chart.table.columns == ("Period", "Here", "Remark")
    assert chart.table.rows == (
        ("2020", "6.0%", ""),
        ("2021", "7.0%", "1. 2020, notice: Fewer people were asked."),
        ("2022", "5.0%", "2. 2022, stand-in figures: Claims stand in for the survey."),
        ("2030", "", "3. 2030, target 4.0%: Agreed by the board."),
    )


def test_scale_reaches_the_target_in_time_and_height():
    axes = trend_chart("Title", "Finding", "%", [LINE], marks=MARKS).spec["layer"][0]["encoding"]

    assert axes["x"]["scale"]["domain"] == [2020, 2030]
    assert axes["y"]["scale"]["domain"][0] < 4.0


def test_trend_without_marks_has_no_layer_and_no_column_for_them():
    plain, marked = (trend_chart("Title", "Finding", "%", [LINE], marks=marks) for marks in ((), MARKS))

    assert len(marked.spec["layer"]) > len(plain.spec["layer"])
    assert plain.table.columns == ("Period", "Here")


def test_scale_of_ratios_is_used_where_all_is_above_zero():
    chart = trend_chart("Title", "Finding", "%", [LINE], is_log=True)

    assert chart.spec["layer"][0]["encoding"]["y"]["scale"]["type"] == "log"
    assert "equal shares" in chart.notes[-1]


def test_scale_of_ratios_is_refused_for_zero_and_says_so():
    nought = Line("Here", (Point(2020, "2020", 0.0), Point(2021, "2021", 2.0)), "town")

    chart = trend_chart("Title", "Finding", "%", [nought], is_log=True)

    assert "type" not in chart.spec["layer"][0]["encoding"]["y"]["scale"]
    assert chart.notes == ("A scale of ratios cannot show zero or less, so this is a plain scale.",)


def test_figures_for_files_have_each_limit_in_its_own_column():
    point = Point(2020, "2020", 5.0, 4.0, 6.0, flag="provisional")

    figures = trend_chart("Title", "", "%", [Line("Here", (point,), "town")], marks=MARKS[:1]).figures

    assert figures
    assert figures.rows == (
        ("Here", "2020", 5.0, 4.0, 6.0, "%", "provisional"),
        ("target", "2030", 4.0, "", "", "%", "Agreed by the board."),
    )
