import pytest

from fairplace.town.chain.rules import (
    Check,
    Kind,
    Record,
    build_chain,
    register_check,
    register_kind,
    register_ties,
)
from fairplace.town.chain.trace import ABOVE, ASIDE, BELOW, HERE, trace
from fairplace.town.people.rules import Ability

VISION = ("vision", "vision")


def objective(code="M1", **fields):
    return Record("objective", code, code, above=((VISION, "is part of"),), **fields)


def advice(code, *above, **fields):
    return Record(
        "recommendation", code, code, above=tuple((("objective", one), "under") for one in above), **fields
    )


def work(code, *above):
    return Record(
        "workstream", code, code, above=tuple((("recommendation", one), "carries") for one in above)
    )


def measure(code, *above):
    return Record("measure", code, code, above=tuple((("recommendation", one), "watches") for one in above))


def group(code, *above):
    return Record("group", code, code, above=above)


def stands(records, start, ties=()):
    return {line.record.id: line.stands for line in trace(build_chain(records, ties), start, ()).lines}


RECORDS = [
    Record(*VISION, "For all"),
    objective("M1"),
    objective("M2"),
    advice("R1", "M1"),
    advice("R2", "M1"),
    advice("R3", "M2"),
    work("W1", "R1"),
    work("W2", "R1", "R3"),
    measure("jobs", "R1", "R2"),
]


def test_a_trace_goes_up_to_the_vision_and_down_to_the_work():
    found = stands(RECORDS, ("recommendation", "R1"))

    assert found == {
        "vision": ABOVE, "M1": ABOVE, "R1": HERE, "W1": BELOW, "W2": BELOW, "jobs": BELOW,
    }  # fmt: skip


def test_work_comes_with_the_measures_of_what_it_carries_but_without_other_work():
    found = stands(RECORDS, ("workstream", "W1"))

    assert found == {"vision": ABOVE, "M1": ABOVE, "R1": ABOVE, "W1": HERE, "jobs": ASIDE}


def test_a_measure_comes_with_the_work_that_should_change_it():
    found = stands(RECORDS, ("measure", "jobs"))

    assert found == {
        "vision": ABOVE, "M1": ABOVE, "R1": ABOVE, "R2": ABOVE, "W1": ASIDE, "W2": ASIDE, "jobs": HERE,
    }  # fmt: skip


def test_what_hangs_on_the_very_top_is_not_drawn_into_every_trace():
    pillar = Record("pillar", "P1", "P1", above=((VISION, "is part of"),))

    assert "P1" not in stands([*RECORDS, pillar], ("workstream", "W1"))
    assert stands([*RECORDS, pillar], VISION)["P1"] == BELOW


def test_others_of_a_kind_are_followed_only_where_the_trace_began_with_it():
    board = group("board", (("workstream", "W1"), "looks after"))
    feeder = group("feeder", (("group", "board"), "reports to"))

    assert "feeder" not in stands([*RECORDS, board, feeder], ("workstream", "W1"))
    assert stands([*RECORDS, board, feeder], ("group", "board"))["feeder"] == BELOW


def test_own_levels_of_one_kind_are_followed_from_level_to_level():
    theme = Record("item", "T", "T", above=((VISION, "is part of"),), level=("Theme", "Themes"), position=21)
    aim = Record("item", "A", "A", above=((("item", "T"), "under"),), level=("Aim", "Aims"), position=22)
    found = trace(build_chain([RECORDS[0], theme, aim]), VISION, ())

    assert [section.title for section in found.sections] == ["Vision", "Themes", "Aims"]


def test_records_that_serve_each_other_end():
    one = group("one", (("group", "two"), "reports to"))
    two = group("two", (("group", "one"), "reports to"))

    assert stands([one, two], ("group", "one")) == {"one": HERE, "two": ABOVE}


def test_lines_say_the_ties_in_words():
    found = trace(build_chain(RECORDS), ("workstream", "W2"), ())
    lines = {line.record.id: line.ties for line in found.lines}

    assert [(word, [end.id for end in ends]) for word, ends in lines["W2"]] == [("carries", ["R1", "R3"])]


def test_ties_to_what_is_not_there_are_broken():
    chain = build_chain([work("W1", "GONE")])

    assert chain.broken == ((("workstream", "W1"), ("recommendation", "GONE"), "carries"),)
    assert chain.list_above(("workstream", "W1")) == []


def test_ties_of_others_join_records_and_forget_those_that_are_archived():
    partner = Record("organisation", "council", "Council")
    ties = [
        (("organisation", "council"), ("workstream", "W1"), "leads"),
        (("organisation", "archived"), ("workstream", "W1"), "leads"),
    ]
    chain = build_chain([*RECORDS, partner], ties)

    assert chain.list_below(("workstream", "W1")) == [("organisation", "council")]
    assert chain.broken == ()


def test_the_public_sees_no_drafts_and_no_ties_to_them():
    draft = advice("R9", "M1", is_public=False)
    chain = build_chain([*RECORDS, draft, work("W9", "R9")]).only_public()

    assert ("recommendation", "R9") not in chain.records
    assert chain.list_above(("workstream", "W9")) == []
    assert chain.broken == ()
    assert ("recommendation", "R9") not in chain.list_below(("objective", "M1"))


@pytest.mark.parametrize(
    "register",
    [
        lambda: register_kind(Kind("vision", 1, "V", "V", lambda town: [])),
        lambda: register_check(Check("orphan", "O", "W", "F", lambda town, chain: [], Ability.MAP)),
        lambda: register_ties("work", lambda town: []),
    ],
)
def test_a_code_is_used_once(register):
    with pytest.raises(AssertionError, match="already"):
        register()
