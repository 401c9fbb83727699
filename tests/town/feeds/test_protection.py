"""Nobody in a small group can be told from figures that are sent in: alone, together, or beside older ones."""

from datetime import date

import pytest

from fairplace.town.feeds.rules.cells import COUNTED, EVERYBODY, Cell, Land
from fairplace.town.feeds.rules.protection import (
    NotProtected,
    Published,
    Terms,
    as_published,
    check_differences,
    hide,
    protect,
)

LAND = Land(
    {"E06000001": "Testham", "E01000001": "North", "E01000002": "South", "E01000003": "West"},
    {f"E0100000{n}": ("E06000001", "neighbourhood") for n in (1, 2, 3)},
)
PERCENT = Terms("percent", 100, 5, LAND)


def row(count, people, place="E06000001", group="", period=(2023, 2023), **fields):
    first, last = period
    return {
        "place": place, "period": str(first), "starts_on": f"{first}-01-01", "ends_on": f"{last}-12-31",
        "value": round(100 * count / people, 1), "lower_95": None, "upper_95": None, "count": float(count),
        "denominator": float(people), "dimension": "sex" if group else "", "subgroup": group, "flag": "",
        "note": "", **fields,
    }  # fmt: skip


def numbered(*rows):
    return list(enumerate(rows, start=1))


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


def published(*rows, hidden=()):
    return as_published(numbered(*rows), hidden, PERCENT)


def test_a_differencing_attack_on_two_releases_is_stopped_without_a_count():
    town = published(row(93, 613))
    parts = published(row(40, 300, "E01000001"), row(50, 310, "E01000002"))

    with pytest.raises(NotProtected) as stopped:
        check_differences([town], parts, PERCENT)

    said = str(stopped.value)
    assert "Together with what was published before" in said
    assert "Testham (E06000001), 2023, those counted" in said
    for count in ("93", "613", "40", "50", "300", "310"):
        assert f" {count} " not in said


def test_two_releases_that_tell_nothing_new_pass():
    town = published(row(193, 613))
    parts = published(row(40, 250, "E01000001"), row(50, 260, "E01000002"))

    check_differences([town], parts, PERCENT)


def test_a_revision_by_a_few_people_is_a_group_of_people():
    with pytest.raises(NotProtected, match="the change in"):
        check_differences([published(row(93, 600))], published(row(95, 600)), PERCENT)


def test_other_periods_are_no_concern():
    before = published(row(93, 613, period=(2019, 2019)))

    check_differences([before], published(row(40, 300, "E01000001"), row(50, 310, "E01000002")), PERCENT)


def test_a_year_that_was_not_published_is_worked_out_of_three():
    before = published(row(63, 600, period=(2021, 2023)), row(30, 200, period=(2021, 2021)))

    with pytest.raises(NotProtected, match="2021-01-01"):
        check_differences([before], published(row(30, 200, period=(2022, 2022))), PERCENT)


def test_overlapping_periods_of_other_lengths_tell_of_the_year_between():
    three = as_published(numbered(row(63, 600, period=(2021, 2023))), (), PERCENT, name="“Three years”")
    two = as_published(numbered(row(60, 400, period=(2021, 2022))), (), PERCENT)

    with pytest.raises(NotProtected) as stopped:
        check_differences([three], two, PERCENT)

    said = str(stopped.value)
    assert "2021-01-01 – 2023-12-31, those counted (from “Three years” and these figures together)" in said
    assert "Leave out one of the rows" in said
    assert not {"63", "60", "3", "600", "400"} & set(said.replace(",", " ").split())


def test_denominators_of_several_years_are_no_sum_of_each_years():
    # The same 200 people each year: those counted are nobody's business beyond the threshold.
    before = published(row(60, 200, period=(2021, 2023)))

    check_differences([before], published(row(20, 198, period=(2021, 2021))), PERCENT)


def test_old_and_new_neighbourhoods_that_differ_by_a_strip_tell_of_those_who_live_in_it():
    pieces = {"OLD": frozenset(["OLD in NEW", "strip"]), "NEW": frozenset(["OLD in NEW"])}
    terms = Terms("percent", 100, 5, Land({"OLD": "Old", "NEW": "New"}, {}, pieces))

    with pytest.raises(NotProtected, match=r"a part of Old \(OLD\), 2023, those counted"):
        check_differences([published(row(43, 300, "OLD"))], published(row(40, 250, "NEW")), terms)


def test_a_region_is_more_than_the_places_that_are_known_of_it():
    wholes = {"E06000001": ("E12", "authority"), **LAND.wholes}
    terms = Terms("percent", 100, 5, Land(LAND.names, wholes))

    assert terms.land.areas["E12"] == {*terms.land.areas["E06000001"], "rest of E12"}
    check_differences([published(row(93, 613))], published(row(900, 9000, "E12")), terms)


def test_a_small_count_that_would_be_shown_needs_no_other_publication():
    with pytest.raises(NotProtected, match=r"North \(E01000001\), 2023, those counted\. Leave out"):
        check_differences([published(row(93, 613))], published(row(3, 200, "E01000001")), PERCENT)


def test_what_cannot_be_certified_is_not_published():
    # Two of three pairs have 10 each: the third cannot have 41, so one of them is wrong.
    land = Land({}, {}, {"X": frozenset("pq"), "Y": frozenset("qr"), "Z": frozenset("pr")})
    terms = Terms("percent", 100, 5, land)

    with pytest.raises(NotProtected, match="cannot be told for certain") as stopped:
        check_differences(
            [published(row(10, 600, place)) for place in "XY"], published(row(41, 600, "Z")), terms
        )

    assert "41" not in str(stopped.value)
    assert "correct what contradicts" in str(stopped.value)


def test_what_was_hidden_before_stays_unknown():
    hidden = [{"position": 1, "fields": ["value", "count"]}]
    day = date(2023, 1, 1), date(2023, 12, 31)

    made = published(row(3, 200), hidden=hidden)

    assert isinstance(made, Published)
    assert Cell("E06000001", *day, "", "", COUNTED) in made.hidden
    assert Cell("E06000001", *day, "", "", EVERYBODY) not in made.hidden
