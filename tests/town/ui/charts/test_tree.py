"""Who stands under whom: the tree that is built, and where its boxes are drawn."""

import pytest

from fairplace.town.ui.charts.tree import BOX_HEIGHT, BOX_WIDTH, Branch, draw_tree, grow


def names(branches):
    return [(one.code, names(one.below)) if one.below else one.code for one in branches]


@pytest.mark.parametrize(
    ("rows", "grown"),
    [
        ([("board", ""), ("homes", "board"), ("work", "board")], [("board", ["homes", "work"])]),
        ([("homes", "board"), ("board", "")], [("board", ["homes"])]),
        ([("homes", "gone")], ["homes"]),
        ([("a", "b"), ("b", "a"), ("c", "")], ["c", ("a", ["b"])]),
        ([("a", "a")], ["a"]),
        ([], []),
    ],
)
def test_everything_stands_somewhere_and_once(rows, grown):
    assert names(grow((Branch(code, code), above) for code, above in rows)) == grown


def test_a_box_stands_right_of_the_one_above_and_none_lies_over_another():
    rows = [("board", ""), ("homes", "board"), ("work", "board"), ("alone", ""), ("deep", "homes")]

    tree = draw_tree(grow((Branch(code, code), above) for code, above in rows))

    at = {box.branch.code: box for box in tree.boxes}
    assert at["board"].x + BOX_WIDTH < at["homes"].x == at["work"].x < at["deep"].x
    assert at["board"].middle == (at["homes"].middle + at["work"].middle) / 2
    boxes = list(tree.boxes)
    for n, one in enumerate(boxes):
        for other in boxes[n + 1 :]:
            assert abs(one.x - other.x) >= BOX_WIDTH or abs(one.y - other.y) >= BOX_HEIGHT
        assert one.x + one.width <= tree.width
        assert one.y + one.height <= tree.height
    assert tree.path.count("M") == 3


def test_what_has_something_under_it_is_drawn_first():
    tree = draw_tree(
        grow([(Branch("alone", "A"), ""), (Branch("board", "B"), ""), (Branch("x", "X"), "board")])
    )

    at = {box.branch.code: box.y for box in tree.boxes}
    assert at["board"] < at["alone"]


def test_a_long_name_is_broken_into_two_lines_and_then_cut():
    [box] = draw_tree(
        [Branch("b", "Board of everybody who ever thought about homes and health in this town")]
    ).boxes

    assert len(box.lines) == 2
    assert box.lines[1].text.endswith("…")


def test_no_group_is_an_empty_drawing():
    assert draw_tree([]).boxes == ()
