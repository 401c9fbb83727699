"""Figures leave as numbers with their unit, and a workbook says where they come from."""

import io

from python_calamine import CalamineWorkbook

from fairplace.town.ui.charts import Chart, Line, Point, gap_chart, trend_chart
from fairplace.town.ui.charts.exports import chart_csv, chart_xlsx
from fairplace.town.ui.example_charts import get_example_charts
from fairplace.town.ui.tables import Table


def read_csv(chart) -> list[str]:
    return chart_csv(chart).decode("utf-8-sig").splitlines()


def read_xlsx(chart, notes=()) -> dict[str, list]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(chart_xlsx(chart, notes)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def make_chart(*rows, columns=("Name", "Value")) -> Chart:
    return Chart("Title", "Finding", {}, {}, Table("Title", columns, rows), ("A note.",))


def test_numbers_leave_without_their_unit_which_is_in_the_heading():
    chart = gap_chart("Title", "", "£ a week", [("Poorest", -1400, -1500.5, 12)], decimals=1)

    assert read_csv(chart) == [
        "Part of the town,Value (£ a week),Likely at least (£ a week),Likely at most (£ a week)",
        "Poorest,-1400.0,-1500.5,12.0",
    ]


def test_trend_leaves_one_number_a_cell():
    points = (Point(2020, "2020", 5.25, 4.0, 6.5, flag="provisional"), Point(2021, "2021", None))

    assert read_csv(trend_chart("Title", "", "%", [Line("Here", points, "town")])) == [
        "Place,Period,Value,Likely at least,Likely at most,Unit,Remark",
        "Here,2020,5.25,4,6.5,%,provisional",
        "Here,2021,,,,%,",
    ]


def test_column_of_more_than_one_unit_keeps_each_as_written():
    assert read_csv(make_chart(("a", "5.0%"), ("b", "71.2 years"))) == [
        "Name,Value",
        "a,5.0%",
        "b,71.2 years",
    ]


def test_years_in_the_first_column_are_names():
    book = read_xlsx(make_chart(("2023", "5.0%"), ("2024", None), columns=("Year", "Share")))

    assert book["Figures"] == [["Year", "Share (%)"], ["2023", 5.0], ["2024", ""]]


def test_links_leave_as_their_words_and_what_looks_like_a_formula_as_text():
    chart = make_chart((("Area", "/area/"), "=1+1"), ("@x", {"verdict": "better"}))

    assert read_csv(chart) == ["Name,Value", "Area,'=1+1", "'@x,better"]
    assert read_xlsx(chart)["Figures"][1:] == [["Area", "=1+1"], ["@x", "better"]]


def test_workbook_tells_finding_notes_and_sources():
    told = read_xlsx(make_chart(("a", "5.0%")), ["Source: Example Office."])["About"]

    assert told == [["Title"], ["Finding"], ["A note."], ["Source: Example Office."]]


def test_every_kind_of_chart_leaves_in_both_forms_with_a_row_for_each_of_its_rows():
    for chart in get_example_charts():
        rows = (chart.figures or chart.table).rows
        assert len(read_csv(chart)) == 1 + len(rows), chart.title
        assert len(read_xlsx(chart)["Figures"]) == 1 + len(rows), chart.title
