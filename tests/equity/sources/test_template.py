import io
from datetime import date, datetime

import pytest
import xlsxwriter

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.figures import FIGURES
from fairplace.equity.sources.grids import read_sheets
from fairplace.equity.sources.template import LocalFigures, read_rows
from fairplace.equity.sources.template_columns import COLUMNS, KINDS, NAMES, meant
from fairplace.equity.sources.template_row import Fault
from fairplace.equity.sources.template_writing import write_csv_template, write_template
from fairplace.equity.sources.workbooks import percent_cells

from .replies import reply

HEAD = "place,period,value,lower_95,upper_95,count,denominator,dimension,subgroup,flag,note"
GOOD = "E06000032,2023/24,22.5,20.1,25.1,225,1000,,,,"


def csv_of(*rows, head=HEAD):
    return "\n".join([head, *rows, ""]).encode()


def workbook(rows, *, sheet="Anything", formats=None):
    """Return a workbook; `formats` gives the number format of a cell by row and column from 0."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        page = book.add_worksheet(sheet)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                said = (formats or {}).get((row, column))
                page.write(row, column, cell, *([book.add_format({"num_format": said})] if said else []))
    return file.getvalue()


def faults_of(body, kind="percent", **more):
    return [(fault.row, fault.column, fault.found) for fault in read_rows(body, kind, **more).faults]


def told(row, kind="percent", head=HEAD, **more):
    """Return the sentences of all faults in one row."""
    return [str(fault) for fault in read_rows(csv_of(row, head=head), kind, **more).faults]


def test_a_row_without_fault_is_a_figure():
    read = read_rows(csv_of(GOOD), "percent", places={"E06000032": "Luton"})

    assert read.faults == ()
    assert read.rows[0].number == 2
    assert read.figures == [{
        "place": "E06000032", "place_name": "Luton", "period": "2023/24", "starts_on": date(2023, 4, 1),
        "ends_on": date(2024, 3, 31), "value": 22.5, "lower_95": 20.1, "upper_95": 25.1, "count": 225.0,
        "denominator": 1000.0, "sex": "", "age": "", "dimension": "", "subgroup": "", "note": "", "flag": "",
    }]  # fmt: skip


def test_every_fault_of_every_row_is_told_at_once_and_nothing_is_lost():
    read = read_rows(
        csv_of("Luton,soon,many,,,,,,,,", GOOD, "E06000032,2023,101,9,8,5,4,Sex,,odd,"), "percent"
    )

    assert [(fault.row, fault.column, fault.found) for fault in read.faults] == [
        (2, "place", "Luton"), (2, "period", "soon"), (2, "value", "many"),
        (4, "flag", "odd"), (4, "value", "101"), (4, "lower_95", "9"), (4, "count", "5"), (4, "subgroup", ""),
    ]  # fmt: skip
    assert [row.figure is None for row in read.rows] == [True, False, True]
    assert read.rows[0].typed["value"] == "many"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",2023,1,,,,,,,,", "Row 2, place: it is empty. Give the code of the area, such as E06000032."),
        ("E06,2023,1,,,,,,,,", "Row 2, place: found “E06”. Give a code of one letter and eight digits"),
        ("E06000032,2016-17,1,,,,,,,,", "Row 2, period: found “2016-17”. Write 2016/17 or 2016 to 2017."),
        ("E06000032,,1,,,,,,,,", "Row 2, period: it is empty. Give a period, or both starts_on and ends_on."),
        (
            "E06000032,2023,lots,,,,,,,,",
            "Row 2, value: found “lots”. Write a number here, with digits alone.",
        ),
        (
            "E06000032,2023,<5,,,,,,,,",
            "Row 2, value: found “<5”. Leave it empty and flag the row as suppressed",
        ),
        ("E06000032,2023,,,,,,,,,", "Row 2, value: it is empty. Give the number, or say in flag or note why"),
        ("E06000032,2023,101,,,,,,,,", "Row 2, value: found “101”. It should be 0 to 100."),
        ("E06000032,2023,-1,,,,,,,,", "Row 2, value: found “-1”. It should be 0 to 100."),
        (
            "E06000032,2023,5,6,4,,,,,,",
            "Row 2, lower_95: found “6”. It lies above upper_95, 4. Swap the two.",
        ),
        ("E06000032,2023,5,6,7,,,,,,", "Row 2, value: found “5”. It lies outside its limits, 6 to 7."),
        ("E06000032,2023,5,4,,,,,,,", "Row 2, upper_95: it is empty. Give both limits, or neither."),
        ("E06000032,2023,5,,,7,6,,,,", "Row 2, count: found “7”. It is more than the denominator, 6."),
        ("E06000032,2023,5,,,-1,6,,,,", "Row 2, count: found “-1”. It should be 0 or more."),
        ("E06000032,2023,5,,,0,0,,,,", "Row 2, denominator: found “0”. Out of none there is no value."),
        (
            "E06000032,2023,5,,,50%,6,,,,",
            "Row 2, count: found “50%”. It has a percent sign. Write a plain number.",
        ),
        ("E06000032,2023,5,,,,,,Most,,", "Row 2, dimension: it is empty. Give both dimension and subgroup"),
        (
            "E06000032,2023,5,,,,,,,guess,",
            "Row 2, flag: found “guess”. Use one of: carried-forward, provisional",
        ),
    ],
)
def test_a_fault_says_where_what_was_found_and_what_to_do(row, said):
    (sentence,) = told(row)

    assert sentence.startswith(said)
    assert sentence.endswith(".")


def test_a_place_must_be_known_where_places_are_given():
    known = {"E06000032": "Luton"}

    assert told("luton,2023,5,,,,,,,,", places=known) == [
        "Row 2, place: found “luton”. Write its code, E06000032."
    ]
    assert told("E06000033,2023,5,,,,,,,,", places=known) == [
        "Row 2, place: found “E06000033”. This place is not known here. Check the code."
    ]


def test_a_second_row_about_the_same_is_named_with_the_first():
    read = read_rows(csv_of(GOOD, "E06000032,2022/23,5,,,,,,,,", GOOD), "percent")

    assert read.faults == (
        Fault(4, "place", "E06000032, 2023/24", "Row 2 is about the same. Keep one of them."),
    )
    assert [row.figure is None for row in read.rows] == [False, False, True]


@pytest.mark.parametrize(
    ("kind", "value", "is_fault"),
    [("percent", 100, False), ("rate", 5000, False), ("rate", -1, True), ("count", -1, True), ("years", 131, True), ("mean", -5, False)],
)  # fmt: skip
def test_each_kind_of_value_has_its_ends(kind, value, is_fault):
    assert bool(told(f"E06000032,2023,{value},,,,,,,,", kind)) == is_fault


def test_more_events_than_people_are_no_fault_of_a_rate():
    assert told("E06000032,2023,5,,,7,6,,,,", "rate") == []


def test_a_reason_stands_in_for_a_value():
    rows = [
        "E06000032,2021,,,,,,,,suppressed,",
        "E06000032,2022,,,,,,,,,Not counted",
        "E06000032,2023,c,,,,,,,,",
    ]

    figures = read_rows(csv_of(*rows), "percent").figures

    assert [(row["value"], row["flag"], row["note"]) for row in figures] == [
        (None, "suppressed", ""), (None, "", "Not counted"),
        (None, "suppressed", "Confidential: withheld by the publisher."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("days", "first", "said"),
    [
        (",2023-04-01,2024-03-31", "2023-04-01", []),
        ("Pilot,01/04/2023,31/03/2024", "2023-04-01", []),
        (",2023-04-01,", None, ["Row 2, ends_on: it is empty. Give a period, or both starts_on and ends_on."]),
        (",soon,2023-04-01", None, ["Row 2, starts_on: found “soon”. Write a day, such as 2023-03-31 or 31/03/2023."]),
        (",2024-04-01,2023-04-01", None, ["Row 2, ends_on: found “2023-04-01”. It lies before starts_on, 2024-04-01. Swap the two."]),
        (",2023,2024", None, ["Row 2, starts_on: found “2023”. Write a day, such as 2023-03-31 or 31/03/2023.",
                              "Row 2, ends_on: found “2024”. Write a day, such as 2023-03-31 or 31/03/2023."]),
    ],
)  # fmt: skip
def test_days_may_say_what_is_covered(days, first, said):
    read = read_rows(csv_of(f"E06000032,{days},5", head="place,period,starts_on,ends_on,value"), "percent")

    assert [str(fault) for fault in read.faults] == said
    assert [row["starts_on"].isoformat() for row in read.figures] == ([first] if first else [])


@pytest.mark.parametrize(
    "body",
    [
        "\ufeff".encode() + csv_of(GOOD),
        csv_of("E06000032;2023/24;22,5;20,1;25,1;225;1000;;;;", head=HEAD.replace(",", ";")),
        csv_of("Our title,,,", "", HEAD, GOOD, ",,,", head="Merged over all columns"),
        csv_of(GOOD, head="Area code,Time period,Percentage,Lower CI,Upper CI,Numerator,Population,Category type,Category,Status,Notes"),
        csv_of('E06000032,2023/24,22.5,20.1,25.1,225,"1,000",,,,'),
        csv_of("E06000032,2023/24,22.5%,20.1%,25.1 %,225,1000,,,,"),
        csv_of("EXAMPLE,2023/24,1,1,1,,,,,,", GOOD),
    ],
)  # fmt: skip
def test_traps_of_spreadsheets_are_stepped_over(body):
    read = read_rows(body, "percent")

    assert read.faults == ()
    assert [(row["value"], row["denominator"]) for row in read.figures] == [(22.5, 1000)]


def test_windows_text_keeps_its_letters():
    read = read_rows(csv_of(GOOD + "Café – “so”").decode().encode("cp1252"), "percent")

    assert read.figures[0]["note"] == "Café – “so”"


def test_a_workbook_gives_dates_numbers_and_percentages():
    head = ["place", "starts_on", "ends_on", "value", "lower_95", "upper_95", "count", "denominator"]
    rows = [
        ["E06000032", date(2023, 4, 1), date(2024, 3, 31), 0.225, 0.2, 0.25, 225, "1,000"],
        ["", "", "", ""],
    ]
    formats = {(1, 1): "dd/mm/yyyy", (1, 2): "dd/mm/yyyy", (1, 3): "0.0%", (1, 4): "0%", (1, 5): "0.00%"}

    read = read_rows(workbook([head, *rows], formats=formats), "percent")

    assert read.faults == ()
    (row,) = read.figures
    assert (row["starts_on"], row["ends_on"]) == (date(2023, 4, 1), date(2024, 3, 31))
    assert [row[name] for name in ("value", "lower_95", "upper_95", "count", "denominator")] == [
        22.5,
        20,
        25,
        225,
        1000,
    ]


def test_what_a_spreadsheet_has_made_of_a_cell_is_told():
    head = ["place", "period", "value", "count"]
    rows = [["E06000032", date(2023, 3, 1), 0.2, 5], ["E06000032", 2023, date(2023, 1, 2), 0.5]]
    formats = {(1, 1): "mmm-yy", (1, 2): "0%", (2, 2): "d/m", (2, 3): "0%"}

    faults = read_rows(workbook([head, *rows], formats=formats), "rate").faults

    assert [str(fault) for fault in faults] == [
        "Row 2, period: found “2023-03-01”. The spreadsheet made a date of this. Write it as text, such as Mar 2023.",
        "Row 2, value: found “0.2”. The cell is formatted as a percentage. Format it as a number.",
        "Row 3, value: found “2023-01-02”. The spreadsheet made a date of this. Format the cell as a number and type it again.",
        "Row 3, count: found “0.5”. The cell is formatted as a percentage. Format it as a number.",
    ]


def test_a_cell_under_no_heading_is_not_lost():
    assert faults_of(csv_of("E06000032,2023,5,left", head="place,period,value,")) == [(2, "column 4", "left")]
    assert faults_of(csv_of("E06000032,2023,5,left", head="place,period,value")) == [(2, "column 4", "left")]


def test_headings_that_are_none_of_ours_are_told_and_left_alone():
    read = read_rows(csv_of("E06000032,Luton,2023,5", head="place,place name,period,value"), "percent")

    assert (read.unknown, read.faults) == (("place name",), ())


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        (b"", "percent", "The file is empty."),
        (workbook([]), "percent", "The file is empty."),
        (b"a,b\n1,2\n", "percent", "The file has no column “place”. Its headings are: a, b."),
        (b"\n", "percent", "The file is empty."),
        (b"place,value\nE06000032,1\n", "percent", "The file has no column “period”."),
        (b"place,period,value,rate\nE06000032,2023,1,1\n", "percent", "The file has two columns for value: “value” and “rate”."),
        (csv_of(), "percent", "The file has headings and no rows under them."),
        (csv_of(GOOD), "guess", "There is no kind of value “guess”; there are percent, rate, count, years, mean."),
        (b"PK\x03\x04", "percent", "The file cannot be read as a workbook"),
        (workbook([["place"]])[:300], "percent", "The file cannot be read as a workbook"),
        (b'place,period,value\nE06000032,2023,"5\n', "percent", "The file cannot be read from row 2 on"),
        (b"<html><p>Sign in</p>", "percent", "The file is a web page"),
    ],
)  # fmt: skip
def test_a_file_without_rows_to_speak_of_is_refused(body, kind, said):
    with pytest.raises(NotLoaded) as refusal:
        read_rows(body, kind)

    assert str(refusal.value).startswith(said)


def test_a_workbook_that_swells_is_refused(monkeypatch):
    monkeypatch.setattr("fairplace.equity.sources.workbooks.BIGGEST", 100)

    with pytest.raises(NotLoaded, match="unpacks to more than"):
        read_rows(workbook([["place", "period", "value"], ["E06000032", 2023, 1]]), "percent")


@pytest.mark.parametrize("kind", KINDS)
def test_the_template_can_be_filled_in_and_says_how(kind):
    sheets = read_sheets(write_template(kind), called="The template")

    assert list(sheets) == ["Figures", "How to fill this in", "Example"]
    assert sheets["Figures"][0] == list(NAMES)
    assert [row[0] for row in sheets["How to fill this in"]][-len(NAMES) :] == list(NAMES)
    assert KINDS[kind].name in sheets["How to fill this in"][0]
    assert sheets["Example"][1][0] == "EXAMPLE"
    for empty in (write_template(kind), write_csv_template(kind)):
        with pytest.raises(NotLoaded, match="headings and no rows"):
            read_rows(empty, kind)


def test_the_example_would_be_read_without_a_fault():
    row = [str(column.example) for column in COLUMNS]
    body = csv_of(",".join(["E06000032", *row[1:]]), head=",".join(NAMES))

    assert read_rows(body, "percent").faults == ()


def test_no_name_means_two_columns():
    names = [name for column in COLUMNS for name in (column.name, *column.synonyms)]

    assert len(set(names)) == len(names)
    assert {column.name: meant(column.name.upper()) for column in COLUMNS} == {name: name for name in NAMES}


def test_figures_come_in_with_the_name_of_what_is_counted():
    table = LocalFigures().read([reply(csv_of(GOOD))], {"indicator": "Invented", "kind": "percent"})

    assert table.schema == FIGURES
    assert table["indicator"].to_pylist() == ["Invented"]


def test_a_file_with_faults_is_refused_with_all_of_them():
    with pytest.raises(NotLoaded) as refusal:
        LocalFigures().read(
            [reply(csv_of("X,2023,5,,,,,,,,", "E06000032,2023,?,,,,,,,,"))],
            {"indicator": "I", "kind": "rate"},
        )

    assert str(refusal.value).split("\n") == [
        "The file has 2 faults. What was loaded before is untouched.",
        "Row 2, place: found “X”. Give a code of one letter and eight digits, such as E06000032.",
        "Row 3, value: found “?”. Write a number here, with digits alone.",
    ]


def test_local_figures_have_no_address():
    with pytest.raises(NotLoaded, match="there is no address to ask"):
        list(LocalFigures().fetch({}, None))


def test_a_symbol_may_stand_in_the_flag():
    assert read_rows(csv_of("E06000032,2023,5,,,,,,,p,"), "percent").figures[0]["flag"] == "provisional"


def test_a_day_with_a_time_is_that_day():
    head = ["place", "starts_on", "ends_on", "value"]
    rows = [["E06000032", datetime(2023, 4, 1, 9, 30), datetime(2024, 3, 31, 17), 5]]
    formats = {(1, 1): "dd/mm/yyyy hh:mm", (1, 2): "dd/mm/yyyy hh:mm"}

    (row,) = read_rows(workbook([head, *rows], formats=formats), "percent").figures

    assert (row["starts_on"], row["ends_on"]) == (date(2023, 4, 1), date(2024, 3, 31))


def test_percentages_are_found_in_the_sheet_that_is_read():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        percent = book.add_format({"num_format": "0%"})
        for name in ("Other", "Figures"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["place", "period", "value"])
            sheet.write_row(1, 0, ["E06000032", "2023", 0.5], percent if name == "Figures" else None)

    assert read_rows(file.getvalue(), "percent").figures[0]["value"] == 50
    assert percent_cells(file.getvalue(), "Other", called="The file") == set()
    assert percent_cells(file.getvalue(), "Nothing", called="The file") == set()
    with pytest.raises(NotLoaded, match="cannot be read as a workbook"):
        percent_cells(b"PK", "Other", called="The file")


@pytest.mark.parametrize("mark", ["*", "**", ":", "s", "S", "[s]", "suppressed", "Suppressed", "supp."])
def test_a_mark_for_what_is_hidden_says_how_to_say_so(mark):
    (said,) = told(f"E06000032,2023,{mark},,,,1000,,,,")

    assert "Leave it empty" in said
    assert "suppressed" in said


def test_a_month_that_could_be_years_is_not_asked_about_backwards():
    (said,) = told("E06000032,2024-03,5,,,,,,,,")

    assert said.endswith("Write Mar 2024.")


def test_a_formula_without_result_or_in_error_is_not_taken_for_no_number():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["place", "period", "value", "note"])
        for row, (formula, result) in enumerate([("=1/0", "#DIV/0!"), ("=A9&A10", ""), ("=2*3", 6)], start=1):
            sheet.write_row(row, 0, ["E06000032", f"{2020 + row}", "", "Survey."])
            sheet.write_formula(row, 2, formula, None, result)

    read = read_rows(file.getvalue(), "percent")

    assert [(one.row, one.column, one.found) for one in read.faults] == [
        (2, "value", "#DIV/0!"), (3, "value", "=A9&A10"),
    ]  # fmt: skip
    assert read.figures[0]["value"] == 6


def _sheets(**sheets):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    return file.getvalue()


def test_the_sheet_with_our_headings_is_read_wherever_it_stands():
    body = _sheets(Cover=[["Contents"]], Data=[["place", "period", "value"], ["E06000032", "2023", 5]])

    assert read_rows(body, "percent").figures[0]["value"] == 5


def test_a_second_sheet_of_figures_is_not_left_out_unsaid():
    rows = [["place", "period", "value"], ["E06000032", "2023", 5]]

    with pytest.raises(NotLoaded, match=r"several sheets of figures: 2022, 2023\. Put all rows into one"):
        read_rows(_sheets(**{"2022": rows, "2023": rows}), "percent")


def test_a_file_of_too_many_rows_is_refused_before_they_are_read():
    with pytest.raises(NotLoaded, match="more than 3 rows"):
        read_rows(csv_of(*[GOOD] * 4), "percent", most=3)
    assert len(read_rows(csv_of(*[GOOD] * 3), "percent", most=3).rows) == 3
