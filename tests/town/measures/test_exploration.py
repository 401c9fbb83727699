from urllib.parse import parse_qs

import pytest

from fairplace.town.measures.rules.exploration import (
    MOST_PLACES,
    Exploration,
    Offer,
    list_kept,
    list_within,
    read_exploration,
    take,
    write_query,
)
from fairplace.town.measures.rules.fit import Fit, fit_line

OFFER = Offer(
    places={"T": "Testham", "E": "England", "S": "Similar"},
    groups={"everybody": "Everybody", "sex-women": "Women"},
    periods=("2019", "2020", "2021"),
    levels={"neighbourhood": "Neighbourhoods", "ward": "Wards"},
    usual=("T", "E"),
    can_be_relative=True,
)
USUAL = Exploration("chart", ("T", "E"), "everybody", "2019", "2021", "neighbourhood")


def read(**query):
    return read_exploration(
        {name: value if isinstance(value, list) else [value] for name, value in query.items()}, OFFER
    )


def test_an_empty_address_shows_what_is_usual():
    assert read_exploration({}, OFFER) == read()
    assert (read().shown, read().ignored) == (USUAL, ())


def test_every_choice_is_read_from_the_address():
    found = read_exploration(
        {
            "view": ["table"], "place": ["S", "T"], "group": ["sex-women"], "from": ["2020"], "to": ["2020"],
            "level": ["ward"], "panels": ["free"], "relative": ["yes"], "ranges": ["hide"], "search": [" sim "],
        },
        OFFER,
    )  # fmt: skip

    assert found.ignored == ()
    assert found.shown == Exploration(
        "table", ("T", "S"), "sex-women", "2020", "2020", "ward", "free", True, False, False, "sim"
    )


@pytest.mark.parametrize(
    "name", ["view", "group", "from", "to", "level", "panels", "relative", "log", "ranges"]
)
def test_a_choice_that_is_none_is_left_out_with_a_sentence(name):
    found = read(**{name: "<nonsense>"})

    assert found.shown == USUAL
    assert found.ignored == ("“<nonsense>” is no choice here, so it was left out.",)


def test_an_unknown_place_is_left_out_and_named():
    found = read(place=["S", "X"])

    assert found.shown.places == ("S",)
    assert found.ignored == ("We hold no figures for the place “X”.",)


def test_periods_the_wrong_way_round_are_changed_over():
    found = read(**{"from": "2021", "to": "2019"})

    assert (found.shown.first, found.shown.last, len(found.ignored)) == ("2019", "2021", 1)


def test_a_difference_has_no_scale_of_ratios():
    found = read(relative="yes", log="yes")

    assert (found.shown.is_relative, found.shown.is_log, len(found.ignored)) == (True, False, 1)


def test_a_difference_needs_a_country():
    offer = Offer(places=OFFER.places, groups=OFFER.groups, periods=OFFER.periods, levels=OFFER.levels)

    found = read_exploration({"relative": ["yes"]}, offer)

    assert (found.shown.is_relative, found.shown.places, len(found.ignored)) == (False, ("T",), 1)


def test_no_more_places_are_shown_than_can_be_told_apart():
    places = {str(n): str(n) for n in range(MOST_PLACES + 5)}
    offer = Offer(places=places, groups={}, periods=(), levels={})

    found = read_exploration({"place": list(places)}, offer)

    assert (len(found.shown.places), len(found.ignored)) == (MOST_PLACES, 1)


@pytest.mark.parametrize(
    "shown",
    [
        USUAL,
        Exploration("map", ("S",), "sex-women", "2020", "2021", "ward", "shared", True, False, False),
        Exploration("table", ("T", "E", "S"), "everybody", "2019", "2019", "neighbourhood", "", False, True),
    ],
)
def test_what_is_written_is_read_as_it_was(shown):
    assert read_exploration(parse_qs(write_query(shown, OFFER)), OFFER).shown == shown


def test_what_is_usual_needs_no_query():
    assert write_query(USUAL, OFFER) == ""


def test_a_span_holds_both_its_ends():
    assert list_within(["a", "b", "c", "d"], "b", "c") == ["b", "c"]
    assert list_within([], "", "") == []


def test_take_says_what_it_left_out():
    ignored = []

    assert take("x", {"a": 1}, "a", ignored) == "a"
    assert len(ignored) == 1


def test_a_perfect_line_is_found():
    found = fit_line([1, 2, 3, 4], [3, 5, 7, 9])

    assert found is not None
    assert (round(found.slope, 9), round(found.intercept, 9), round(found.r_squared, 9)) == (2, 1, 1)
    assert Fit(2, 1, 1).at(10) == 21


@pytest.mark.parametrize(
    ("xs", "ys"), [([1, 2, 3], [1, 2, 3]), ([1, 1, 1, 1], [1, 2, 3, 4]), ([1, 2, 3, 4], [5] * 4)]
)
def test_too_few_or_level_points_have_no_line(xs, ys):
    assert fit_line(xs, ys) is None


def test_what_a_view_does_not_ask_for_goes_on_unseen():
    chosen = read(view="map", place=["S"], log="yes", level="ward", **{"from": "2020"}).shown
    table = read(view="table", panels="free", ranges="hide", group="sex-women").shown

    assert list_kept(chosen, OFFER) == [("view", "map"), ("place", "S"), ("from", "2020"), ("log", "yes")]
    assert list_kept(table, OFFER) == [("view", "table"), ("panels", "free"), ("ranges", "hide")]
    assert list_kept(read(group="sex-women").shown, OFFER) == []


def test_one_period_has_neither_panels_nor_ratios_and_says_so():
    found = read(panels="free", log="yes", **{"from": "2020", "to": "2020"})

    assert (found.shown.panels, found.shown.is_log) == ("", False)
    assert "stand beside each other" in found.ignored[0]
