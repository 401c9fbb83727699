"""Rates, means and life expectancies from rows, equal in every engine to a slow, plain twin."""

import math
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

import fairplace.equity as eq
from fairplace.equity import NotComputable
from fairplace.equity import engines as en
from tests.equity.engines.tables import KINDS, as_dict, every_kind, people, plain_cells, population

BY = ["area", "sex", "year"]
PEOPLE, POPULATION = people(), population()
SAME = {"rel": 1e-12, "abs": 0, "nan_ok": True}


def both(kind):
    return KINDS[kind](PEOPLE), KINDS[kind](POPULATION)


def plain_events_and_people(starts):
    """Return groups in order, events by band, people by band."""
    events = plain_cells(PEOPLE, BY, starts, lambda row: row["events"])
    among = plain_cells(POPULATION, BY, starts, lambda row: row["population"])
    groups = sorted(among)
    nothing = [0.0] * len(starts)
    return groups, [events.get(group, nothing) for group in groups], [among[group] for group in groups]


@every_kind
def test_direct_rates_equal_a_plain_loop_in_every_engine(kind):
    found = en.direct_rates(*both(kind), by=BY, count="events")

    groups, events, among = plain_events_and_people(en.FIVE_YEARS)
    expected = eq.direct_rate(events, among)
    assert list(zip(*found.keys.values(), strict=True)) == groups
    assert found.estimate.count == pytest.approx(expected.count, **SAME)
    assert found.estimate.value == pytest.approx(expected.value, **SAME)
    assert found.estimate.lower == pytest.approx(expected.lower, **SAME)
    assert found.estimate.upper == pytest.approx(expected.upper, **SAME)


@every_kind
def test_indirect_ratios_equal_a_plain_loop_in_every_engine(kind):
    found = en.indirect_ratios(*both(kind), by=BY, count="events")

    _, events, among = plain_events_and_people(en.FIVE_YEARS)
    expected = [
        math.fsum(
            cell * sum(row[band] for row in events) / sum(row[band] for row in among)
            for band, cell in enumerate(group)
        )
        for group in among
    ]
    assert found.estimate.denominator == pytest.approx(expected, **SAME)
    observed = np.array([sum(row) for row in events])
    assert found.estimate.value == pytest.approx(observed / expected, **SAME)


@every_kind
def test_means_and_proportions_equal_a_plain_loop_in_every_engine(kind):
    table = KINDS[kind](PEOPLE)

    middle = en.means(table, by=["sex", "year"], of="score")
    share = en.proportions(table, by=["sex"], having="events", per=100)

    rows = PEOPLE.to_pylist()
    scores = [
        [row["score"] for row in rows if (row["sex"], row["year"]) == group]
        for group in zip(*middle.keys.values(), strict=True)
    ]
    assert middle.estimate.value == pytest.approx([math.fsum(one) / len(one) for one in scores], **SAME)
    assert middle.estimate.lower == pytest.approx([eq.mean(one).lower for one in scores], **SAME)
    had = [sum(row["events"] or 0 for row in rows if row["sex"] == sex) for sex in "FM"]
    among = [sum(row["sex"] == sex for row in rows) for sex in "FM"]
    assert share.estimate.value == pytest.approx(
        [100 * a / b for a, b in zip(had, among, strict=True)], **SAME
    )


@every_kind
def test_life_expectancies_equal_a_plain_loop_in_every_engine(kind):
    deaths = PEOPLE.filter(PEOPLE["events"].to_numpy(zero_copy_only=False) == 1)

    found = en.life_expectancies(KINDS[kind](deaths), KINDS[kind](POPULATION), by=["sex"], at=65)

    starts = en.OF_LIFE_TABLES
    cells = [
        plain_cells(table, ["sex"], starts, number)
        for table, number in ((deaths, lambda row: 1), (POPULATION, lambda row: row["population"]))
    ]
    expected = eq.life_expectancy(*([part["F",], part["M",]] for part in cells), at=65)
    assert 20 < expected.value[0] < 60
    assert found.estimate.value == pytest.approx(expected.value, rel=1e-12)
    assert found.estimate.upper == pytest.approx(expected.upper, rel=1e-12)


