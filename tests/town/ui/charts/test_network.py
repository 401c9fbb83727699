import numpy as np
import pytest

from fairplace.town.ui.charts.labels import place_labels
from fairplace.town.ui.charts.marks import SHAPES, outline
from fairplace.town.ui.charts.network import NARROW, WIDE, Line, Node, draw_network


def make_ring(size, loud=""):
    nodes = [
        Node(f"n{n}", f"Partner {n}", "nhs", "circle", 2, f"/{n}/", f"n{n}" == loud) for n in range(size)
    ]
    lines = [Line(f"n{n}", f"n{(n + 1) % size}", is_dashed=n == 0) for n in range(size)]
    return nodes, lines


@pytest.mark.parametrize("frame", [WIDE, NARROW])
@pytest.mark.parametrize("size", [2, 24, 400])
def test_every_mark_is_in_the_frame_and_none_hides_another(frame, size):
    picture = draw_network(*make_ring(size), frame)

    points = np.array([(mark.x, mark.y) for mark in picture.marks])
    apart = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2)) + np.eye(size) * 1000
    assert (points >= frame.margin - 0.1).all()
    assert (points <= np.array([frame.width, frame.height]) - frame.margin + 0.1).all()
    assert apart.min() > (13 if frame is WIDE else 4)


def test_no_name_lies_over_another():
    picture = draw_network(*make_ring(400), WIDE)

    boxes = [mark.label for mark in picture.marks if mark.label]
    assert WIDE.certain <= len(boxes) <= WIDE.labels
    assert not any(one.meets(other) for n, one in enumerate(boxes) for other in boxes[n + 1 :])


def test_the_same_network_is_drawn_alike():
    assert draw_network(*make_ring(12), WIDE) == draw_network(*make_ring(12), WIDE)


def test_whoever_is_in_focus_is_named_in_front_with_its_ties():
    picture = draw_network(*make_ring(60, loud="n5"), NARROW)

    assert picture.marks[-1].node.code == "n5"
    assert picture.marks[-1].label.words == "Partner 5"
    assert (picture.loud.count("M"), picture.dashed.count("M"), picture.plain.count("M")) == (2, 1, 57)


def test_one_alone_stands_in_the_middle():
    node = Node("a", "A", "nhs", "plus", 0, "/", True)

    mark = draw_network([node], [], WIDE).marks[0]

    assert (mark.x, mark.y) == (WIDE.width / 2, WIDE.height / 2)


def test_a_long_name_is_cut_and_stays_inside():
    boxes = place_labels(
        points=np.array([[95.0, 50.0]]), sizes=np.array([5.0]), words=["A name of more than thirty letters"],
        order=[0], most=1, certain=1, letter=4, width=100, height=100,
    )  # fmt: skip

    assert boxes[0].words == "A name of more than thirty le…"
    assert boxes[0].left >= 0
    assert boxes[0].left + boxes[0].width < 95


def test_shapes_are_told_apart():
    assert len({outline(shape, 0, 0, 5) for shape in SHAPES}) == len(SHAPES)


def test_a_name_stands_at_a_corner_where_lines_cross_in_its_mark():
    across = [(float(x), 50.0) for x in range(0, 200, 4) if x != 100]
    down = [(100.0, float(y)) for y in range(0, 100, 4) if y != 50]
    points = np.array([(100.0, 50.0), *across, *down])

    boxes = place_labels(
        points=points, sizes=np.array([5.0] + [1.0] * (len(points) - 1)), words=["Here"],
        order=[0], most=1, certain=0, letter=12, width=200, height=100,
    )  # fmt: skip

    assert boxes[0].left >= 105
    assert boxes[0].top + boxes[0].height < 45
