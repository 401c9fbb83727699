from dataclasses import replace
from datetime import date

import pytest

import fairplace.equity as eq
from fairplace.town.measures.queries import get_evidence
from fairplace.town.measures.rules.curve import Course, chance_in_words, course_of, draw_curve
from fairplace.town.measures.rules.gap import why_no_gap_line
from fairplace.town.measures.rules.judgement import even_year, year_of
from fairplace.town.measures.rules.path import Path, later_way, required_change
from fairplace.town.measures.rules.trend import find_recent_trend
from tests.factories import make_indicator, make_measure, make_observations, make_town
from tests.town.measures.test_rules import points
from tests.town.measures.test_status import make_path

VALUES = [20, 19.2, 19.5, 18.1, 17.9, 17.2, 16.4, 16.9, 15.8, 15.1]
PATH = Path(2023.5, 15.1, 2040, 5, is_adopted=True)


def test_a_curve_is_what_the_library_says_of_the_same_points():
    curve = draw_curve(points(VALUES), course=Course("low", "logit", 100), path=PATH)

    years = [year + 0.5 for year in range(2014, 2024)]
    ahead = eq.projection(years, VALUES, until=2040.5, scale="logit", per=100, fan=(0.8, 0.95))
    test = eq.back_test(years, VALUES, scale="logit", per=100, fan=(0.8, 0.95))
    assert curve.required.value == pytest.approx((5 - 15.1) / 17)
    assert curve.chance == pytest.approx(eq.chance_of_reaching(ahead, 5, "low")[-1])
    assert (curve.ends_in, curve.missing) == (2040, "")
    assert curve.back_test.error == pytest.approx(test.error)
    assert curve.inside == test.coverage[0.95]


def test_a_later_start_is_counted_from_today_and_not_from_the_last_figure():
    # The last figure stands in the middle of 2023; today three years have gone by without one.
    curve = draw_curve(points(VALUES), course=Course("low"), path=PATH, starts_in=2, today=2026.5)

    assert curve.required.value == pytest.approx((5 - 15.1) / 17)
    assert (curve.later.value, curve.begins_in) == (pytest.approx((5 - 15.1) / 12), 2028)


def test_to_start_later_leaves_fewer_years():
    curve = draw_curve(points(VALUES), course=Course("low"), path=PATH, starts_in=2)

    assert curve.later.value == pytest.approx((5 - 15.1) / 15)
    assert required_change(eq.Estimate(15.1), 2023.5, PATH, starts_in=17) is None


@pytest.mark.parametrize(
    ("values", "says"),
    [([1, 2, 3], "Only 3 figures are held (2014 to 2016)"), ([5, 5, 5, 5, 5], "without any scatter")],
)
def test_a_curve_without_a_fan_says_why(values, says):
    curve = draw_curve(points(values), course=Course("low"), path=PATH)

    assert says in curve.missing
    assert (curve.projection, curve.chance) == (None, None)
    assert curve.required is not None


def test_a_curve_of_five_points_has_a_fan_that_could_not_be_tried():
    curve = draw_curve(points(VALUES[:5]), course=Course("low"), path=PATH)

    assert curve.projection is not None
    assert (curve.back_test, curve.inside, curve.tried) == (None, None, 0)


def test_without_a_path_or_a_year_there_is_nothing_to_look_ahead_to():
    assert "No year is set" in draw_curve(points(VALUES), course=Course("low")).missing
    assert draw_curve(points(VALUES), course=Course("low", until=2030)).ends_in == 2030
    assert draw_curve((), course=Course("low")) is None


def test_a_share_that_reached_nobody_runs_on_a_plain_scale():
    curve = draw_curve(points([*VALUES[:8], 0, 1]), course=Course("low", "logit", 100), path=PATH)

    assert curve.course.scale == "plain"


def test_a_leap_day_moves_no_year():
    years = [points([1])[0]]
    financial = [
        replace(years[0], starts_on=date(year, 4, 1), ends_on=date(year + 1, 3, 31)).year
        for year in range(2018, 2026)
    ]

    assert len({round(year % 1, 6) for year in financial}) > 1
    assert {even_year(year) % 1 for year in financial} == {0.75}


def test_counts_of_one_day_in_a_month_stand_a_year_apart():
    # The survey of pay asks about one week of April, which begins on another day each year.
    days = [date(2021, 4, 21), date(2022, 4, 27), date(2023, 4, 19), date(2024, 4, 17), date(2025, 4, 30)]
    pay = [
        replace(one, starts_on=day, ends_on=day, lower=one.value - 10, upper=one.value + 10)
        for one, day in zip(points([486.5, 500.7, 536.2, 582.1, 585.9], first=2021), days, strict=True)
    ]

    trend = find_recent_trend(pay, polarity="high", form="other")
    curve = draw_curve(pay, course=Course("high"), path=replace(PATH, value=700))

    assert (trend.word, trend.reason) == ("increasing and getting better", "")
    assert [year_of(point) for point in pay] == [2021.25, 2022.25, 2023.25, 2024.25, 2025.25]
    assert curve.required.value == pytest.approx((700 - 585.9) / 15.25)
    assert curve.projection.years[0] == 2026.25


