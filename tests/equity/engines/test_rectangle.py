"""Events beside people by age band: what is absent is zero or refused, never guessed."""

import pandas as pd
import pyarrow as pa
import pytest

from fairplace.equity import NotComputable
from fairplace.equity import engines as en

AMONG = {
    "area": ["a", "a", "b", "b"],
    "age": ["0-39", "40+", "0-39", "40+"],
    "population": [10, 20, 30, 40],
}
EVENTS = {"area": ["b", "b"], "age": [50, 51]}
ASKED = {"by": ["area"], "starts": (0, 40)}


def test_absent_events_are_zero():
    found = en.rectangle(pa.table(EVENTS), pa.table(AMONG), **ASKED)

    assert found.keys == {"area": ["a", "b"]}
    assert found.events.tolist() == [[0, 0], [0, 2]]
    assert found.population.tolist() == [[10, 20], [30, 40]]
    assert found.said == ()


def test_a_key_may_be_a_number_in_one_table_and_text_in_the_other():
    events = pa.table({"year": ["2024"], "age": [1]})
    among = pd.DataFrame({"year": [2024, 2023], "age": [1, 1], "population": [5, 6]})

    found = en.rectangle(events, among, by=["year"], starts=(0,))

    assert found.keys == {"year": ["2023", "2024"]}
    assert found.events.tolist() == [[0], [1]]


def test_a_year_is_the_same_as_a_whole_and_a_floating_number():
    among = pd.DataFrame({"year": [2024.0, None], "age": [1, 1], "population": [5, 6]})

    found = en.rectangle(pa.table({"year": [2024], "age": [1]}), among, by=["year"], starts=(0,))

    assert found.keys == {"year": [2024]}
    assert found.said == ("1 of 2 rows of the table have no year, and are left out.",)


def test_keys_that_are_no_whole_numbers_are_compared_as_they_are():
    among = pa.table({"score": [1.5, 2.0], "population": [5, 6]})

    found = en.rectangle(pa.table({"score": [2]}), among, by=["score"], age=None)

    assert found.keys == {"score": [1.5, 2.0]}
    assert found.events.tolist() == [0, 1]


@pytest.mark.parametrize(
    ("events", "among", "why"),
    [
        (
            {"area": ["b", "c"], "age": [50, 51]},
            AMONG,
            "There is no population for area c at ages 40+, where there are 1 events.",
        ),
        (
            EVENTS,
            {name: values[:3] for name, values in AMONG.items()},
            "There is no population for area b at ages 40+, where there are 2 events.",
        ),
        (
            {"area": ["a"], "age": [3]},
            {name: values[:3] for name, values in AMONG.items()},
            "There is no population for area b at ages 40+.",
        ),
        (
            EVENTS,
            {**AMONG, "population": [10, None, 30, 40]},
            "1 of 4 rows of the table have no population.",
        ),
        (EVENTS, {**AMONG, "population": [10, -2, 30, 40]}, "row 2, column population: -2 is below 0."),
        (EVENTS, {**AMONG, "people": [1] * 4, "population": ["?"] * 4}, "row 1, column population: “?”"),
        ({"area": [None], "age": [3]}, AMONG, "Nothing of the table is left. 1 of 1 rows"),
    ],
)
def test_what_cannot_be_laid_out_is_said_in_a_sentence(events, among, why):
    with pytest.raises(NotComputable) as refused:
        en.rectangle(pa.table(events), pa.table(among), **ASKED)

    assert why in str(refused.value)


def test_without_groups_and_ages_the_sentence_is_shorter():
    with pytest.raises(NotComputable, match="There is no column population in the table"):
        en.crude_rates(pa.table(EVENTS), pa.table(EVENTS), by=[])
