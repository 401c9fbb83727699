import pytest

from fairplace.town.logicmodels.rules.checks import (
    CHECKS,
    Finding,
    check_model,
    count_findings,
    list_circles,
)
from fairplace.town.logicmodels.rules.state import replay
from tests.factories.logicmodels import make_events, put_link, put_step

WHOLE = [
    put_step("in", "input"),
    put_step("do", "activity", points=["workstream:W1"]),
    put_step("out", "output", target=10.0, out_of=100.0, out_of_what="homes"),
    put_step("soon", "short", local="Asked", early=["Said"]),
    put_step("late", "impact", measure="jobs"),
    put_link("in", "do"),
    put_link("do", "out"),
    put_link("out", "soon"),
    put_link("soon", "late"),
]


def find(changes, known=None):
    return check_model(replay(make_events([*WHOLE, *changes])), known=known)


def test_a_whole_model_has_nothing_to_mend():
    assert find([], known={"workstream:W1", "measure:jobs"}) == []


@pytest.mark.parametrize(
    ("change", "check", "what", "key", "sentence"),
    [
        (put_step("x", "input"), "orphan", "step", "x", "“Step x” has no link to or from it."),
        (put_link("in", "out", ""), "no-rationale", "link", "in-out", "Nobody has said why “Step in” should lead to “Step out”."),
        (("put step", {"key": "soon", "local": " "}), "no-measure", "step", "soon", "Neither a measure nor a local indicator tells of “Step soon”."),
        (("put step", {"key": "late", "measure": ""}), "no-measure", "step", "late", "Neither a measure nor a local indicator tells of “Step late”."),
        (("put step", {"key": "out", "out_of": None}), "no-denominator", "step", "out", "“Step out” has a number, and nothing says out of how many."),
        (("put step", {"key": "do", "points": ["recommendation:R1"]}), "nobody-carries", "step", "do", "No workstream and no action carries “Step do”."),
        (("put step", {"key": "soon", "early": []}), "no-early-sign", "step", "soon", "Nobody has said what would be seen early of “Step soon”."),
    ],
)  # fmt: skip
def test_each_check_finds_its_fault_and_names_where(change, check, what, key, sentence):
    assert find([change]) == [Finding(check, what, key, sentence)]


def test_a_link_backwards_is_found_and_with_it_the_circle_that_it_closes():
    found = find([put_link("soon", "do")])

    assert [(one.check, one.key) for one in found] == [("circle", "soon-do"), ("backwards", "soon-do")]
    assert found[0].sentence == (
        "These lead to each other in a circle: “Step do” → “Step out” → “Step soon” → “Step do”."
    )
    assert found[1].sentence == "“Step soon” comes later than “Step do”, to which it leads."


def test_a_link_within_a_column_goes_neither_back_nor_forth():
    assert [
        one.check
        for one in find([put_step("soon2", "short", local="L", early=["E"]), put_link("soon", "soon2")])
    ] == []


def test_pointers_to_nothing_are_found_where_it_is_known_what_there_is():
    found = find([("put step", {"key": "soon", "child": "gone"})], known={"workstream:W1"})

    assert [(one.check, one.key, one.sentence) for one in found] == [
        ("broken-pointer", "soon", "“Step soon” points at logic-model gone, which is not there."),
        ("broken-pointer", "late", "“Step late” points at measure jobs, which is not there."),
    ]


def test_a_model_behind_an_activity_carries_it():
    assert find([("put step", {"key": "do", "points": [], "child": "other"})]) == []


def test_two_circles_are_told_apart_and_a_long_one_is_found_without_recursion():
    pairs = [("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")]
    two = replay(make_events([*(put_step(key) for key in "abcd"), *(put_link(*pair) for pair in pairs)]))
    keys = [f"k{n}" for n in range(2000)]
    ring = [put_link(one, other) for one, other in zip(keys, [*keys[1:], keys[0]], strict=True)]
    long = replay(make_events([*(put_step(key) for key in keys), *ring]))

    assert list_circles(two) == [["a", "b"], ["c", "d"]]
    assert list_circles(long) == [keys]


def test_findings_are_counted_by_check_in_order():
    found = find([put_step("x", "input"), put_step("y", "input"), put_link("in", "out", "")])

    assert count_findings(found) == {"orphan": 2, "no-rationale": 1}
    assert set(count_findings(found)) <= set(CHECKS)
