"""Which reasons are asked for, when "too early" may be said, what is news, and how a draft reads."""

from datetime import date

import pytest

from fairplace.town.reviews.rules.assessment import (
    Early,
    Words,
    find_early,
    find_faults,
    find_tested,
    is_sound,
)
from fairplace.town.reviews.rules.draft import Doings, keep_edited, write_draft
from fairplace.town.reviews.rules.news import News, Revised, find_news

TODAY = date(2026, 11, 30)
EARLY = Early(date(2029, 1, 1), "It is judged from 2029 on.")


@pytest.mark.parametrize(
    ("evidence", "tested"),
    [
        ({"verdict": "worse"}, "getting worse"),
        ({"verdict": "better"}, "cannot tell"),
        ({"verdict": "none", "status": None}, "cannot tell"),
        ({"verdict": "worse", "status": {"word": "off course"}}, "off course"),
    ],
)
def test_the_tests_say_no_more_than_they_can(evidence, tested):
    assert find_tested(evidence) == tested


@pytest.mark.parametrize(
    ("words", "early", "fields"),
    [
        (Words(), None, []),
        (Words("cannot tell"), None, []),
        (Words("on course"), None, ["rating_because"]),
        (Words("on course", "We saw it."), None, []),
        (Words("too early", "Work began in spring."), None, ["rating"]),
        (Words("too early", "Work began in spring."), EARLY, ["comes_back_on"]),
        (Words("too early", "So.", comes_back_on=TODAY), EARLY, ["comes_back_on"]),
        (Words("too early", "So.", comes_back_on=date(2028, 1, 1)), EARLY, []),
        (Words(decision="keep"), None, ["decision_because"]),
        (Words(decision="keep", decision_because="It matters."), None, []),
    ],
)
def test_reasons_and_days_are_asked_for_where_they_are_needed(words, early, fields):
    assert list(find_faults(words, tested="cannot tell", early=early, today=TODAY)) == fields


def test_too_early_needs_no_other_ground_where_the_tests_say_it():
    words = Words("too early", comes_back_on=date(2028, 1, 1))

    assert find_faults(words, tested="too early", early=None, today=TODAY) == {}


@pytest.mark.parametrize(
    ("words", "sound"),
    [
        (Words("on course"), False),
        (Words("too early", "So."), False),
        (Words("too early", "So.", comes_back_on=date(2020, 1, 1)), True),
        (Words("cannot tell", decision="retire"), False),
        (Words("cannot tell"), True),
    ],
)
def test_words_are_sound_when_every_reason_is_given(words, sound):
    assert is_sound(words, tested="cannot tell") is sound


def test_it_is_too_early_until_the_year_of_the_measure_or_until_the_nearest_sign():
    signs = [Early(date(2030, 1, 1), "late"), Early(date(2027, 1, 1), "soon"), Early(TODAY, "now")]

    assert find_early(2029, signs, TODAY) == EARLY
    assert find_early(2026, signs, TODAY) == Early(date(2027, 1, 1), "soon")
    assert find_early(None, [Early(TODAY, "now")], TODAY) is None


def known(points, **more):
    carried = {"period": "2024", "value": 9.0, "flag": "carried-forward"}
    own = [{"period": period, "value": value, "flag": ""} for period, value in points]
    town = {"role": "town", "subgroup_name": "", "points": [*own, carried]}
    england = {"role": "country", "subgroup_name": "", "points": own[:1]}
    return {"series": [town, england], **more}


def test_new_periods_and_revised_figures_of_the_town_are_news():
    then, now = known([("2021", 1.0), ("2022", 2.0)]), known([("2021", 1.5), ("2023", 3.0)])

    assert find_news(None, now) == News(is_first=True)
    assert find_news(then, then) == News(is_first=False)
    assert find_news(then, now) == News(
        False, ("2023",), (Revised("", "2021", 1.0, 1.5), Revised("", "2022", 2.0, None))
    )


def test_a_draft_lists_what_there_is_and_counts_the_rest():
    doings = Doings(workstreams=("W1: Warm homes",), actions=tuple(f"A{n}" for n in range(10)))

    lines = write_draft(doings).splitlines()

    assert lines[:4] == ["Work under way:", "- W1: Warm homes", "", "Actions done:"]
    assert (len(lines), lines[-1]) == (13, "- and 2 more")
    assert write_draft(Doings()) == ""
    assert Doings().is_empty


def test_a_draft_is_renewed_unless_people_edited_it():
    assert keep_edited("", "", "new") == "new"
    assert keep_edited("old", "old", "new") == "new"
    assert keep_edited("mine", "old", "new") == "mine"
