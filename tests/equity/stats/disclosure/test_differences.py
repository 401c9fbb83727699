import pytest

from fairplace.equity.stats.disclosure import Release, differences, suppress, table_of, table_of_cells
from fairplace.equity.stats.errors import NotComputable

WARDS = {"Town": ["A", "B", "C"]}


def released(counts, names=WARDS, hidden=None):
    return Release(table_of(counts, names), hidden)


def test_same_release_twice_tells_nothing():
    first = suppress(table_of([3, 20, 30], WARDS), threshold=5)

    assert differences(first, first, threshold=5).is_safe
    assert differences(first, first, threshold=5).sentence == ""


def test_cell_shown_later_tells_the_hidden_one():
    first = released([3, 20, 30], hidden=["A", "B"])
    second = released([3, 20, 30], hidden=["A", "C"])

    assert differences(first, second, threshold=5).found == ("A",)


def test_moved_boundary_tells_of_the_strip_between():
    before = Release(table_of_cells({"Old ward": 40}), None)
    after = Release(table_of_cells({"New ward": 43}), None)

    found = differences(before, after, threshold=5, links=[("New ward", ["Old ward", "strip"])])

    assert found.found == ("strip",)
    assert found.sentence == (
        "Together with what was published before, this release would tell too much about 1 small: strip."
    )


def test_moved_boundary_with_many_in_the_strip_tells_nothing():
    before = Release(table_of_cells({"Old ward": 40}), None)
    after = Release(table_of_cells({"New ward": 60}), None)

    assert differences(before, after, threshold=5, links=[("New ward", ["Old ward", "strip"])]).is_safe


@pytest.mark.parametrize(("revised", "is_safe"), [(52, False), (53, True), (59, True), (55, False)])
def test_revised_total_tells_of_a_small_change(revised, is_safe):
    before = Release(table_of_cells({"Town": 53}), None)
    found = differences(before, Release(table_of_cells({"Town": revised}), None), threshold=5)

    assert found.is_safe == is_safe
    assert found.found == (() if is_safe else ("the change in Town",))


def test_change_of_a_hidden_count_is_not_told():
    before = Release(table_of_cells({"A": 20}), ["A"])

    assert differences(before, Release(table_of_cells({"A": 22}), None), threshold=5).is_safe


def test_age_band_that_is_split_tells_of_its_small_part():
    before = Release(table_of_cells({"0-9": 23}), None)
    after = Release(table_of_cells({"5-9": 20, "0-4": 3}), ["0-4"])

    found = differences(before, after, threshold=5, links=[("0-9", ["0-4", "5-9"])])

    assert found.found == ("0-4",)


def test_age_band_that_is_split_and_hidden_whole_tells_nothing():
    before = Release(table_of_cells({"0-9": 23}), None)
    after = Release(table_of_cells({"5-9": 20, "0-4": 3}), ["0-4", "5-9"])

    assert differences(before, after, threshold=5, links=[("0-9", ["0-4", "5-9"])]).is_safe


def test_zero_that_was_never_published_is_no_hidden_zero():
    before = Release(table_of_cells({"0-9": 20}), None)
    after = Release(table_of_cells({"5-9": 20, "0-4": 0}), None)

    assert differences(before, after, threshold=5, links=[("0-9", ["0-4", "5-9"])]).is_safe


def test_what_was_told_before_is_not_held_against_the_release():
    before = released([3, 20, 30], hidden=["A"])
    found = differences(before, before, threshold=5)

    assert (found.found, found.known) == ((), ("A",))


def test_three_releases_may_tell_what_no_two_do():
    names = {"Town": ["A", "B", "C"]}
    first = released([3, 20, 30], names, ["A", "B", "C"])
    second = Release(table_of_cells({"B": 20}), None)
    third = Release(table_of_cells({"C": 30}), None)

    assert differences(first, third, threshold=5).is_safe
    assert differences([first, second], third, threshold=5).found == ("A",)


def test_link_with_two_unknown_groups_is_refused():
    before = Release(table_of_cells({"Old": 40}), None)

    with pytest.raises(NotComputable, match="The count of gain is needed"):
        differences(before, before, threshold=5, links=[("Old", ["gain", "rest"])])


def test_link_that_does_not_hold_is_refused():
    before = Release(table_of_cells({"Old": 40, "New": 30}), None)

    with pytest.raises(NotComputable, match="strip would be below zero"):
        differences(before, before, threshold=5, links=[("New", ["Old", "strip"])])