@pytest.mark.parametrize(
    ("chance", "words"),
    [(0, "less than 1 in 100"), (0.31, "about 31 in 100"), (1, "more than 99 in 100")],
)
def test_a_chance_is_never_none_and_never_sure(chance, words):
    assert chance_in_words(chance) == words


@pytest.mark.parametrize(
    ("form", "per", "scale"),
    [("proportion", 100, "logit"), ("rate", 1000, "log"), ("mean", 1, "plain"), ("other", 1, "plain")],
)
def test_a_line_runs_on_the_scale_of_its_form(form, per, scale):
    assert course_of(form, per) == scale


def test_a_path_is_a_straight_line_between_its_ends():
    assert [PATH.at(year) for year in (2000, 2023.5, 2032, 2040.5, 2050)] == pytest.approx(
        [15.1, 15.1, 10.05, 5, 5]
    )


def test_what_is_missing_for_a_gap_to_have_a_line_is_said_exactly():
    assert why_no_gap_line(points([1])) == (
        "The gap is known for one period only, 2014. A trend takes five: four more are missing."
    )
    assert why_no_gap_line(points([1, 2, 3])) == (
        "The gap is known for 3 periods (2014, 2015, 2016). A trend takes five: 2 more are missing."
    )
    assert why_no_gap_line(points([1, 2, 3]), held=6) == (
        "The gap is known for 6 periods, and only 3 of them (2014, 2015, 2016) were counted in today’s way "
        "within ten years. A trend takes five: 2 more are missing."
    )
    assert why_no_gap_line(()) == "No period has figures for both ends of the gap."
    assert why_no_gap_line(points(VALUES)) == ""


def counted(values):
    return tuple(replace(point, count=point.value * 10, denominator=1000) for point in points(values))


def test_the_recent_trend_of_a_share_goes_by_its_counts():
    shares = counted([20, 22, 24, 26, 28])

    trend = find_recent_trend(shares, polarity="low", form="proportion")

    told = {"counts": [200, 220, 240, 260, 280], "denominators": [1000] * 5}
    assert trend == eq.recent_trend(range(5), **told, polarity="low")
    assert trend.word == "increasing and getting worse"


@pytest.mark.parametrize(
    ("series", "form", "reason"),
    [
        (points([1, 2, 3]), "rate", "A recent trend needs five points, and there are 3."),
        (points(VALUES), "rate", "Limits are missing among the last five."),
        (
            points(VALUES, flags={2021: "break"}),
            "rate",
            "The definition changes within the last five points.",
        ),
        (
            points(VALUES, flags={2021: "carried-forward"}),
            "rate",
            "The last five points are not evenly spaced.",
        ),
        (
            tuple(replace(one, ends_on=date(one.ends_on.year + 2, 12, 31)) for one in points(VALUES)),
            "rate",
            "The periods overlap, so that neighbours share their events.",
        ),
    ],
)
def test_a_recent_trend_that_cannot_be_calculated_says_why(series, form, reason):
    trend = find_recent_trend(series, polarity="low", form=form)

    assert (trend.word, trend.reason) == ("cannot be calculated", reason)


def test_a_marked_break_stands_in_the_way_of_a_recent_trend():
    trend = find_recent_trend(counted(VALUES), polarity="low", form="proportion", breaks=[date(2021, 1, 1)])

    assert trend.reason == "The definition changes within the last five points."


@pytest.mark.django_db
def test_the_page_says_how_the_fan_was_made_and_how_often_it_would_have_been_right(client):
    town, indicator = make_town(), make_indicator(polarity="low")
    make_observations(indicator, town.place, [(value, value - 1, value + 1) for value in VALUES])
    measure = make_measure(town, indicator=indicator)
    make_path(measure, 5)

    page = client.get("/measures/jobs/").content.decode()

    [level] = get_evidence(measure=measure).make_curves().levels
    assert f"{level.curve.tried} times the figures up to a year were projected" in page
    assert "Chance of getting there by 2040" in page
    assert f"{chance_in_words(level.curve.chance)}, if nothing turns the line" in page
    assert "straight line through 10 points" in page
    assert "No breakdown inside the town is published for this measure" in page


@pytest.mark.django_db
def test_a_gap_path_is_seen_where_no_gap_is_published(client):
    town, indicator = make_town(), make_indicator()
    make_observations(indicator, town.place, VALUES)
    make_path(make_measure(town, indicator=indicator), 0, of="absolute gap")

    page = client.get("/measures/jobs/").content.decode()

    assert "from 10.0 percentage points in 2014 to 0.0 percentage points in 2040; adopted by the town" in page
    assert page.count("No breakdown inside the town is published") == 1


def test_a_later_start_is_level_and_then_as_steep_as_is_said():
    curve = draw_curve(points(VALUES), course=Course("low"), path=PATH, starts_in=2)

    now, begin, end = curve.later_way
    assert (now[1], begin[1]) == (15.1, 15.1)
    assert (begin[0], end) == (2025.5, (2040.5, 5))
    assert (end[1] - begin[1]) / (end[0] - begin[0]) == pytest.approx(curve.later.value)


def test_a_start_now_or_after_the_end_is_no_later_start():
    level = eq.Estimate(15.1)

    assert later_way(level, 2023.5, PATH, starts_in=0) == ()
    assert later_way(level, 2023.5, PATH, starts_in=17) == ()
