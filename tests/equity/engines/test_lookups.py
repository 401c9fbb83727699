"""What a small table adds to a large one: no row more, none less, and the unmatched are told."""

import numpy as np
import pyarrow as pa
import pytest

from fairplace.equity import NotComputable
from fairplace.equity import engines as en
from tests.equity.engines.tables import KINDS, as_dict, every_kind, people, population

PEOPLE, POPULATION = people(800), population()
DECILES = pa.table({"area": ["01", "02", "77", None], "decile": [1, 10, 5, 3]})


@every_kind
def test_every_engine_adds_the_same_from_a_lookup_of_arrow(kind):
    rows = en.add_from_lookup(KINDS[kind](PEOPLE), DECILES, on="area", adding=["decile"])

    found = as_dict(en.count_by(rows, ["decile"]))

    areas = PEOPLE["area"].to_pylist()
    lost = len(areas) - areas.count("01") - areas.count("02")
    assert found == {"decile": [1, 10, None], "rows": [areas.count("01"), areas.count("02"), lost]}


@pytest.mark.parametrize("kind", ["pandas", "polars", "duckdb", "ibis"])
def test_a_lookup_may_be_of_another_kind_than_the_rows(kind):
    rows = en.add_from_lookup(KINDS["duckdb"](PEOPLE), KINDS[kind](DECILES), on="area", adding=["decile"])

    assert as_dict(en.count_by(rows, ["decile"]))["decile"] == [1, 10, None]


def test_the_key_may_be_called_otherwise_in_the_lookup():
    deciles = DECILES.rename_columns(["code", "decile"])

    rows = en.add_from_lookup(PEOPLE, deciles, on="area", lookup_on="code", adding=["decile"])

    assert as_dict(en.count_by(rows, ["decile"]))["decile"] == [1, 10, None]


@pytest.mark.parametrize("kind", ["arrow", "polars", "duckdb"])
def test_numbers_match_numbers_of_other_sizes_and_text(kind):
    rows = KINDS[kind](pa.table({"area": pa.array([7, 8], pa.int16())}))

    for keys in ([7], ["7"], pa.array([7], pa.int32())):
        added = en.add_from_lookup(
            rows, pa.table({"area": keys, "decile": [3]}), on="area", adding=["decile"]
        )
        assert as_dict(en.count_by(added, ["area", "decile"]))["decile"] == [3, None]


def test_a_rate_by_decile_says_who_has_none():
    rows = en.add_from_lookup(PEOPLE, DECILES, on="area", adding=["decile"])
    among = en.add_from_lookup(POPULATION, DECILES, on="area", adding=["decile"])

    found = en.direct_rates(rows, among, by=["decile"], count="events")

    assert found.keys == {"decile": [1, 10]}
    areas = PEOPLE["area"].to_pylist()
    lost = len(areas) - areas.count("01") - areas.count("02")
    assert f"{lost} of 800 rows of the table have no decile, and are left out." in found.said
    assert "400 of 1,200 rows of the table have no decile, and are left out." in found.said


def test_a_lookup_does_not_multiply_rows():
    """An area that stands twice in a lookup would count its people twice."""
    twice = pa.table({"area": ["01", "02", "01"], "decile": [1, 2, 3]})

    with pytest.raises(NotComputable, match="the area 01 stands 2 times in the lookup, and must stand once"):
        en.add_from_lookup(PEOPLE, twice, on="area", adding=["decile"])


@pytest.mark.parametrize(
    ("lookup", "asked", "why"),
    [
        ({"area": ["x"], "decile": [1]}, {"on": "ward"}, "There is no column ward in the table; it has area"),
        ({"area": ["x"], "decile": [1]}, {"adding": ["fifth"]}, "There is no column fifth in the table"),
        ({"area": ["x"], "sex": [1]}, {"adding": ["sex"]}, "the table has a column sex already"),
        (
            {"year": ["x"], "decile": [1]},
            {"on": "year"},
            "The column year is a number in the table, and not in",
        ),
    ],
)
def test_what_cannot_be_joined_is_said_in_a_sentence(lookup, asked, why):
    with pytest.raises(NotComputable) as refused:
        en.add_from_lookup(PEOPLE, pa.table(lookup), **{"on": "area", "adding": ["decile"], **asked})

    assert why in str(refused.value)


def test_a_lookup_that_fits_no_row_is_refused():
    strangers = pa.table({"area": ["x", "y"], "decile": [1, 2]})
    rows = en.add_from_lookup(PEOPLE, strangers, on="area", adding=["decile"])

    with pytest.raises(NotComputable, match=r"Nothing of the table is left. 800 of 800 rows .* no decile"):
        en.proportions(rows, by=["decile"], having="events")


def test_a_fault_in_a_joined_column_is_named_without_a_row():
    words = pa.table({"area": ["01", "02"], "weight": ["1", "heavy"]})
    rows = en.add_from_lookup(PEOPLE, words, on="area", adding=["weight"])

    with pytest.raises(NotComputable, match=r"the table, column weight: .* is not a number"):
        en.count_by(rows, [], adding=["weight"])


def test_many_areas_are_matched_one_by_one():
    random = np.random.default_rng(4)
    areas = [f"E{at:05d}" for at in range(5_000)]
    lookup = pa.table({"area": areas, "fifth": random.integers(1, 6, 5_000)})
    chosen = random.choice(areas, 20_000)
    rows = KINDS["duckdb"](pa.table({"area": chosen.tolist()}))

    found = en.count_by(en.add_from_lookup(rows, lookup, on="area", adding=["fifth"]), ["fifth"])

    fifths = dict(zip(areas, lookup["fifth"].to_pylist(), strict=True))
    expected = np.bincount([fifths[area] for area in chosen], minlength=6)[1:]
    assert found["rows"].to_pylist() == expected.tolist()
