from datetime import date

import pytest

from fairplace.town.indicators.cards import LABELS, list_lines, say_next
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


@pytest.mark.parametrize(
    ("published_on", "month", "due"),
    [
        (date(2026, 3, 26), "March", "March 2027"),
        (date(2025, 11, 4), "November", "November 2026"),
        # A little late, and a little early: still the figures of that month.
        (date(2025, 12, 2), "November", "November 2026"),
        (date(2026, 1, 15), "November", "November 2026"),
        (date(2025, 10, 30), "November", "November 2026"),
        (date(2025, 12, 18), "January", "January 2027"),
    ],
)
def test_the_next_figures_are_due_in_the_usual_month_of_the_year_after(published_on, month, due):
    said = say_next(month, published_on, date(2026, 8, 1))

    assert said == f"To be expected in {due}. No day is known here."


def test_a_usual_month_that_is_past_says_that_newer_figures_may_be_out():
    told = {"published_on": date(2022, 4, 28), "month": "April"}

    assert say_next(**told, today=date(2023, 4, 30)) == "To be expected in April 2023. No day is known here."
    assert say_next(**told, today=date(2023, 5, 1)).startswith(
        "Was to be expected in April 2023. Newer figures may be out"
    )


def test_no_next_day_is_guessed_where_no_month_is_usual_or_the_publisher_said_one():
    published = {"published_on": date(2022, 4, 28), "today": date(2026, 11, 30)}

    assert say_next("", **published) == say_next("spring", **published) == ""
    indicator = Indicator(definition="A share.", polarity="high", card={"release_month": "April"})
    assert "Next update" in {str(label) for label, _said in list_lines(indicator, **published)}
    indicator.card["next_update"] = "On 3 May 2027"
    assert ("Next update", ["On 3 May 2027"]) in [
        (str(label), said) for label, said in list_lines(indicator, **published)
    ]
