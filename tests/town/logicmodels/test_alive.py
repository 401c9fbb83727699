from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.town.logicmodels.queries.alive import get_living, list_living, list_promises
from fairplace.town.logicmodels.rules.alive import get_life
from fairplace.town.logicmodels.rules.lag import add_months
from fairplace.town.logicmodels.rules.progress import Progress, say_progress
from fairplace.town.logicmodels.rules.rollup import roll_up
from fairplace.town.logicmodels.rules.state import Kind, Step, replay
from tests.factories import (
    make_history,
    make_indicator,
    make_measure,
    make_observations,
    make_town,
)
from tests.factories.logicmodels import make_events, note, put_link, put_step

BEGAN, TODAY = date(2024, 1, 10), date(2026, 6, 1)
STEPS = [
    put_step("out", "output", "Homes mended", out_of=100.0, out_of_what="homes", target=50.0),
    put_step("soon", "short", "Warmer", local="Asked"),
    put_step("mid", "medium", "Less worry", measure="worry", lag=24, early=["Said so"]),
    put_step("late", "long", "Less fuel poverty", measure="fuel", early=["Ratings"]),
    put_step("end", "impact", "Well", measure="life"),
    put_link("out", "soon"),
    put_link("soon", "mid"),
    put_link("mid", "late"),
    put_link("late", "end"),
]


def read(*values, key="out"):
    return [
        note(key, "reading", str(value), f"2025-{n:02}-01T12:00:00+00:00")
        for n, value in enumerate(values, start=1)
    ]


def live(changes, today=TODAY, **verdicts):
    return get_life(replay(make_events([*STEPS, *changes])), verdicts=verdicts, made_on=BEGAN, today=today)


def test_a_step_says_what_its_test_says_once_its_time_has_come():
    life = live([], worry="better", fuel="worse", life="cannot tell")

    assert {key: one.state for key, one in life.steps.items()} == {
        "out": "",
        "soon": "",
        "mid": "better",
        "late": "too early",
        "end": "cannot tell",
    }
    assert life.steps["late"].due_on == date(2034, 1, 1)
    assert life.steps["late"].until == "January 2034"


def test_an_outcome_is_too_early_until_its_month_and_not_a_day_longer():
    eve, day = date(2025, 12, 31), date(2026, 1, 1)

    assert live([], today=eve, worry="worse").steps["mid"].state == "too early"
    assert live([], today=day, worry="worse").steps["mid"].state == "worse"


def test_the_time_runs_from_the_day_that_was_noted_last():
    later = note("", "start", "2025-01-10")
    of_step = note("mid", "start", "2024-05-10")

    assert live([later]).began_on == date(2025, 1, 10)
    assert live([later], worry="worse").steps["mid"].state == "too early"
    assert live([later, of_step], worry="worse").steps["mid"].state == "worse"


def test_a_measure_without_a_number_is_no_verdict():
    assert live([], today=date(2040, 1, 1)).steps["late"].state == "none"


def test_a_link_is_in_doubt_where_the_output_grew_three_times_and_the_outcome_is_not_better():
    life = live(read(10, 20, 30, 40), worry="cannot tell")

    assert [(one.output, one.outcome, one.links) for one in life.doubts] == [
        ("out", "mid", ("out-soon", "soon-mid"))
    ]
    assert life.doubts[0].sentence == (
        "“Homes mended” grew in each of the last 3 readings (10, 20, 30, 40), but for “Less worry” "
        "the test cannot tell a direction, and a change could be expected since January 2026."
    )
    assert set(life.doubted) == {"out-soon", "soon-mid"}


@pytest.mark.parametrize(
    ("values", "verdict", "today"),
    [
        ((10, 20, 30), "worse", TODAY),
        ((10, 20, 20, 30), "worse", TODAY),
        ((40, 30, 20, 10), "worse", TODAY),
        ((10, 20, 30, 40), "better", TODAY),
        ((10, 20, 30, 40), "none", TODAY),
        ((10, 20, 30, 40), "worse", date(2025, 12, 31)),
    ],
    ids=["too few", "not each", "falling", "better", "no number", "too early"],
)
def test_otherwise_no_link_is_in_doubt(values, verdict, today):
    assert live(read(*values), today=today, worry=verdict).doubts == ()


def test_an_earlier_dip_does_not_count_once_it_grew_three_times_since():
    assert len(live(read(50, 10, 20, 30, 40), worry="worse").doubts) == 1


def test_an_impact_has_no_day_so_its_sentence_names_none():
    changes = [put_link("out", "end"), *read(1, 2, 3, 4)]

    assert [one.sentence for one in live(changes, worry="better", life="worse").doubts] == [
        "“Homes mended” grew in each of the last 3 readings (1, 2, 3, 4), but for “Well” the test says it gets worse."
    ]


