from fairplace.town.indicators.cards import LABELS, list_lines
from fairplace.town.indicators.models import Indicator

ALWAYS = [
    ("Full name", ["People in work"]),
    ("Definition", ["A share."]),
    ("Unit", ["%"]),
    ("Which way is better", ["higher is better"]),
    ("Kind of number", ["another kind of number"]),
    ("Compared by", ["likely ranges (95%)"]),
]


def lines_of(**card):
    indicator = Indicator(
        code="jobs", name="People in work", definition="A share.", unit="%", polarity="high", card=card
    )
    return [(str(label), lines) for label, lines in list_lines(indicator)]


def test_a_bare_card_says_what_is_always_known():
    assert lines_of() == ALWAYS


def test_a_card_says_no_more_than_is_known():
    assert lines_of(rationale="", caveats=[], unknown_to_us="x") == ALWAYS


def test_lists_become_lines_and_parts_of_a_change_stand_together():
    found = lines_of(caveats=["Wide.", "Late."], breaks=[{"period": "2019", "why": "New question"}])

    assert found == [
        *ALWAYS,
        ("Take care", ["Wide.", "Late."]),
        ("Changes of definition", ["2019: New question"]),
    ]


def test_lines_stand_in_the_order_in_which_people_ask():
    found = lines_of(**dict.fromkeys(reversed(LABELS), "known"))

    assert [label for label, _ in found[len(ALWAYS) :]] == [str(label) for label in LABELS.values()]


def test_a_goal_and_hidden_counts_are_said_where_there_are_any():
    indicator = Indicator(
        code="jobs", definition="A share.", unit="%", polarity="high", goals=[90.0, 95.0], threshold=5
    )

    lines = {str(label): said for label, said in list_lines(indicator)}

    assert lines["Goal"] == ["90 – 95"]
    assert lines["Small counts"] == ["Counts under 5 are not shown, nor what they could be worked out from."]
