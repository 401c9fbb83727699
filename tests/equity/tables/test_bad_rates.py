"""Tables of rates that make no sense: a sentence that names the fault, and the caller's table as it was."""

import numpy as np
import pandas as pd
import pytest

from fairplace.equity import NotComputable, by_group, direct_rate

AREAS = {"area": ["a", "a", "b"], "events": [5.0, 6, 12], "population": [100.0, 100, 200]}
AGES = {
    "area": ["a"] * 3 + ["b"] * 3,
    "age_band": ["0-4", "5-9", "10+"] * 2,
    "events": [10.0, 20, 30, 11, 21, 31],
    "population": [1000.0] * 6,
    "weight": [3.0, 2, 1] * 2,
}
REFERENCE = {**AGES, "reference_events": [50.0, 60, 70] * 2, "reference_population": [9000.0] * 6}
GOOD = {
    "rate": AREAS,
    "proportion": AREAS,
    "quantile": {"area": ["a", "a", "b", "b"], "value": [1.0, 2, 3, 4]},
    "place_in_funnel": AREAS,
    "mean": {"area": ["a", "a", "b"], "value": [1.0, 2, 3]},
    "direct_rate": AGES,
    "indirect_ratio": REFERENCE,
    "indirect_rate": REFERENCE,
}
OPTIONS = {"quantile": {"parts": 2}}
COUNTED = [
    (name, column)
    for name, table in GOOD.items()
    for column in ("events", "population", "reference_events", "reference_population")
    if column in table and (column != "reference_events" or "indirect" in name)
]


def spoiled(name, column, number):
    table = pd.DataFrame(GOOD[name])
    table[column] = table[column].astype(object)
    table.loc[1, column] = number
    return table


def ask(name, table):
    """Ask and check that the table is as it was, whether answered or refused."""
    before = table.copy(deep=True)
    try:
        return by_group(name, table, by=["area"], **OPTIONS.get(name, {}))
    finally:
        pd.testing.assert_frame_equal(table, before)


@pytest.mark.parametrize("name", GOOD)
def test_a_good_table_is_answered(name):
    found = ask(name, pd.DataFrame(GOOD[name]))

    assert set(found["area"]) == {"a", "b"}


@pytest.mark.parametrize(("name", "column"), COUNTED)
def test_a_number_below_zero_is_refused_with_its_row(name, column):
    with pytest.raises(NotComputable, match=f"row 2, column {column}: -4 is below 0"):
        ask(name, spoiled(name, column, -4))


@pytest.mark.parametrize(
    ("name", "column"), [*COUNTED, ("quantile", "value"), ("mean", "value"), ("direct_rate", "weight")]
)
def test_text_among_numbers_is_refused_with_its_row(name, column):
    with pytest.raises(NotComputable, match=f"row 2, column {column}: “five” is not a number"):
        ask(name, spoiled(name, column, "five"))


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("direct_rate", "area a: Every age band needs a population above zero"),
        ("indirect_ratio", "reference needs a population above zero"),
    ],
)
def test_an_age_band_of_nobody_is_refused_with_its_area(name, why):
    column = "population" if name == "direct_rate" else "reference_population"

    with pytest.raises(NotComputable, match=why):
        ask(name, spoiled(name, column, 0))


@pytest.mark.parametrize("name", ["rate", "proportion"])
def test_an_area_of_nobody_is_refused_by_its_name(name):
    with pytest.raises(NotComputable, match=r"area b: .* denominator above zero"):
        ask(name, pd.DataFrame({**AREAS, "population": [100.0, 100, 0]}))


def test_more_people_counted_than_there_are_is_refused_by_the_name_of_the_area():
    with pytest.raises(NotComputable, match="area b: A proportion cannot count more people than there are"):
        ask("proportion", pd.DataFrame({**AREAS, "events": [5.0, 6, 201]}))


@pytest.mark.parametrize("name", ["rate", "proportion"])
@pytest.mark.parametrize("column", ["events", "population"])
def test_a_missing_number_makes_its_area_missing_and_no_other(name, column):
    found = ask(name, spoiled(name, column, None))

    assert np.isnan(found["value"]).tolist() == [True, False]


@pytest.mark.parametrize("name", GOOD)
def test_a_table_without_rows_is_refused(name):
    with pytest.raises(NotComputable, match="The table has no rows"):
        ask(name, pd.DataFrame(GOOD[name]).iloc[:0])


@pytest.mark.parametrize("name", GOOD)
def test_columns_of_different_lengths_are_refused(name):
    column = next(one for one in GOOD[name] if one not in {"area", "age_band"})

    with pytest.raises(NotComputable, match="different lengths: area"):
        by_group(name, {**GOOD[name], column: GOOD[name][column][:-1]}, by=["area"])


def test_age_bands_written_as_text_stand_by_age():
    """Sorted as text, 10+ would stand before 5-9 and take its weight."""
    table = pd.DataFrame(AGES).sample(frac=1, random_state=4)

    found = ask("direct_rate", table)

    expected = direct_rate([[10, 20, 30], [11, 21, 31]], 1000 * np.ones((2, 3)), [3, 2, 1])
    assert list(found["value"]) == pytest.approx(list(expected.value))


def test_tenths_written_as_text_stand_as_numbers():
    tenths = {"decile": ["10", "2", "1"], "events": [1.0, 2, 3], "population": [9.0, 9, 9]}

    assert by_group("rate", tenths, by=["decile"])["decile"].tolist() == ["1", "2", "10"]


def test_an_area_without_one_of_the_age_bands_says_so():
    table = pd.DataFrame(AGES).iloc[:-1]

    found = ask("direct_rate", table)

    assert found["note"].tolist() == ["", "Some age bands are missing and fell out."]
    assert found["value"][1] == pytest.approx(direct_rate([11, 21], [1000, 1000], [3, 2]).value)


def test_numbers_and_text_in_one_column_of_keys_are_told_apart_as_text():
    table = pd.DataFrame({"area": [1, "E1", 1, np.nan], "events": [1, 2, 3, 4], "population": [10] * 4})

    found = by_group("rate", table.astype({"area": object}), by=["area"], per=1)

    assert found["area"].tolist()[:2] == ["1", "E1"]
    assert found["value"].tolist() == [0.2, 0.2, 0.4]
