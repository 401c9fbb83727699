"""Counts by group and age band, the same in every engine."""

from collections import Counter

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from fairplace.equity import NotComputable
from fairplace.equity import engines as en
from tests.equity.engines.tables import KINDS, as_dict, every_kind, people

PEOPLE = people(1_500)
LABELS = {None: None, 0: "0", 1: "1-4", 5: "5-64", 65: "65+"}
STARTS = (0, 1, 5, 65)


def band(age):
    return LABELS[None if age is None else max(start for start in STARTS if start <= age)]


@every_kind
def test_counts_equal_a_plain_loop_in_every_engine(kind):
    found = as_dict(
        en.count_by(KINDS[kind](PEOPLE), ["area", "sex"], age="age", starts=STARTS, adding=["events"])
    )

    rows, events, missing = Counter(), {}, Counter()
    for row in PEOPLE.to_pylist():
        key = (row["area"], row["sex"], band(row["age"]))
        rows[key] += 1
        known = events.get(key) if row["events"] is None else (events.get(key) or 0) + row["events"]
        events[key] = known
        missing[key] += row["events"] is None
    keys = list(zip(found["area"], found["sex"], found["age_band"], strict=True))
    assert dict(zip(keys, found["rows"], strict=True)) == rows
    assert dict(zip(keys, found["events"], strict=True)) == events
    assert dict(zip(keys, found["events_missing"], strict=True)) == missing


def test_counts_stand_in_order_and_missing_keys_last():
    rows = pa.table({"decile": ["10", None, "2", "9", "2"]})

    assert en.count_by(rows, ["decile"]).to_pydict() == {
        "decile": ["2", "9", "10", None],
        "rows": [2, 1, 1, 1],
    }


@every_kind
def test_without_keys_all_rows_are_counted(kind):
    assert as_dict(en.count_by(KINDS[kind](PEOPLE), [])) == {"rows": [1500]}


@pytest.mark.parametrize(
    ("ages", "labels"),
    [
        ([0.0, 0.99, 1.0, 64.9, 65.0], ["0", "0", "1-4", "5-64", "65+"]),
        (["0", "<1", " 1-4 ", "60-64", "85 and over"], ["0", "0", "1-4", "5-64", "65+"]),
        (["34", "NA", "", "99", "1"], ["5-64", None, None, "65+", "1-4"]),
        (pa.array([0, 1, None, 64, 65], pa.int8()), ["0", "1-4", None, "5-64", "65+"]),
        ([float("nan"), 1.0, 1.0, 1.0, 1.0], [None, "1-4", "1-4", "1-4", "1-4"]),
    ],
)
@pytest.mark.parametrize("kind", ["arrow", "polars", "duckdb", "ibis"])
def test_ages_may_be_years_exact_or_written_as_bands(kind, ages, labels):
    rows = pa.table({"age": ages, "at": range(5)})

    found = as_dict(en.count_by(KINDS[kind](rows), ["at"], age="age", starts=STARTS))

    assert found["age_band"] == labels


@pytest.mark.parametrize("ages", [[10, 40], ["10", "40"], ["0-15", "20-24"]])
def test_ages_below_the_first_band_have_none(ages):
    found = en.count_by(pa.table({"age": ages}), [], age="age", starts=(16, 65))

    assert found.to_pydict() == {"age_band": ["16-64", None], "rows": [1, 1]}


def test_flags_may_be_true_and_false():
    rows = pd.DataFrame({"had": [True, None, False, True]})

    assert en.count_by(rows, [], adding=["had"]).to_dict("list") == {
        "rows": [4],
        "had": [2],
        "had_missing": [1],
    }


def test_categories_are_keys_like_any_text():
    rows = pl.DataFrame({"sex": ["M", "F", "M"]}, schema={"sex": pl.Categorical})

    assert as_dict(en.count_by(rows, ["sex"])) == {"sex": ["F", "M"], "rows": [1, 2]}


@pytest.mark.parametrize(
    ("columns", "asked", "why"),
    [
        ({"a": [1]}, {"by": ["b"]}, "There is no column b in the table; it has a."),
        (
            {"a": [1, 2], "n": ["1", "x"]},
            {"adding": ["n"]},
            "the table, row 2, column n: “x” is not a number",
        ),
        ({"a": [1, 2], "n": [1, -3]}, {"adding": ["n"]}, "the table, row 2, column n: -3 is below 0"),
        ({"a": [[1], [2]]}, {"adding": ["a"]}, "The column a of the table holds neither numbers nor text"),
        ({"a": []}, {}, "the table has no rows"),
        (
            {"age": [3, 999]},
            {"age": "age"},
            "the table, row 2, column age: nobody is 999. Leave the age empty",
        ),
        ({"age": [3, -1]}, {"age": "age"}, "row 2, column age: nobody is -1"),
        ({"age": ["3", "999"]}, {"age": "age"}, "row 2, column age: nobody is 999"),
        ({"age": ["3", "old"]}, {"age": "age"}, "row 2, column age: The age band “old” cannot be read"),
        ({"age": ["0-9"]}, {"age": "age"}, "The ages “0-9” in the table reach from 0-4 into 5-9"),
        ({"age": ["85+"]}, {"age": "age"}, "The ages “85+” in the table reach from 85-89 into 90"),
        ({"age": [True]}, {"age": "age"}, "The column age of the table holds neither numbers nor text"),
        ({"age": [1]}, {"age": "age", "starts": (0, 0.5)}, "Age bands begin at whole years"),
        ({"age": [1]}, {"age": "age", "starts": (5, 5)}, "Age bands must go up"),
        ({"age": [1]}, {"age": "age", "starts": ()}, "Age bands begin at whole years"),
    ],
)
@pytest.mark.parametrize("kind", ["arrow", "polars"])
def test_what_cannot_be_counted_is_said_in_a_sentence(kind, columns, asked, why):
    rows = KINDS[kind](pa.table(columns))

    with pytest.raises(NotComputable) as refused:
        en.count_by(rows, **{"by": [], "starts": en.FIVE_YEARS, **asked})

    assert why in str(refused.value)


@pytest.mark.parametrize("kind", ["lazy polars", "duckdb", "ibis"])
def test_rows_without_an_order_are_refused_by_what_they_hold(kind):
    rows = KINDS[kind](pa.table({"n": ["1", "x"]}))

    with pytest.raises(NotComputable, match="the table, column n: “x” is not a number"):
        en.count_by(rows, [], adding=["n"])


def test_a_mixed_column_of_pandas_is_refused():
    with pytest.raises(NotComputable, match="mixes kinds"):
        en.count_by(pd.DataFrame({"a": [1, "x"]}), ["a"])


def test_the_callers_frame_is_not_changed():
    frame = PEOPLE.to_pandas()
    before = frame.copy(deep=True)

    en.count_by(frame, ["area"], age="age", starts=STARTS, adding=["events"])

    pd.testing.assert_frame_equal(frame, before)
