"""Statistics that answer each row: which rows are ranked together, and which of them keep what."""

from itertools import groupby

import numpy as np
import pandas as pd
import pytest

import fairplace.equity as eq
from fairplace.equity import NotComputable, by_group
from tests.equity.vectors import needs_vectors, number, read

AREAS = {
    "region": ["north", "south", "north", "south", "north", "south"],
    "area": ["a", "b", "c", "d", "e", "f"],
    "score": [1.0, 10, 2, 20, 3, 30],
}


def test_quantiles_are_assigned_within_each_group():
    found = by_group("quantile", AREAS, by=["region"], parts=3)

    assert list(found["quantile"]) == [3, 3, 2, 2, 1, 1]


def test_rows_come_back_in_their_order_with_all_their_columns():
    found = by_group("quantile", AREAS, by=["region"], parts=3)

    assert {name: list(found[name]) for name in AREAS} == AREAS


def test_without_groups_all_rows_are_ranked_together():
    assert list(by_group("quantile", AREAS, parts=2)["quantile"]) == [2, 1, 2, 1, 2, 1]


def test_a_group_too_small_says_why_and_stops_no_other():
    table = {"region": ["big", "big", "small"], "score": [1, 2, 3]}

    found = by_group("quantile", table, by=["region"], parts=2)

    assert list(found["quantile"])[:2] == [2, 1]
    assert np.isnan(found["quantile"][2])
    assert list(found["note"]) == ["", "", "There are too few values to make 2 parts of: 1."]


def test_where_every_group_is_refused_the_table_is():
    uneven = {name: column[:-1] for name, column in AREAS.items()}

    with pytest.raises(NotComputable, match="region north: There are too few values to make 5 parts of: 3"):
        by_group("quantile", uneven, by=["region"], parts=5)
    with pytest.raises(NotComputable, match=r"^The number of parts"):
        by_group("quantile", AREAS, by=["region"], parts=0)


def test_a_missing_value_is_in_no_part_of_its_group():
    table = pd.DataFrame({"region": [1, 1, 1], "score": [5, None, 7]})
    before = table.copy()

    found = by_group("quantile", table, by=["region"], parts=2)

    assert found["quantile"].tolist() == [2, pytest.approx(np.nan, nan_ok=True), 1]
    assert table.equals(before)


def test_a_funnel_has_the_average_of_each_group():
    table = {"kind": ["x", "y", "x", "y"], "deaths": [10, 90, 30, 110], "pop": [100, 100, 100, 100]}

    found = by_group("place_in_funnel", table, by=["kind"])

    assert list(found["baseline"]) == [0.2, 1, 0.2, 1]


def test_a_group_in_which_nobody_can_be_counted_says_so():
    table = {"kind": ["x", "y"], "deaths": [0, 9], "pop": [0, 10]}

    found = by_group("place_in_funnel", table, by=["kind"])

    assert list(found["place"]) == ["", "within"]
    assert "above zero" in found["note"][0]


def test_a_column_that_is_called_like_the_answer_is_kept():
    table = {"place": ["Luton", "Bury"], "events": [1, 9], "population": [100, 100]}

    found = by_group("place_in_funnel", table)

    assert list(found["place_given"]) == ["Luton", "Bury"]
    assert set(found["place"]) <= {"below", "within", "above"}


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_rows_of_a_file_keep_their_order_too(tmp_path, suffix):
    frame, path = pd.DataFrame(AREAS), tmp_path / f"areas.{suffix}"
    frame.to_csv(path, index=False) if suffix == "csv" else frame.to_parquet(path)

    found = by_group("quantile", path, by=["region"], parts=3).to_pydict()

    assert found["area"] == AREAS["area"]
    assert found["quantile"] == [3, 3, 2, 2, 1, 1]


@needs_vectors
def test_quantiles_of_groups_equal_those_of_the_peer():
    expected = {(row["case_id"], row["area"]): row for row in read("quantile/expected.csv")}
    seen = set()
    for case, members in groupby(read("quantile/inputs.csv"), key=lambda row: row["case_id"]):
        rows = list(members)
        if len({row["group"] for row in rows}) < 2:
            continue
        seen.add(rows[0]["tag"])
        table = {
            "group": np.array([row["group"] for row in rows]),
            "value": np.array([number(row["value"]) for row in rows]),
        }
        asked = {"parts": int(rows[0]["nquantiles"]), "highest_first": rows[0]["invert"] == "TRUE"}
        found = by_group("quantile", table, by=["group"], **asked)
        wanted = [number(expected[case, row["area"]]["quantile"]) for row in rows]
        assert list(found["quantile"]) == pytest.approx(wanted, nan_ok=True), case
    assert seen == {"grouped", "grouped_one_group_too_small"}


def test_quantiles_of_a_table_are_those_of_arrays():
    scores = np.random.default_rng(3).normal(size=97)

    found = by_group("quantile", {"score": scores})

    assert list(found["quantile"]) == list(eq.quantiles(scores, 10))
