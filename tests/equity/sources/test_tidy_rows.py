from datetime import date

import pytest

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.figures import FIGURES
from fairplace.equity.sources.symbols import SYMBOLS, join_notes, read_symbol
from fairplace.equity.sources.tidy_rows import make_rows

ROW = {
    "indicator": "A", "place": "E1", "period": "2023",
    "starts_on": date(2023, 1, 1), "ends_on": date(2023, 12, 31), "value": 1.0,
}  # fmt: skip


def test_what_is_not_given_is_empty_or_unknown():
    table = make_rows([ROW], called="The file")

    assert table.schema == FIGURES
    assert table.to_pylist()[0] == dict.fromkeys(FIGURES.names) | dict.fromkeys(("place_name", "place_kind", "dimension", "subgroup", "sex", "age", "flag", "note"), "") | ROW  # fmt: skip


def test_a_number_that_is_none_is_unknown():
    assert make_rows([ROW | {"value": float("nan")}], called="The file")["value"].to_pylist() == [None]


def test_the_same_twice_is_kept_once_and_two_answers_are_refused():
    assert make_rows([ROW, dict(ROW)], called="The file").num_rows == 1
    with pytest.raises(
        NotLoaded, match=r"^The file gives two numbers for A, E1, 2023: value is 1 and unknown\."
    ):
        make_rows([ROW, ROW | {"value": None}], called="The file")


def test_no_rows_are_refused():
    with pytest.raises(NotLoaded, match=r"The file has headings and no figures\."):
        make_rows([], called="The file")


def test_symbols_are_read_with_and_without_brackets():
    assert read_symbol("[c]") is SYMBOLS["c"]
    assert read_symbol(" LOW ") == SYMBOLS["k"]
    assert read_symbol("5") is None


def test_notes_stand_once_each():
    assert join_notes("One.", "", " Two.", "One.") == "One. Two."
