"""Nobody in a small group can be told from figures that are sent in: from those alone."""

from fairplace.town.feeds.rules.protection import Terms, hide, protect
from tests.town.feeds.counted import LAND, PERCENT, numbered, row


def fields_hidden(hidden, position):
    return {field for one in hidden if one.position == position for field in one.fields}


def test_a_small_count_goes_with_its_value_and_limits():
    hidden = protect(numbered(row(3, 200)), PERCENT)

    assert fields_hidden(hidden, 1) == {"value", "lower_95", "upper_95", "count"}
    assert [one.reason for one in hidden] == ["small"]


def test_the_log_names_cells_and_never_what_stands_in_them():
    hidden = protect(numbered(row(3, 271)), PERCENT)

    assert hidden[0].cell == "Testham (E06000001), 2023, those counted"
    assert "271" not in str(hidden)


def test_an_ordinary_count_and_a_zero_stay():
    assert protect(numbered(row(40, 200), row(0, 90, "E01000001")), PERCENT) == []


def test_the_threshold_is_the_indicators():
    rows = numbered(row(7, 200))

    assert protect(rows, PERCENT) == []
    assert protect(rows, Terms("percent", 100, 10, LAND))
    assert protect(numbered(row(1, 200)), Terms("percent", 100, 0, LAND)) == []


def test_a_second_part_is_hidden_where_the_total_would_tell_the_first():
    rows = numbered(row(43, 300), row(3, 150, group="male"), row(40, 150, group="female"))

    hidden = protect(rows, PERCENT)

    assert {"value", "count"} <= fields_hidden(hidden, 2)
    others = fields_hidden(hidden, 1) | fields_hidden(hidden, 3)
    assert "count" in others


def test_neighbourhoods_are_parts_of_the_town():
    places = ("E01000001", "E01000002", "E01000003")
    rows = numbered(
        row(93, 600), *(row(count, 200, place) for count, place in zip((3, 40, 50), places, strict=True))
    )

    hidden = protect(rows, PERCENT)

    assert "count" in fields_hidden(hidden, 2)
    assert len({one.position for one in hidden}) > 1


def test_a_share_of_all_but_a_few_tells_of_those_few():
    hidden = protect(numbered(row(198, 200)), PERCENT)

    assert "value" in fields_hidden(hidden, 1)


def test_a_small_denominator_takes_everything_with_it():
    hidden = protect(numbered(row(0, 3)), PERCENT)

    assert fields_hidden(hidden, 1) == {"value", "lower_95", "upper_95", "count", "denominator"}


def test_a_count_that_was_not_given_is_worked_back_from_the_value():
    hidden = protect(numbered({**row(3, 200), "count": None}), PERCENT)

    assert "value" in fields_hidden(hidden, 1)


def test_a_longer_period_less_those_inside_it_is_a_period_too():
    rows = numbered(
        row(63, 600, period=(2021, 2023)), *(row(n, 200, period=(y, y)) for n, y in ((30, 2021), (30, 2022)))
    )

    hidden = protect(rows, PERCENT)

    assert any("count" in fields_hidden(hidden, position) for position in (1, 2, 3))


def test_what_is_hidden_leaves_one_mark_and_keeps_the_senders_note():
    left = hide(row(3, 200, note="A survey."), ("value", "lower_95", "upper_95", "count"), note="Hidden.")

    assert (left["value"], left["count"], left["flag"]) == (None, None, "suppressed")
    assert left["note"] == "A survey. Hidden."
    assert left["denominator"] == 200