def test_crude_rates_count_rows_and_need_no_ages():
    events = {"area": ["a", "a", "b"]}
    among = {"area": ["b", "a", "c"], "population": [10, 20, 5]}

    found = en.crude_rates(*(KINDS["polars"](to_arrow(one)) for one in (events, among)), by=["area"], per=1)

    assert found.keys == {"area": ["a", "b", "c"]}
    assert list(found.estimate.value) == [0.1, 0.1, 0]


def test_one_table_may_hold_events_and_person_years():
    rows = to_arrow({"age": [3, 4, 50], "died": [1, 0, 1], "years": [0.5, 1.5, 2.0]})

    found = en.rectangle(rows, by=[], count="died", population="years", starts=(0, 40))

    assert found.events.tolist() == [[1, 1]]
    assert found.population.tolist() == [[2, 2]]


def test_the_answer_is_a_table_of_the_kind_that_was_asked():
    asked = ("pandas", "polars", "lazy polars", "duckdb")
    tables = {kind: en.direct_rates(*both(kind), by=["sex"], count="events").table() for kind in asked}

    kinds = {kind: type(table).__module__.split(".")[0] for kind, table in tables.items()}
    assert kinds == {"pandas": "pandas", "polars": "polars", "lazy polars": "pyarrow", "duckdb": "pyarrow"}
    columns = as_dict(tables["polars"])
    assert columns["sex"] == ["F", "M"]
    assert list(columns)[:6] == ["sex", "events", "population", "value", "lower", "upper"]


def test_what_is_left_out_or_not_known_is_said():
    said = en.direct_rates(*both("arrow"), by=["area"], count="events").said

    assert [sentence.split(" of ")[0] for sentence in said] == ["49", "41", "44"]
    assert "have no area, and are left out" in said[0]
    assert "have no age that a band covers, and are left out" in said[1]
    assert "have no events, and count as none" in said[2]


def test_a_mean_is_missing_where_a_value_is():
    rows = to_arrow({"area": ["a", "a", "b", "b"], "score": [1.0, None, 2.0, 4.0]})

    found = en.means(rows, by=["area"], of="score")

    assert found.estimate.value == pytest.approx([np.nan, 3], nan_ok=True)
    assert found.said == ("1 of 4 rows of the table have no score; their groups have no mean.",)


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({"score": pa.array([], pa.float64())}, "the table has no rows"),
        ({"score": ["1", "?"]}, "the table, row 2, column score: “?” is not a number"),
        ({"points": [1]}, "There is no column score in the table; it has points"),
    ],
)
def test_a_mean_that_cannot_be_had_is_said_in_a_sentence(columns, why):
    with pytest.raises(NotComputable) as refused:
        en.means(pa.table(columns), by=[], of="score")

    assert why in str(refused.value)


def test_the_reference_of_a_ratio_may_be_given():
    events, among = pa.table({"age": [1, 50]}), pa.table({"age": [1, 50], "population": [10, 20]})
    reference = {"reference_events": [1, 4], "reference_populations": [100, 100]}

    found = en.indirect_ratios(events, among, by=[], starts=(0, 40), **reference)

    assert found.estimate.value == pytest.approx([2 / 0.9], rel=1e-12)


def test_numbers_may_be_decimal():
    years = pa.array([Decimal("0.50"), Decimal("1.25")])

    found = en.rectangle(pa.table({"years": years}), by=[], population="years", age=None)

    assert found.population.tolist() == [1.75]


def test_progress_is_told_up_to_the_end():
    told = []

    en.direct_rates(*both("duckdb"), by=["sex"], count="events", progress=told.append)

    assert told == sorted(told)
    assert told[-1] == 1


def to_arrow(columns):
    return pa.table(columns)