@given(st.lists(st.floats(0, 1e6), max_size=8))
def test_growing_is_what_the_plain_twin_says(values):
    readings = tuple((date(2025, 1, 1), value) for value in values)
    last = values[-4:]

    plain = len(last) == 4 and last[0] < last[1] < last[2] < last[3]

    assert Progress(readings, None, None).is_growing == plain


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 300))
def test_months_are_added_as_a_calendar_does(day, months):
    month = day.replace(day=1)
    for _n in range(months):
        month = month.replace(month=month.month + 1) if month.month < 12 else date(month.year + 1, 1, 1)

    assert add_months(day, months) == month


def test_what_is_no_number_or_no_day_is_passed_over():
    life = live([*read(10), note("out", "reading", "many"), note("", "start", "soon")])

    assert [value for _day, value in life.steps["out"].progress.readings] == [10]
    assert life.began_on == BEGAN


def test_progress_is_told_with_out_of_how_many():
    step = Step(
        "out", Kind.OUTPUT, "T", target=50, actual=12, unit="homes", out_of=1200, out_of_what="cold homes"
    )
    progress = Progress(((TODAY, 1000.0), (TODAY, 1100.5)), 50, 1200)

    assert say_progress(step, None) == "12 homes out of 1,200 cold homes; target 50"
    assert say_progress(step, progress) == "1,100.5 homes out of 1,200 cold homes; target 50; 2 readings"
    assert (
        say_progress(Step("out", Kind.OUTPUT, "T", target=50), None)
        == "target 50, out of how many is not said"
    )
    assert say_progress(Step("out", Kind.OUTPUT, "T"), None) == ""


def test_promises_come_due_on_their_day_and_go_once_somebody_looked():
    early = live([], today=date(2024, 6, 1))
    later = live([], today=date(2026, 6, 1))
    looked = live(
        [
            note("mid", "rating", "Good", "2026-02-01T12:00:00+00:00"),
            note("late", "early sign", "Seen", "2026-02-01T12:00:00+00:00"),
        ],
        today=date(2026, 6, 1),
    )

    assert [(one.step, one.what, one.due_on, one.is_due) for one in early.promises] == [
        ("late", "sign", date(2025, 1, 1), False),
        ("mid", "sign", date(2025, 1, 1), False),
        ("soon", "outcome", date(2025, 1, 1), False),
        ("mid", "outcome", date(2026, 1, 1), False),
        ("late", "outcome", date(2034, 1, 1), False),
    ]
    assert [(one.step, one.what) for one in later.due] == [
        ("mid", "sign"),
        ("soon", "outcome"),
        ("late", "sign"),
        ("mid", "outcome"),
    ]
    assert [(one.step, one.what) for one in looked.due] == [("mid", "sign"), ("soon", "outcome")]
    assert later.due[3].sentence == "“Less worry” can be judged since January 2026, and nobody has yet."
    assert (
        early.promises[4].sentence
        == "“Less fuel poverty” is too early until January 2034. Then it is judged."
    )


@pytest.mark.django_db
def test_verdicts_come_from_the_tests_of_the_towns_measures():
    town = make_town()
    indicator = make_indicator(polarity="low")
    make_observations(indicator, town.place, [(10 + n, 9.9 + n, 10.1 + n) for n in range(8)])
    make_measure(town, "worry", indicator=indicator)
    model = make_history(
        town, "homes", [note("", "start", "2020-01-01"), *STEPS], made_at="2020-01-01T12:00:00Z"
    )
    model.refresh_from_db()

    living = get_living(model, today=TODAY)

    assert living.life.steps["mid"].state == "worse"


@pytest.mark.django_db
def test_lists_ask_no_more_for_three_models_than_for_one(django_assert_num_queries):
    town = make_town()
    make_measure(town, "worry")
    make_history(town, "one", STEPS)
    with django_assert_num_queries(2):
        list_living(town)

    make_history(town, "two", STEPS)
    make_history(town, "three", STEPS)

    with django_assert_num_queries(2):
        assert len(list_living(town)) == 3
    assert {due.model.slug for due in list_promises(town)} == {"one", "two", "three"}


def test_a_whole_model_is_told_in_one_line():
    changes = [put_step("more", "output", target=5.0, actual=5.0, out_of=9.0, out_of_what="x"), *read(50)]
    state = replay(make_events([*STEPS, *changes]))

    line = roll_up(state, live(changes, worry="worse", life="cannot tell"))

    assert line == (
        "2 of 2 outputs have reached their targets",
        "outcomes and impact, by their tests: getting worse: 1, cannot tell: 1, too early: 1",
    )
    assert roll_up(replay([]), get_life(replay([]), verdicts={}, made_on=BEGAN, today=TODAY)) == ()
