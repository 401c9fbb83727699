import pytest

from fairplace.equity.sources.csvs import find_column, need_columns, numbers, read_csv
from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.texts import read_json


def test_every_cell_is_text_and_an_empty_one_is_none():
    table = read_csv(b'\xef\xbb\xbf a ,b\r\n01,"x, ""y""\nz"\r\n,2\r\n', "Plain")

    assert table.to_pylist() == [{"a": "01", "b": 'x, "y"\nz'}, {"a": None, "b": "2"}]


def test_a_header_alone_has_no_rows():
    assert read_csv(b"a,b\n", "Plain").num_rows == 0


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b" \n", "Plain sent an empty answer"),
        (b"\n<html>", "Plain sent a web page instead of CSV"),
        (b'{"a": 1}\n', "Plain sent JSON instead of CSV"),
        (b"a,b\n1,2", "What Plain sent breaks off before its last line ends"),
        (b"a,b\n1,2\n3\n", "Row 3 has 1 cells instead of 2 in what Plain sent, as if it broke off"),
        (b"a,b\n1,2,3\n", "Row 2 has 3 cells instead of 2"),
        (b"a,a \n1,2\n", "Plain sent two columns called “a”"),
        (b"a,b\n1,\xff\n", "What Plain sent is not CSV in UTF-8"),
        (b"a\0b\n", "What Plain sent is not CSV in UTF-8"),
        (
            "a,b\n1,£\n".encode("cp1252"),
            "What Plain sent is not CSV in UTF-8. Look at its address in a browser; a file has to be brought as "
            "it was downloaded, not saved again in a spreadsheet.",
        ),
        (
            b"a;b;c\n1;2;3\n",
            "What Plain sent is divided by semicolons, not commas. Bring the file as it was downloaded, not",
        ),
        (b"a\tb\n1\t2\n", "What Plain sent is divided by tabs, not commas."),
    ],
)
def test_what_is_no_whole_csv_is_refused_in_a_sentence(body, said):
    with pytest.raises(NotLoaded) as refusal:
        read_csv(body, "Plain")

    assert str(refusal.value).startswith(said)
    assert str(refusal.value).endswith("What was loaded before is untouched.")


def test_a_quote_that_never_ends_is_refused():
    with pytest.raises(NotLoaded, match="breaks off"):
        read_csv(b'a,b\n1,"2\n3,4\n', "Plain")


def test_columns_are_found_whatever_their_capitals_and_spaces():
    table = read_csv(b"Area  Code,Value\nE1,2\n", "Plain")

    assert find_column(table, r"area code") == "Area  Code"
    assert find_column(table, r"area") is None
    assert need_columns(table, [("x", r"value")], "Plain") == {"x": "Value"}


def test_all_missing_columns_are_named():
    with pytest.raises(
        NotLoaded, match="Plain sent no column “Area”, “Count”: it may have changed its format"
    ):
        need_columns(read_csv(b"a\n1\n", "Plain"), [("Area", "area"), ("Count", "count")], "Plain")


def test_numbers_are_read_and_gaps_stay_gaps():
    table = read_csv(b"a,b\n1.5,x\n ,x\n-2,x\n", "Plain")

    assert numbers(table, "a", "Plain").to_pylist() == [1.5, None, -2]
    assert numbers(table, None, "Plain") is None


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "Plain sent an empty answer"),
        (b"<p>", "Plain sent a web page instead of JSON"),
        (b'{"a": [1', "What Plain sent is not whole JSON, as if it broke off"),
    ],
)
def test_what_is_no_whole_json_is_refused(body, said):
    with pytest.raises(NotLoaded, match=said):
        read_json(body, "Plain")
