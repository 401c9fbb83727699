from datetime import UTC, date, datetime, timedelta

import pytest

from fairplace.town.feeds.rules.health import (
    Health,
    Past,
    age_in_words,
    is_dead,
    is_due,
    next_due,
    say_health,
)

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def ago(days, **more):
    return NOW - timedelta(days=days, **more)


@pytest.mark.parametrize(
    ("past", "health"),
    [
        (Past(30), Health.NEVER),
        (Past(30, good_at=ago(30), last_state="taken", last_at=ago(30)), Health.FRESH),
        (Past(30, good_at=ago(37), last_state="unchanged", last_at=ago(37)), Health.FRESH),
        (Past(30, good_at=ago(38), last_state="taken", last_at=ago(38)), Health.LATE),
        (Past(1, good_at=ago(4), last_state="taken", last_at=ago(4)), Health.FRESH),
        (Past(1, good_at=ago(5), last_state="taken", last_at=ago(5)), Health.LATE),
        (Past(30, good_at=ago(90), last_state="failed", last_at=ago(1)), Health.FAILED),
        (Past(30, last_state="failed", last_at=ago(1)), Health.FAILED),
        (Past(30, good_at=ago(90), last_state="refused", last_at=ago(1)), Health.LATE),
        (Past(30, good_at=ago(1), last_state="failed", last_at=ago(0), has_waiting=True), Health.WAITING),
        (Past(30, is_active=False, good_at=ago(900)), Health.PAUSED),
        (Past(30, is_active=False, has_waiting=True), Health.WAITING),
    ],
)
def test_health_is_one_word(past, health):
    assert say_health(past, NOW) == health


@pytest.mark.parametrize(
    ("past", "due"),
    [
        (Past(30), NOW),
        (Past(30, good_at=ago(10), last_state="taken", last_at=ago(10)), NOW + timedelta(days=20)),
        (Past(30, good_at=ago(10), last_state="superseded", last_at=ago(2)), NOW + timedelta(days=20)),
        (Past(30, good_at=ago(90), last_state="failed", last_at=ago(1)), ago(0, hours=4)),
        (Past(30, good_at=ago(90), last_state="refused", last_at=ago(2)), NOW + timedelta(days=5)),
        (Past(3, good_at=ago(90), last_state="refused", last_at=ago(2)), NOW + timedelta(days=1)),
        (Past(30, last_state="running", last_at=ago(0)), None),
        (Past(30, has_waiting=True, last_state="waiting", last_at=ago(40)), None),
        (Past(30, is_active=False), None),
    ],
)
def test_a_feed_is_due_by_its_rhythm_and_sooner_after_a_failure(past, due):
    assert next_due(past, NOW) == due
    assert is_due(past, NOW) == (due is not None and due <= NOW)


def test_a_load_is_dead_after_a_silence_or_a_long_wait_for_a_worker():
    begun = ago(0, minutes=59)

    assert not is_dead(started_at=begun, seen_at=None, now=NOW)
    assert is_dead(started_at=ago(0, minutes=61), seen_at=None, now=NOW)
    assert not is_dead(started_at=begun, seen_at=ago(0, minutes=14), now=NOW)
    assert is_dead(started_at=begun, seen_at=ago(0, minutes=16), now=NOW)


@pytest.mark.parametrize(
    ("ends_on", "age"),
    [
        (date(2024, 3, 31), {"years": 2, "months": 2}),
        (date(2026, 5, 31), {"years": 0, "months": 0}),
        (date(2026, 5, 1), {"years": 0, "months": 1}),
        (date(2027, 12, 31), {"years": 0, "months": 0}),
    ],
)
def test_the_age_of_a_figure_counts_from_the_end_of_its_period(ends_on, age):
    assert age_in_words(ends_on, NOW.date()) == age
