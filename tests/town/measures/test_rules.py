from datetime import date

import pytest

from fairplace.town.indicators.rules import Point
from fairplace.town.measures.rules import CANNOT_TELL, Judgement, agree, judge, judged_points, tally


def points(values, first=2014, flags=None):
    flags = flags or {}
    return tuple(
        Point(
            str(year),
            date(year, 1, 1),
            date(year, 12, 31),
            value,
            None,
            None,
            None,
            None,
            flags.get(year, ""),
            "",
            1,
        )
        for year, value in enumerate(values, start=first)
    )


STEADY = [10, 11.1, 11.9, 13.05, 14, 15.02]


@pytest.mark.parametrize(
    ("polarity", "verdict"), [("high", "better"), ("low", "worse"), ("none", CANNOT_TELL)]
)
def test_a_steady_climb_is_judged_by_which_way_is_better(polarity, verdict):
    assert judge(points(STEADY), polarity=polarity).verdict == verdict


def test_a_flat_noisy_series_is_never_called_better_or_worse():
    noisy = points([10, 12, 9, 11, 10, 12, 9, 10])

    judgement = judge(noisy, polarity="low")

    assert judgement.verdict == CANNOT_TELL
    assert judgement.reason


def test_too_few_values_say_why_nothing_can_be_told():
    judgement = judge(points([1, 2, 3]), polarity="high")

    assert judgement.verdict == CANNOT_TELL
    assert judgement.reason == "Only 3 figures are held (2014 to 2016); a direction takes 5."
    assert judgement.change is None


@pytest.mark.parametrize(
    ("series", "reason"),
    [
        (points([1]), "Only one figure is held (2014); a direction takes 5."),
        (
            points(range(8), flags={2019: "break"}),
            "Only 3 figures (2019 to 2021) were counted in today’s way; a direction takes 5.",
        ),
        (
            points(range(8), flags={2021: "break"}),
            "Only one figure (2021) was counted in today’s way; a direction takes 5.",
        ),
        (
            points([1, 2, 3, 3, 3], flags={2017: "carried-forward", 2018: "carried-forward"}),
            "Only 3 figures are held (2014 to 2016); a direction takes 5. "
            "What only repeats an earlier figure does not count.",
        ),
        (
            (*points([1, 2]), *points([3, 4, 5], first=2030)),
            "Only 3 figures of the last ten years are held (2030 to 2032); a direction takes 5.",
        ),
    ],
)
def test_too_few_figures_say_how_many_count_and_why_not_more(series, reason):
    assert judge(series, polarity="high").reason == reason


def test_values_carried_forward_count_for_nothing():
    carried = points([*STEADY, 15.02, 15.02], flags={2020: "carried-forward", 2021: "carried-forward"})

    assert [point.period for point in judged_points(carried)] == [
        "2014",
        "2015",
        "2016",
        "2017",
        "2018",
        "2019",
    ]


def test_nothing_before_a_change_of_definition_is_judged():
    broken = points([50, 50, *STEADY], flags={2016: "break"})

    assert judged_points(broken)[0].period == "2016"


def test_only_the_last_ten_years_are_judged():
    assert [point.period for point in judged_points(points(range(20), first=2000))] == [
        str(year) for year in range(2010, 2020)
    ]


def test_overlapping_periods_cannot_be_judged():
    rolling = tuple(
        Point(
            f"{year}-{year + 2}",
            date(year, 1, 1),
            date(year + 2, 12, 31),
            value,
            None,
            None,
            None,
            None,
            "",
            "",
            1,
        )
        for year, value in enumerate(STEADY, start=2009)
    )

    assert "overlap" in judge(rolling, polarity="high").reason


def test_subgroups_speak_for_the_whole_only_when_they_agree():
    assert agree([Judgement("better"), Judgement("better")]) == "better"
    assert agree([Judgement("better"), Judgement("worse")]) == CANNOT_TELL
    assert agree([]) == "none"


def test_tally_counts_every_verdict_in_the_order_shown():
    assert list(tally(["worse", "none", "worse"]).items()) == [
        ("better", 0),
        ("worse", 2),
        (CANNOT_TELL, 0),
        ("none", 1),
    ]
