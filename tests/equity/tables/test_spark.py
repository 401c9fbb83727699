"""The same statistics from Apache Spark. Needs a Java, and what requirements-spark.txt names.

Where either is missing these are skipped; where FAIRPLACE_REQUIRE_SPARK is set they fail instead.
"""

import importlib.util
import os
import shutil

import numpy as np
import pytest

from fairplace.equity import NotComputable
from fairplace.equity.engines.session import start_spark
from fairplace.equity.tables import by_group

pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(
        not (
            os.environ.get("FAIRPLACE_REQUIRE_SPARK")
            or (importlib.util.find_spec("pyspark") and shutil.which("java"))
        ),
        reason="PySpark and Java are not both on this machine.",
    ),
    # PySpark warns of a pandas newer than the one it was tested with; no pandas is used here.
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
FIVES = [f"{age}-{age + 4}" for age in range(0, 90, 5)] + ["90+"]


@pytest.fixture(scope="module", autouse=True)
def spark():
    session = start_spark()
    yield session
    session.stop()


@pytest.fixture
def records(tmp_path):
    """Return a file of events by area, sex and age, several rows each, and an area that lacks a count."""
    random = np.random.default_rng(3)
    lines = ["area,sex,age_band,deaths,pop"]
    for area in ("01", "02", "03"):
        for sex in "FM":
            for age in FIVES:
                people = random.integers(90, 900, 3)
                lines += [f"{area},{sex},{age},{random.integers(0, 9)},{n}" for n in people]
    lines.append("03,F,90+,NA,100")
    path = tmp_path / "records.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.mark.parametrize("name", ["rate", "direct_rate"])
def test_spark_and_duckdb_answer_alike(records, name):
    here, there = (by_group(name, records, by=["area", "sex"], engine=one) for one in ("duckdb", "spark"))

    assert there.column_names == here.column_names
    assert there["area"].to_pylist() == here["area"].to_pylist()
    for column in ("value", "lower", "upper"):
        ours, theirs = (np.array(table[column].to_pylist(), dtype=float) for table in (here, there))
        assert theirs == pytest.approx(ours, rel=1e-12, nan_ok=True)


def test_a_frame_of_spark_is_taken_as_it_is(records, spark):
    frame = spark.read.csv(str(records), header=True, inferSchema=True, nullValue="NA")

    found = by_group("rate", frame, by=["sex"])

    expected = by_group("rate", records, by=["sex"])
    theirs, ours = (np.array(table["value"].to_pylist(), dtype=float) for table in (found, expected))
    assert theirs == pytest.approx(ours, rel=1e-12, nan_ok=True)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("area,deaths,pop\n01,3,10\n02,x,20\n", "row 3, column deaths: “x” is not a number"),
        ("area,deaths,pop\n01,3,10\n02,-4,20\n", "row 3, column deaths: -4 is below 0"),
        ("area,deaths,pop\n01,3,10\n02,4,0\n", "area 02: A rate needs a denominator above zero"),
    ],
)
def test_what_is_wrong_in_a_file_is_named(tmp_path, content, why):
    path = tmp_path / "deaths.csv"
    path.write_text(content)

    with pytest.raises(NotComputable, match=why):
        by_group("rate", path, by=["area"], engine="spark")
