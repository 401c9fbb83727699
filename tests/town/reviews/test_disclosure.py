"""What figures tell together with those published before: who is named, why, and by which publications."""

from fairplace.equity.stats.disclosure import Claim
from fairplace.town.reviews.rules.disclosure import Exposed, find_exposed

AREAS = {"total": "abc"}
NAMES = ("the first", "this one")


def claims(*releases):
    """Return the claims of releases, each a mapping of places to counts; None is hidden."""
    return [
        Claim(f"town, {place}", number, place, "2025", count=count, is_hidden=count is None)
        for number, one in enumerate(releases)
        for place, count in one.items()
    ]


def find(*releases, threshold=5):
    new = [len(releases) - 1]
    return find_exposed(claims(*releases), AREAS, new=new, threshold=threshold, names=NAMES)


def names(*releases):
    return sorted(one.cell for one in find(*releases))


def test_two_hidden_parts_with_room_for_many_tell_nothing():
    assert names({"total": 83, "a": None, "b": None, "c": 50}) == []


def test_two_hidden_parts_with_room_for_few_tell_that_both_are_small():
    assert names({"total": 54, "a": None, "b": None, "c": 50}) == ["town, a", "town, b"]


def test_one_hidden_part_is_what_is_left():
    assert names({"total": 83, "a": None, "b": 30, "c": 50}) == ["town, a"]
    assert names({"total": 88, "a": None, "b": 30, "c": 50}) == []


def test_a_part_that_nobody_mentions_is_what_is_left_too():
    assert names({"total": 83, "b": 30, "c": 50}) == ["a part of town, total"]


def test_what_an_earlier_release_told_is_no_news():
    first = {"total": 83, "a": None, "b": 30, "c": 50}

    assert names(first, {"total": 83, "a": None, "c": 50}) == []


def test_what_two_releases_tell_together_names_both():
    found = find({"total": 83, "a": None, "b": None, "c": 50}, {"b": 30})

    why = "It is hidden, and can be worked out from what is published."
    assert found == [Exposed("town, a", why, ("the first", "this one"))]


def test_a_total_revised_by_few_tells_of_those_few():
    assert find({"total": 83}, {"total": 85}) == [
        Exposed(
            "the change in town, total", "It differs by fewer than 5 from what was published before.", NAMES
        )
    ]
    assert names({"total": 83}, {"total": 90}) == []


def test_a_small_count_that_is_shown_needs_no_other_publication():
    assert find({"a": 3}) == [Exposed("town, a", "It is below the threshold of 5, and would be shown.")]


def test_a_release_that_claims_nothing_tells_nothing():
    assert find_exposed([], AREAS, new=[0], threshold=5, names=NAMES) == []


def test_parts_that_come_to_more_than_the_whole_are_no_parts_of_it():
    assert names({"total": 83, "a": 30, "b": 40, "c": 40}) == []
