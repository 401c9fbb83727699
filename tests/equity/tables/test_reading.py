"""Files: what they hold, and which row is at fault."""

import openpyxl
import pyarrow as pa
import pyarrow.parquet
import pytest

from fairplace.equity import NotComputable
from fairplace.equity.tables import by_group

HEAD = "area,deaths,pop\n"


@pytest.fixture
def table(tmp_path):
    def write(content, name="deaths.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def rates(path, **asked):
    return by_group("rate", path, by=["area"], per=1, **asked).to_pydict()


def test_codes_keep_their_zeros(table):
    assert rates(table(HEAD + "01,3,10\n02,4,20\n"))["area"] == ["01", "02"]


def test_what_stands_for_missing_is_missing(table):
    assert rates(table(HEAD + "01,NA,10\n02,,20\n03,*,20\n04,1,4\n"))["value"] == [None, None, None, 0.25]


def test_a_byte_order_mark_and_semicolons_from_a_spreadsheet_are_read(table):
    path = table("\ufeffarea;deaths;pop\n01;1;4\n")

    assert rates(path)["value"] == [0.25]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (HEAD + "01,3,10\n02,x,20\n", "deaths.csv, row 3, column deaths: “x” is not a number"),
        (HEAD + "01,3,10\n02,-4,20\n", "deaths.csv, row 3, column deaths: -4 is below 0"),
        (HEAD + "01,3,10\n02,4,0\n", "area 02: A rate needs a denominator above zero"),
        (HEAD, "no rows"),
        ("", "no column area to group by"),
        ("area,deaths,pop\nCafé,3,10\n".encode("latin-1"), "not UTF-8 text. Save it as “CSV UTF-8”"),
    ],
)
def test_what_is_wrong_in_a_file_is_named(table, content, why):
    with pytest.raises(NotComputable, match=why):
        rates(table(content))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(NotComputable, match=r"There is no file .*nowhere.csv"):
        rates(tmp_path / "nowhere.csv")


def test_parquet_and_a_folder_of_it_are_read(tmp_path):
    rows = pa.table({"area": ["01", "01"], "deaths": [1, 2], "pop": [10, 10]})
    folder = tmp_path / "parts"
    folder.mkdir()
    for name in ("a.parquet", "b.parquet"):
        pyarrow.parquet.write_table(rows, folder / name)

    assert rates(folder / "a.parquet")["events"] == [3]
    assert rates(folder)["events"] == [6]


def test_a_file_that_only_calls_itself_parquet_is_refused(table):
    with pytest.raises(NotComputable, match=r"x.parquet cannot be read"):
        rates(table("nothing", "x.parquet"))


@pytest.fixture
def workbook(tmp_path):
    def write(*rows, sheet="Deaths"):
        book = openpyxl.Workbook()
        book.active.title = "Cover"
        book.create_sheet(sheet)
        for row in rows:
            book[sheet].append(row)
        book.save(tmp_path / "deaths.xlsx")
        return tmp_path / "deaths.xlsx"

    return write


def test_a_sheet_of_a_workbook_is_read(workbook):
    path = workbook(("area", "deaths", "pop"), ("01", 1, 4), ("02", None, 8))

    assert rates(path, sheet="Deaths")["value"] == [0.25, None]


def test_the_row_at_fault_has_the_number_that_the_spreadsheet_shows(workbook):
    path = workbook(("area", "deaths", "pop"), ("01", 1, 4), ("02", "many", 8))

    with pytest.raises(NotComputable, match=r"deaths.xlsx, row 3, column deaths: “many” is not a number"):
        rates(path, sheet="Deaths")


def test_a_sheet_that_is_not_there_or_empty_is_refused(workbook):
    path = workbook()

    with pytest.raises(NotComputable, match="cannot be read as a workbook"):
        rates(path, sheet="Nowhere")
    with pytest.raises(NotComputable, match="no header"):
        rates(path)
