import gzip
import io
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.grids import as_number, as_text, decode, read_grid, unpack


def workbook(**sheets):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return file.getvalue()


def rows_of(body, **more):
    return list(read_grid(body, called="The file", **more).records())


@pytest.mark.parametrize(
    "body",
    [
        b"a,b\n1,x\n",
        b"\xef\xbb\xbfa,b\r\n1,x\r\n",
        b"a;b\n1;x\n",
        b"a\tb\n1\tx\n",
        b"a, b ,\n1,x,\n\n,,\n",
        "a,b\n1,x\n".encode("utf-16"),
        gzip.compress(b"a,b\n1,x\n"),
    ],
)
def test_a_table_is_read_however_it_was_saved(body):
    assert rows_of(body) == [(2, {"a": "1", "b": "x"})]


def test_a_workbook_is_read_from_the_first_sheet_with_rows_or_from_one_named():
    body = workbook(Notes=[], One=[["a"], [1]], Two=[["a"], [2]])

    assert rows_of(body) == [(2, {"a": 1.0})]
    assert rows_of(body, sheet="Two") == [(2, {"a": 2.0})]
    with pytest.raises(NotLoaded, match=r"The file has no sheet “Three”\. Its sheets are: Notes, One, Two\."):
        rows_of(body, sheet="Three")


def test_windows_text_keeps_its_pound_signs():
    assert rows_of("a\n£5\n".encode("cp1252")) == [(2, {"a": "£5"})]


def test_a_row_is_called_by_the_line_it_begins_on():
    assert [number for number, _row in rows_of(b'a,b\n"two\nlines",1\nx,2\n')] == [2, 4]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "The file is empty."),
        (b" \n", "The file is empty."),
        (b",,\n,\n", "The file is empty."),
        (b"a,b\n", "The file has headings and no rows under them."),
        (b"a,b\n1", "The file is cut short: row 2 has 1 of 2 columns."),
        (b'a,b\n1,"x', "The file cannot be read from row 2 on: a quotation mark is not closed"),
        (b"a,b\n1,2,3\n", "The file, row 2 has more cells than there are headings."),
        (b"a,a\n1,2\n", "The file, row 2: two columns are called “a”, and they differ."),
        (b"<!DOCTYPE html>\n<p>Moved</p>", "The file is a web page, not a file of figures."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "The file is not text."),
        (b"\x81\n\x8d\n", "The file is not text."),
        (b"PK\x03\x04 and then nothing", "The file cannot be read as a workbook; it may be cut short"),
        (gzip.compress(b"a,b\n1,2\n")[:-6], "The file is cut short: it cannot be unpacked to its end."),
    ],
)
def test_a_file_that_is_none_is_refused_in_a_sentence(body, said):
    with pytest.raises(NotLoaded) as refusal:
        read_grid(body, called="The file")

    assert str(refusal.value).startswith(said)
    assert str(refusal.value).endswith(".")


def test_a_last_row_without_an_end_is_cut_where_the_publisher_ends_rows():
    assert rows_of(b"a,b\n1,2") == [(2, {"a": "1", "b": "2"})]
    with pytest.raises(NotLoaded, match=r"The file is cut short: its last row has no end\."):
        rows_of(b"a,b\n1,2", is_ended=True)


def test_the_size_of_what_is_packed_has_an_end(monkeypatch):
    monkeypatch.setattr("fairplace.equity.sources.grids.BIGGEST", 10)

    assert unpack(gzip.compress(b"x" * 10), called="The file") == b"x" * 10
    with pytest.raises(NotLoaded, match=r"unpacks to more than"):
        unpack(gzip.compress(b"x" * 11), called="The file")


def test_a_column_is_asked_for_by_name():
    grid = read_grid(b"a,b\n1,2\n", called="The file")

    assert grid.column("b") == ["2"]
    with pytest.raises(NotLoaded, match=r"The file has no column “c”\. Its columns are: a, b\."):
        grid.find("a", "c")


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1", 1), ("-1.5", -1.5), ("\u22121.5", -1.5), (" 2 ", 2), ("1,296", 1296), ("1,234,567.5", 1234567.5),
        ("12,5", 12.5), ("1e3", 1000), ("", None), ("..", None), ("n/a", None), ("c", None), ("[x]", None),
        (None, None), (3, 3), (0.225, 0.225),
    ],
)  # fmt: skip
def test_a_cell_is_a_number_or_nothing(cell, number):
    assert as_number(cell) == number


@pytest.mark.parametrize(
    "cell", ["many", "1,2,3", "12,34.5", "1.000,5", "1_000", "inf", "nan5", "1 2", "<5", True, "0x1"]
)
def test_words_are_no_number(cell):
    with pytest.raises(ValueError, match=r"."):
        as_number(cell)


@pytest.mark.parametrize(
    ("cell", "text"),
    [(2023.0, "2023"), (2.5, "2.5"), (date(2023, 3, 31), "2023-03-31"), (datetime(2023, 3, 31, 12), "2023-03-31"),
     (None, ""), (" x ", "x")],
)  # fmt: skip
def test_a_cell_as_text_is_what_was_typed(cell, text):
    assert as_text(cell) == text


def test_what_is_marked_as_utf_16_is_read_so():
    assert decode("a£".encode("utf-16"), called="The file") == "a£"


def test_a_packed_file_that_is_no_workbook_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("letter.txt", "Dear all")

    with pytest.raises(NotLoaded, match=r"it is no \.xlsx\. Save the table as \.xlsx or as CSV UTF-8\."):
        read_grid(file.getvalue(), called="The file")


@pytest.mark.parametrize("tail", [b"x", b"\x00\xd8a\x00"])
def test_text_of_two_bytes_that_breaks_off_is_refused_in_words(tail):
    with pytest.raises(NotLoaded, match="not text"):
        decode("a,b\n1,x\n".encode("utf-16") + tail, called="The file")


def test_a_cell_far_from_the_table_is_refused_before_it_fills_the_memory():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["a"])
        sheet.write(1_048_575, 16_383, "far")

    with pytest.raises(NotLoaded, match=r"to row 1,048,576 and column XFD\. Delete"):
        read_grid(file.getvalue(), called="The file")


def _with_sheet(xml):
    """Return a workbook whose first sheet is this XML."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(One=[["a"], [1]]))) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            new.writestr(name, xml if name.endswith("sheet1.xml") else old.read(name))
    return packed.getvalue()


@pytest.mark.parametrize(
    "rows",
    [
        "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r = 'XFD1048576'><v>1</v></c></row>",
        "<row r='1'><c><v>1</v></c></row><row r='4000000000'><c><v>1</v></c></row>",
        "<row r='1'>" + "<c><v>1</v></c>" * 100 + "</row><row r='1048576'><c><v>1</v></c></row>",
    ],
)
def test_how_far_a_sheet_reaches_is_seen_however_it_is_written(rows):
    xml = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}'

    with pytest.raises(NotLoaded, match="Delete what stands beyond the table"):
        read_grid(_with_sheet(f"{xml}</sheetData></worksheet>"), called="The file")


def test_text_of_two_bytes_has_an_end_too():
    body = "a,b\n1,x\n".encode("utf-16")

    assert rows_of(body, is_ended=True) == [(2, {"a": "1", "b": "x"})]
    with pytest.raises(NotLoaded, match="cut short: its last row has no end"):
        rows_of(body[:-2], is_ended=True)
