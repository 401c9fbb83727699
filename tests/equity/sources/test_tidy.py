from datetime import date

import pyarrow as pa
import pytest

from fairplace.equity.sources.figures import FIGURES
from fairplace.equity.sources.tidy import make_figures, map_each, sex_of, tidy_text

from .rows import PLAIN, figures


def test_columns_are_arrays_or_one_value_for_all_and_what_is_left_out_is_empty():
    given = {name: value for name, value in PLAIN.items() if value not in (None, "")}

    table = make_figures(
        given | {"place": pa.chunked_array([["E1"], ["E2"]]), "value": pa.array([1, None])},
        rows=2,
        called="x",
    )

    assert table == figures({"place": "E1", "value": 1.0}, {"place": "E2"})
    assert table.schema == FIGURES


def test_a_row_that_comes_twice_is_kept_where_it_came_first():
    days = {"starts_on": date(2020, 1, 1), "ends_on": date(2020, 12, 31)}
    columns = {"place": pa.array(["E2", "E1", "E2"]), "place_name": pa.array(["B", "A", "C"]), "value": 1.0}

    assert make_figures(columns | days, rows=3, called="x")["place_name"].to_pylist() == ["B", "A"]


def test_texts_have_single_spaces():
    assert tidy_text(pa.chunked_array([["  a   b\n", None]])).to_pylist() == ["a b", ""]


def test_work_is_done_once_for_each_text_that_differs():
    done = []

    found = map_each(
        [pa.array(["a", "b", "a"]), pa.array(["x", None, "x"])], lambda *given: done.append(given), pa.null()
    )

    assert done == [("a", "x"), ("b", "")]
    assert len(found) == 3


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Total", "Persons"),
        ("All persons", "Persons"),
        ("Males", "Male"),
        ("female", "Female"),
        (" Not known ", "Not known"),
    ],
)
def test_sex_is_said_in_one_way(words, expected):
    assert sex_of(words) == expected
