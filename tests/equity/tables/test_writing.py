import io

import openpyxl
import pyarrow as pa
import pyarrow.parquet
import pytest

from fairplace.equity import NotComputable
from fairplace.equity.tables.writing import write_table

TABLE = pa.table({"area": ["01", "=2"], "value": [0.5, None]})


def test_without_a_path_the_table_goes_to_the_screen_as_csv():
    screen = io.StringIO()

    write_table(TABLE, None, screen)

    assert screen.getvalue() == '"area","value"\n"01",0.5\n"=2",\n'


def test_every_format_holds_the_same(tmp_path):
    for ending in ("csv", "parquet", "xlsx"):
        write_table(TABLE, tmp_path / f"out.{ending}", io.StringIO())

    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["area", "value"],
        ["01", 0.5],
        ["=2", None],
    ]
    assert pyarrow.parquet.read_table(tmp_path / "out.parquet").equals(TABLE)
    assert (tmp_path / "out.csv").read_text() == '"area","value"\n"01",0.5\n"=2",\n'
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "out.parquet", "out.xlsx"]


def test_text_that_looks_like_a_formula_stays_text(tmp_path):
    write_table(TABLE, tmp_path / "out.xlsx", io.StringIO())

    assert openpyxl.load_workbook(tmp_path / "out.xlsx").active["A3"].data_type == "s"


def test_another_ending_or_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(NotComputable, match=r"must end in .csv, .parquet, .xlsx"):
        write_table(TABLE, tmp_path / "out.doc", io.StringIO())
    with pytest.raises(NotComputable, match="cannot be written"):
        write_table(TABLE, tmp_path / "nowhere" / "out.csv", io.StringIO())
