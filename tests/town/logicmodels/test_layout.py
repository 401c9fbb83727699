"""Where steps and links stand: whatever the model, nothing overlaps, and nothing moves without a reason."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from fairplace.town.logicmodels.paper import PRINT
from fairplace.town.logicmodels.rules.boxes import SCREEN
from fairplace.town.logicmodels.rules.layout import lay_out
from fairplace.town.logicmodels.rules.lettering import measure, wrap
from fairplace.town.logicmodels.rules.state import Event, Kind, State, apply, replay
from fairplace.town.logicmodels.rules.tidying import count_crossings, tidy

FRAMES = st.sampled_from([SCREEN, PRINT])
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=90)


@st.composite
def states(draw) -> State:
    """Return a state of up to 20 steps, with links in every direction."""
    said = []
    count = draw(st.integers(1, 20))
    for n in range(count):
        step = {"key": f"s{n}", "kind": draw(st.sampled_from(Kind)).value, "text": draw(WORDS), "order": n}
        said.append(("put step", step))
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(
        lambda pair: pair[0] != pair[1]
    )
    for n, (start, end) in enumerate(draw(st.lists(ends, max_size=25, unique=True))):
        said.append(("put link", {"key": f"l{n}", "start": f"s{start}", "end": f"s{end}"}))
    return replay(Event(n, verb, one) for n, (verb, one) in enumerate(said, start=1))


def make_state(*steps: tuple[str, str], links: tuple[tuple[str, str], ...] = ()) -> State:
    said = [
        ("put step", {"key": key, "kind": kind, "text": key, "order": n})
        for n, (key, kind) in enumerate(steps)
    ]
    said += [("put link", {"key": f"{a}-{b}", "start": a, "end": b}) for a, b in links]
    return replay(Event(n, verb, one) for n, (verb, one) in enumerate(said, start=1))


@given(states(), FRAMES)
def test_no_two_boxes_overlap_and_all_stand_inside(state, frame):
    laid = lay_out(state, frame)

    for one, other in combinations(laid.boxes.values(), 2):
        assert one.right <= other.x or other.right <= one.x or one.bottom <= other.y or other.bottom <= one.y
    assert set(laid.boxes) == set(state.steps)
    assert all(
        one.x >= 0 and one.right <= laid.width and one.bottom <= laid.height for one in laid.boxes.values()
    )


@given(states(), FRAMES)
def test_every_link_leaves_and_arrives_at_its_boxes(state, frame):
    laid = lay_out(state, frame)

    assert sorted(curve.link.key for curve in laid.curves) == sorted(state.links)
    for curve in laid.curves:
        for (x, y), key in ((curve.points[0], curve.link.start), (curve.points[-1], curve.link.end)):
            box = laid.boxes[key]
            assert x in (box.x, box.right)
            assert box.y < y < box.bottom


@given(states(), FRAMES)
def test_a_link_passes_no_box_of_a_column_between(state, frame):
    laid = lay_out(state, frame)

    for curve in laid.curves:
        for (x0, y0), (x1, y1) in zip(curve.points, curve.points[1:], strict=False):
            passed = [box for box in laid.boxes.values() if min(x0, x1) <= box.x and box.right <= max(x0, x1)]
            assert not any(box.y < y0 < box.bottom or box.y < y1 < box.bottom for box in passed)


def test_five_links_through_one_gap_touch_neither_box_beside_it():
    """The fifth ran along the edge of the box above, on paper, where gaps are narrower."""
    said = [("a", "input"), ("b", "input"), ("c", "input"), ("d", "activity"), ("e", "short"), ("f", "short")]
    pairs = (("a", "y"), ("y", "a"), ("y", "b"), ("y", "d"), ("b", "y"))
    state = make_state(*said, ("g", "short"), ("x", "medium"), ("y", "medium"), links=pairs)

    laid = lay_out(state, PRINT)

    column = [box for box in laid.boxes.values() if box.step.kind == Kind.SHORT]
    passing = [y for curve in laid.curves for x, y in curve.points if x in (column[0].x, column[0].right)]
    assert len(passing) == 10
    assert all(abs(y - edge) >= 1 for y in passing for box in column for edge in (box.y, box.bottom))


@given(states(), st.sampled_from(Kind), WORDS)
def test_a_new_step_moves_none_above_it_nor_in_other_columns(state, kind, text):
    step = {"key": "new", "kind": kind.value, "text": text, "order": 99}
    after = lay_out(apply(state, Event(state.seq + 1, "put step", step)))

    before = lay_out(state)
    for key, box in before.boxes.items():
        assert after.boxes[key].y == box.y
        assert after.boxes[key].height == box.height
        moved = after.boxes[key].x - box.x
        # A kind that had no column yet makes room for one; no step changes its column or its place in it.
        had_column = any(column.kind == kind for column in before.columns)
        assert moved == 0 or (not had_column and moved == SCREEN.box + SCREEN.gutter)


@given(states())
def test_the_same_state_stands_the_same(state):
    assert lay_out(state) == lay_out(state)


def test_columns_follow_the_kinds_and_empty_ones_are_left_out():
    laid = lay_out(make_state(("z", "impact"), ("b", "activity"), ("a", "activity")))

    assert [column.kind for column in laid.columns] == [Kind.ACTIVITY, Kind.IMPACT]
    assert laid.boxes["b"].y < laid.boxes["a"].y


def test_a_link_over_a_column_runs_beside_its_boxes():
    state = make_state(("a", "input"), ("b", "activity"), ("c", "output"), links=(("a", "c"), ("c", "a")))

    over, back = lay_out(state).curves

    assert (over.kind, over.heading, len(over.points)) == ("forward", 1, 4)
    assert (back.kind, back.heading, len(back.points)) == ("back", -1, 4)
    assert over.points[1][1] != back.points[1][1]


def test_a_link_within_a_column_bows_out_into_the_room_beside_it():
    laid = lay_out(make_state(("a", "input"), ("b", "input"), links=(("a", "b"),)))

    (curve,) = laid.curves
    assert curve.kind == "within"
    assert laid.boxes["a"].right < curve.points[1][0] < laid.width


def test_words_are_broken_to_fit():
    lines = wrap("Advice sessions in food banks and libraries Donaudampfschifffahrtsgesellschaft", 120, 14)

    assert (
        "".join(lines).replace(" ", "")
        == "AdvicesessionsinfoodbanksandlibrariesDonaudampfschifffahrtsgesellschaft"
    )
    assert all(measure(line, 14) <= 120 for line in lines)
    assert wrap("", 120, 14) == ("",)


def test_tidying_saves_crossings_and_is_asked_only_once():
    crossed = make_state(
        ("a", "input"), ("b", "input"), ("c", "output"), ("d", "output"), links=(("a", "d"), ("b", "c"))
    )

    orders = tidy(crossed)

    tidied = crossed
    for key, order in orders.items():
        tidied = apply(tidied, Event(tidied.seq + 1, "put step", {"key": key, "order": order}))
    columns = [[one.key for one in tidied.column(kind)] for kind in Kind]
    assert count_crossings(tidied, columns) == 0
    assert tidy(tidied) == {}


@given(states())
def test_tidying_never_makes_it_worse(state):
    columns = [[one.key for one in state.column(kind)] for kind in Kind]
    orders = tidy(state)

    tidied = [sorted(column, key=lambda key: orders.get(key, state.steps[key].order)) for column in columns]

    assert not orders or count_crossings(state, tidied) < count_crossings(state, columns)
