from dataclasses import replace

import pytest

from fairplace.town.indicators.models import Observation
from fairplace.town.measures.queries import get_evidence
from fairplace.town.measures.rules.comparison import (
    SIGNS,
    Comparing,
    Rank,
    compare_all,
    difference_in_short,
    difference_words,
    method_in_words,
    rank_all,
    why_no_word,
)
from tests.factories import make_indicator, make_measure, make_observations, make_place, make_town
from tests.town.measures.test_rules import points


def with_limits(value, reach, surer=None):
    [point] = points([value])
    told = {"lower": value - reach, "upper": value + reach}
    if surer:
        told |= {"surer_lower": value - surer, "surer_upper": value + surer}
    return replace(point, **told)


def bare(*values):
    return [points([value])[0] for value in values]


def test_ranges_that_are_apart_tell_and_ranges_that_meet_do_not():
    others = [with_limits(14, 0.5), with_limits(14, 0.9), *bare(14)]

    words = compare_all(with_limits(15, 0.3), others, Comparing("overlap-95", "high"))

    assert words == ["better", "similar", "better"]


def test_five_steps_need_the_surer_range_too():
    comparing, others = Comparing("overlap-998", "low"), bare(10, 14.2, 15.1, 30)

    surely = compare_all(with_limits(15, 0.5, surer=2), others, comparing)
    plainly = compare_all(with_limits(15, 0.5), others, comparing)

    assert surely == ["far worse", "worse", "similar", "far better"]
    assert plainly == ["worse", "worse", "similar", "better"]


def test_fifths_give_each_place_its_own_and_need_five_places():
    own, others = bare(1)[0], bare(2, 3, 4, 5)

    assert compare_all(own, others, Comparing("fifths", "low")) == [
        "second best", "middle", "second worst", "worst", "best",
    ]  # fmt: skip
    assert compare_all(own, others[:2], Comparing("fifths", "low")) == ["cannot tell"] * 3
    assert "there are 3" in why_no_word(own, Comparing("fifths", "low"), 3)


@pytest.mark.parametrize(
    ("method", "goals", "words"),
    [
        ("goal", (95,), ["met", "not met", "not met"]),
        ("range-goal", (90, 95), ["met", "nearly met", "not met"]),
        ("percentile-goal", (50,), ["met", "met", "not met"]),
        ("none", (), ["not compared"] * 3),
        ("goal", (), ["cannot tell"] * 3),
    ],
)
def test_goals_give_each_place_its_own_word(method, goals, words):
    comparing = Comparing(method, "high", goals)

    assert compare_all(bare(80)[0], bare(96, 92), comparing) == words
    assert method_in_words(comparing, bare(80)[0]).endswith(".")


def test_without_a_range_the_page_says_why_nothing_can_be_told():
    own, comparing = bare(1)[0], Comparing("overlap-95", "low")

    assert compare_all(own, bare(9), comparing) == ["cannot tell"]
    assert "No likely range" in why_no_word(own, comparing, 2)
    assert why_no_word(with_limits(1, 1), comparing, 2) == ""
    assert "not compared" in why_no_word(own, Comparing("none"), 2)


@pytest.mark.parametrize("word", SIGNS)
def test_every_word_comes_with_a_sign_and_a_sentence(word):
    assert difference_in_short(word).startswith(SIGNS[word])
    assert "Slough" in difference_words(word, "Slough")


@pytest.mark.parametrize("word", ["best", "second worst", "middle", "lowest", "second highest"])
def test_fifths_are_said_in_words(word):
    assert word in difference_in_short(word)
    assert difference_words(word, "Slough").startswith("Slough: In the ")


def test_a_rank_never_comes_without_its_range_and_ties_share_a_place():
    apart = rank_all([with_limits(20, 0.1), with_limits(10, 0.1), with_limits(30, 0.1)], "low")
    together = rank_all([with_limits(20, 5), with_limits(20, 5), with_limits(30, 6)], "low")

    assert apart[0] == Rank(2, 2, 2, 3)
    assert apart[0].say("low") == (
        "Among the town and the 2 places chosen as similar, where 1 is the best, it stands at 2, by its "
        "whole likely range."
    )
    assert together[0] == Rank(1, 1, 3, 3, ties=1)
    assert together[0].say("none") == (
        "Among the town and the 2 places chosen as similar, where 1 is the lowest number, it stands "
        "somewhere from 1 to 3. By the number alone it shares place 1."
    )
    assert together[0].short == "1, shared (likely 1 to 3)"
    assert Rank(2, 1, 3, 3).say("high").endswith("By the number alone it would be at 2.")


def test_there_is_no_rank_where_a_range_is_missing_or_two_places_are_all():
    assert rank_all([with_limits(1, 1), with_limits(2, 1), *bare(3)], "low") == []
    assert rank_all([with_limits(1, 1), with_limits(2, 1)], "low") == []


@pytest.mark.django_db
def test_countries_and_regions_are_not_ranked_among_places(client):
    england = make_place("E92000001", "England", "country")
    towns = [make_place(f"E0600010{n}", f"Place {n}") for n in range(3)]
    town, indicator = make_town(compared=[england, *towns]), make_indicator(polarity="low")
    for value, place in zip((15, 10, 12, 20, 30), (town.place, england, *towns), strict=True):
        make_observations(indicator, place, [(value, value - 1, value + 1)])
    town.comparators.exclude(place=england).update(role="similar")
    measure = make_measure(town, indicator=indicator)

    evidence = get_evidence(measure=measure)

    assert evidence.comparison.own[0].rank == Rank(2, 2, 2, 4)
    assert [one.rank and one.rank.rank for one in evidence.beside] == [None, 1, 3, 4]
    page = client.get("/measures/jobs/").content.decode()
    assert (
        "Among the town and the 3 places chosen as similar, where 1 is the best, it stands at 2, by its whole "
        "likely range." in page
    )


@pytest.mark.django_db
def test_the_surer_range_is_read_with_the_figures():
    slough = make_place("E06000039", "Slough")
    town, indicator = make_town(compared=[slough]), make_indicator()
    indicator.comparison = "overlap-998"
    indicator.save()
    make_observations(indicator, town.place, [(15, 14, 16)])
    make_observations(indicator, slough, [(5, 4, 6)])
    Observation.objects.filter(place=town.place).update(surer_lower=13, surer_upper=17)

    [beside] = get_evidence(measure=make_measure(town, indicator=indicator)).beside

    assert (beside.difference, beside.words) == (
        "far better",
        "Here it is better than in Slough, and that is very sure.",
    )
