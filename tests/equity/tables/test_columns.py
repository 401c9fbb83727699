import pytest

from fairplace.equity import NotComputable
from fairplace.equity.tables.columns import COLUMNS, match_columns


def match(there, needs=("events", "population"), may=(), given=None, taken=()):
    return match_columns(there, needs, may, given=given or {}, taken=taken)


def test_our_names_are_found():
    assert match(["events", "population"]) == {"events": "events", "population": "population"}


def test_the_fields_usual_names_are_found_whatever_their_case():
    found = match(["Deaths", "Person years", "Lower CI 95.0 limit"], may=("lower",))

    assert found == {"events": "Deaths", "population": "Person years", "lower": "Lower CI 95.0 limit"}


def test_our_own_name_comes_before_a_usual_one():
    assert match(["n", "population", "x"])["population"] == "population"


def test_what_the_caller_says_comes_first():
    assert match(["a", "events", "pop"], given={"events": "a"}) == {"events": "a", "population": "pop"}


def test_a_column_to_group_by_is_not_taken_for_a_number():
    with pytest.raises(NotComputable, match="no column events"):
        match(["x", "pop"], taken=["x"])


def test_a_column_named_like_an_option_means_nothing():
    """PHEindicatormethods takes a column called multiplier or confidence for its own argument."""
    assert match(["x", "n", "confidence"]) == {"events": "x", "population": "n"}


@pytest.mark.parametrize(
    ("there", "given", "why"),
    [
        (["x"], {}, r"no column population \(people or person-years.*It has x"),
        (["x", "n", "pop"], {}, "n and pop could both be population"),
        (["x", "n"], {"deaths": "x"}, "There is no column deaths to name; they are events, population"),
        (["x", "n"], {"events": "y"}, "There is no column y in the table; it has x, n"),
    ],
)
def test_what_is_not_clear_is_refused_with_the_columns_there_are(there, given, why):
    with pytest.raises(NotComputable, match=why):
        match(there, given=given)


def test_no_usual_name_stands_for_two_of_ours():
    usual = [name for column in COLUMNS.values() for name in (column.name, *column.also)]

    assert sorted({name for name in usual if usual.count(name) > 1}) == []
