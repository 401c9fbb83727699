"""Nor can anybody be told from figures put together with all that was published before."""

from datetime import date

import pytest

from fairplace.town.feeds.rules.cells import COUNTED, EVERYBODY, Cell, Land
from fairplace.town.feeds.rules.protection import NotProtected, Terms
from fairplace.town.feeds.rules.publications import Published, as_published, check_differences
from tests.town.feeds.counted import LAND, PERCENT, numbered, row


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
