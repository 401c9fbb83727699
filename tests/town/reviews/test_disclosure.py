from fairplace.town.reviews.rules.disclosure import Sum, find_exposed

TOTAL, A, B, C = (("town", one) for one in ("total", "a", "b", "c"))
WHOLE = [Sum(TOTAL, (A, B, C))]


def names(before, now, threshold=5):
    return sorted(one.cell for one in find_exposed(before, now, sums=WHOLE, threshold=threshold))


def test_two_hidden_parts_with_room_for_many_tell_nothing():
    assert names([], {TOTAL: 83, C: 50}) == []


def test_two_hidden_parts_with_room_for_few_tell_that_both_are_small():
    assert names([], {TOTAL: 54, C: 50}) == ["town, a", "town, b"]


def test_one_hidden_part_is_what_is_left():
    assert names([], {TOTAL: 83, B: 30, C: 50}) == ["town, a"]
    assert names([], {TOTAL: 88, B: 30, C: 50}) == []


def test_what_an_earlier_release_told_is_no_news():
    assert names([{TOTAL: 83, B: 30, C: 50}], {TOTAL: 83, C: 50}) == []


def test_a_total_revised_by_few_tells_of_those_few():
    assert names([{TOTAL: 83}], {TOTAL: 85}) == ["the change in town, total"]
    assert names([{TOTAL: 83}], {TOTAL: 90}) == []


def test_parts_that_never_made_the_whole_are_no_equation():
    assert names([], {TOTAL: 83, A: 20, B: 20, C: 40}) == []
