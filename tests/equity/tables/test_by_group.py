"""One statistic, whichever kind of table it is asked of."""

import duckdb
import ibis
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import fairplace.equity as eq
from fairplace.equity import NotComputable
from fairplace.equity.tables import STATISTICS, by_group, find_statistic

ROWS = {"area": ["b", "a", "a"], "deaths": [1, 2, 3], "pop": [10, 20, 30]}
FRAMES = {
    "arrays": lambda: {name: np.array(values) for name, values in ROWS.items()},
    "pandas": lambda: pd.DataFrame(ROWS),
    "polars": lambda: pl.DataFrame(ROWS),
    "lazy polars": lambda: pl.LazyFrame(ROWS),
    "arrow": lambda: pa.table(ROWS),
    "duckdb": lambda: duckdb.from_arrow(pa.table(ROWS)),
    "ibis": lambda: ibis.memtable(pa.table(ROWS)),
}


def as_dict(table):
    if isinstance(table, dict):
        return {name: list(values) for name, values in table.items()}
    if isinstance(table, pd.DataFrame):
        return table.to_dict("list")
    return table.to_dict(as_series=False) if isinstance(table, pl.DataFrame) else table.to_pydict()


@pytest.mark.parametrize("kind", FRAMES)
def test_every_kind_of_table_gives_the_same_rates(kind):
    expected = eq.rate([5, 1], [50, 10])

    found = as_dict(by_group("rate", FRAMES[kind](), by=["area"]))

    assert found["area"] == ["a", "b"]
    assert found["events"] == [5, 1]
    assert found["value"] == pytest.approx(expected.value, rel=1e-12)
    assert found["lower"] == pytest.approx(expected.lower, rel=1e-12)
    assert found["upper"] == pytest.approx(expected.upper, rel=1e-12)


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("arrays", dict),
        ("pandas", pd.DataFrame),
        ("polars", pl.DataFrame),
        ("arrow", pa.Table),
        ("lazy polars", pa.Table),
        ("duckdb", pa.Table),
        ("ibis", pa.Table),
    ],
)
def test_the_answer_is_a_table_of_the_same_kind(kind, answer):
    assert isinstance(by_group("rate", FRAMES[kind](), by=["area"]), answer)


def test_the_callers_table_is_not_changed():
    """PHStatsMethods adds columns to the caller's frame."""
    given = pd.DataFrame(ROWS)

    by_group("rate", given, by=["area"])

    assert given.equals(pd.DataFrame(ROWS))


def test_one_group_is_added_up_like_any_other():
    """PHEindicatormethods does not add up a grouped table that has a single group."""
    one = {"area": ["a", "a"], "events": [2, 3], "population": [20, 30]}

    assert as_dict(by_group("rate", one, by=["area"]))["value"] == [10_000]


def test_without_groups_there_is_one_answer():
    assert as_dict(by_group("rate", ROWS, per=1))["value"] == [0.1]


def test_whole_numbers_stand_in_order_as_numbers():
    table = {"decile": ["10", "9", "2"], "events": [1, 2, 3], "population": [9, 9, 9]}

    assert as_dict(by_group("rate", table, by=["decile"]))["decile"] == ["2", "9", "10"]


def test_a_missing_count_makes_its_group_missing():
    table = {"area": ["a", "a", "b"], "events": [1, None, 3], "population": [9, 9, 10]}

    assert as_dict(by_group("rate", table, by=["area"], per=1))["value"] == [
        pytest.approx(np.nan, nan_ok=True),
        0.3,
    ]


def test_an_interval_is_as_sure_as_asked():
    assert as_dict(by_group("rate", ROWS, confidence=99.8))["confidence"] == [99.8]


def test_subgroups_written_as_text_stand_as_numbers():
    """Sorted as text, 10 stands after 1: the true index of -7 came out as -3.95 in PHEindicatormethods."""
    values = [100, 99, 98, 97, 96, 95, 94, 93, 92, 91]
    deciles = {"decile": [str(n) for n in range(1, 11)], "value": values, "population": [100] * 10}
    shuffled = {
        name: [column[at] for at in (9, 0, 5, 3, 1, 8, 2, 4, 7, 6)] for name, column in deciles.items()
    }

    found = as_dict(by_group("slope_index", shuffled))

    assert found["value"] == pytest.approx([-10])


def test_a_table_may_describe_its_own_dimensions():
    table = {
        "dimension": ["wealth"] * 3 + ["district"] * 3,
        "subgroup": ["rich", "poor", "middle", "x", "y", "z"],
        "subgroup_order": [3, 1, 2, 0, 0, 0],
        "ordered_dimension": [1, 1, 1, 0, 0, 0],
        "estimate": [30, 10, 20, 5, 6, 7],
        "population": [1, 1, 1, 1, 1, 1],
    }

    found = as_dict(by_group("slope_index", table))

    assert found["dimension"] == ["district", "wealth"]
    assert found["value"][1] == pytest.approx(30)
    assert "order" in found["note"][0]


@pytest.mark.parametrize(
    ("table", "asked", "why"),
    [
        (ROWS, {"name": "rat"}, "no statistic called rat. Is it rate"),
        (ROWS, {"name": "qqq"}, "fairplace stats list"),
        (ROWS, {"by": ["ward"]}, "no column ward to group by; the table has area, deaths, pop"),
        (ROWS, {"multiplier": 3}, "has no option multiplier; it has per"),
        (ROWS, {"confidence": 0.5}, "between 90% and 100%"),
        ({**ROWS, "deaths": [1, -2, 3]}, {}, "the table, row 2, column deaths: -2 is below 0"),
        (
            {**ROWS, "deaths": ["1", "2", "three"]},
            {},
            "the table, row 3, column deaths: “three” is not a number",
        ),
        ({**ROWS, "pop": [0, 20, 30]}, {}, "area b: A rate needs a denominator above zero"),
        ({**ROWS, "pop": [1, 2]}, {}, "different lengths: area 3, deaths 3, pop 2"),
        ({"area": [], "deaths": [], "pop": []}, {}, "no rows"),
        ([1, 2], {}, "A table is a path"),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_sentence(table, asked, why):
    with pytest.raises(NotComputable, match=why):
        by_group(**{"name": "rate", "table": table, "by": ["area"], **asked})


def test_a_weight_that_differs_within_a_group_is_refused():
    table = {"subgroup": ["a", "a", "b"], "value": [1, 2, 3], "population": [1, 1, 1]}

    with pytest.raises(NotComputable, match="column value differs between rows of one group"):
        by_group("difference", table)


def test_progress_is_told_up_to_the_end():
    told = []

    by_group("rate", ROWS, by=["area"], progress=told.append)

    assert told[-1] == 1


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("SII", "slope_index"),
        ("dsr", "direct_rate"),
        ("SMR", "indirect_ratio"),
        ("le", "life_expectancy"),
        ("IDISW", "weighted_index_of_disparity"),
    ],
)
def test_what_an_analyst_calls_it_is_understood(short, name):
    assert find_statistic(short).name == name


@pytest.mark.parametrize("statistic", STATISTICS.values(), ids=STATISTICS)
def test_every_statistic_says_how_it_is_read_and_where_it_comes_from(statistic):
    assert statistic.reading.endswith(".")
    assert statistic.source
    assert statistic.family
