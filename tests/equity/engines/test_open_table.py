"""Files in DuckDB and Spark: what is read, within which memory, and what is said of faults."""

import sys

import duckdb
import narwhals as nw
import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest

from fairplace.equity import NotComputable
from fairplace.equity import engines as en
from fairplace.equity.engines.files import connect
from tests.equity.engines.tables import OF_SPARK, people

ENGINES = ["duckdb", pytest.param("spark", marks=OF_SPARK)]
in_every_engine = pytest.mark.parametrize("engine", ENGINES)
CSV = "area,age,deaths\n01,3,1\n01,40,2\n10,NA,4\n,50,8\n02,60,-\n"


def write(path, content):
    path.write_text(content, encoding="utf-8")
    return path


@in_every_engine
def test_codes_in_csv_stay_text_and_missing_is_missing(tmp_path, engine):
    table = en.open_table(write(tmp_path / "deaths.csv", CSV), engine=engine)

    found = en.count_by(table, ["area"], age="age", starts=(0, 40), adding=["deaths"]).to_pydict()

    assert found == {
        "area": ["01", "01", "02", "10", None],
        "age_band": ["0-39", "40+", "40+", None, "40+"],
        "rows": [1, 1, 1, 1, 1],
        "deaths": [1, 2, None, 4, 8],
        "deaths_missing": [0, 0, 1, 0, 0],
    }


@in_every_engine
def test_a_folder_of_parquet_is_one_table(tmp_path, engine):
    rows = people(300)
    for at in range(3):
        pyarrow.parquet.write_table(rows.slice(at * 100, 100), str(tmp_path / f"{at}.parquet"))

    found = en.count_by(en.open_table(tmp_path, engine=engine), ["area"], adding=["events"])

    assert found.to_pydict() == en.count_by(rows, ["area"], adding=["events"]).to_pydict()


def test_a_path_alone_is_read_by_duckdb(tmp_path):
    found = en.count_by(str(write(tmp_path / "deaths.csv", CSV)), ["area"])

    assert found["area"].to_pylist() == ["01", "02", "10", None]


@in_every_engine
@pytest.mark.parametrize(
    ("content", "asked", "why"),
    [
        ("a,n\n1,2\n1,x\n", {"adding": ["n"]}, "column n: “x” is not a number"),
        ("a,n\n1,2\n1,-2\n", {"adding": ["n"]}, "column n: -2 is below 0"),
        ("a,n\n1,2\n1,200\n", {"age": "n", "starts": (0,)}, "column n: nobody is 200"),
        ("a,n\n1,2\n1,old\n", {"age": "n", "starts": (0,)}, "column n: The age band “old” cannot be read"),
    ],
)
def test_what_is_wrong_in_a_file_is_named(tmp_path, engine, content, asked, why):
    table = en.open_table(write(tmp_path / "deaths.csv", content), engine=engine)

    with pytest.raises(NotComputable) as refused:
        en.count_by(table, ["a"], **asked)

    # Spark reads a file in parts, and does not number its rows.
    row = ", row 3" if engine == "duckdb" else ""
    assert f"deaths.csv{row}, {why}" in str(refused.value)


@pytest.mark.parametrize(
    ("given", "asked", "why"),
    [
        ("nowhere.csv", {}, "There is no file nowhere.csv"),
        (".", {"engine": "abacus"}, "There is no engine abacus; there are duckdb and spark"),
        (".", {"memory": "lots"}, "DuckDB cannot be given the memory “lots”: write it as 4GB"),
        ([1, 2], {}, "A table is a path, or a frame of pandas"),
    ],
)
def test_what_cannot_be_opened_is_said_in_a_sentence(given, asked, why):
    with pytest.raises(NotComputable) as refused:
        en.open_table(given, **asked)

    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("x.parquet", b"no parquet at all", "x.parquet cannot be read"),
        ("x.csv", "area,n\nKøge,1\n".encode("latin-1"), "x.csv is not UTF-8 text"),
    ],
)
def test_a_file_that_cannot_be_read_says_so(tmp_path, name, content, why):
    (tmp_path / name).write_bytes(content)

    with pytest.raises(NotComputable, match=why):
        en.count_by(tmp_path / name, ["area"])


@pytest.fixture
def wide(tmp_path):
    """Return a file of so many groups that they do not fit into 60 MB."""
    path = tmp_path / "wide.parquet"
    rows = duckdb.sql("SELECT 'person ' || hash(i) AS person, 1 AS n FROM range(1_500_000) t(i)")
    rows.write_parquet(str(path))
    return path


def test_what_does_not_fit_into_memory_is_spilled_into_the_folder_named(tmp_path, wide):
    spill = tmp_path / "made" / "spill"
    table = en.open_table(wide, memory="60MB", spill=spill)
    table.connection.execute("SET threads = 1")
    grouped = table.frame.group_by("person").agg(nw.col("n").sum())

    found = table.collect(grouped.select(nw.col("n").sum()))

    assert int(found["n"][0].as_py()) == 1_500_000
    # DuckDB makes its folder when it first spills, and takes it away when it ends.
    assert len(list(spill.iterdir())) == 1


def test_what_fits_is_not_spilled(tmp_path):
    table = en.open_table(write(tmp_path / "deaths.csv", CSV), spill=tmp_path / "spill")

    en.count_by(table, ["area"])

    assert list((tmp_path / "spill").iterdir()) == []


def test_no_room_to_spill_is_said_in_a_sentence(tmp_path, wide):
    table = en.open_table(wide, memory="30MB", spill=tmp_path / "spill")
    table.connection.execute("SET max_temp_directory_size = '1MB'")

    with pytest.raises(NotComputable, match=r"wide.parquet needs more memory than DuckDB may use here"):
        en.count_by(table, ["person"])


def test_without_spark_it_is_said_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)

    with pytest.raises(NotComputable, match=r"Spark is not installed here: pip install “fairplace\[spark\]”"):
        en.open_table(write(tmp_path / "deaths.csv", CSV), engine="spark")


def test_duckdb_fetches_no_extension():
    settings = "SELECT value FROM duckdb_settings() WHERE name LIKE 'auto%_known_extensions'"

    assert connect().execute(settings).fetchall() == [("false",), ("false",)]


@pytest.fixture
def long(tmp_path, monkeypatch):
    """Return a table that takes a while to add up, whose progress is asked for all the time."""
    monkeypatch.setattr("fairplace.equity.engines.table._SECONDS_BETWEEN", 0.001)
    random = np.random.default_rng(1)
    rows = pa.table({"key": random.integers(0, 200_000, 1_500_000), "n": np.ones(1_500_000)})
    pyarrow.parquet.write_table(rows, str(tmp_path / "long.parquet"), row_group_size=50_000)
    table = en.open_table(tmp_path / "long.parquet")
    table.connection.execute("SET threads = 1")
    return table


def test_long_work_tells_how_far_it_is(long):
    told = []

    found = en.count_by(long, ["key"], adding=["n"], progress=told.append)

    assert found.num_rows > 190_000
    assert len(told) > 3
    assert all(0 <= share <= 1 for share in told)
    assert max(told) > 0


def test_long_work_can_be_stopped(long):
    def stop(share):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        en.count_by(long, ["key"], progress=stop)

    assert en.count_by(long, [])["rows"].to_pylist() == [1_500_000]
