from datetime import UTC, datetime, timedelta

import pytest

from fairplace.equity.sources.waiting import Clock, Turns, back_off, retry_after

from .fake import Watch

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_each_wait_is_twice_the_last_with_a_little_chance():
    assert [back_off(tried, 1, 0) for tried in (1, 2, 3)] == [1, 2, 4]
    assert back_off(1, 1, 1) == 1.5


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7),
        ("Mon, 02 Mar 2026 09:01:00 GMT", 60),
        ("Mon, 02 Mar 2026 08:00:00 GMT", 0),
        ("Mon, 02 Mar 2026 09:01:00 -0000", 60),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_is_a_number_or_a_date(header, seconds):
    assert retry_after(header, NOW) == seconds


def test_hosts_do_not_wait_for_each_other():
    watch, turns = Watch(), Turns()
    for host in ("a", "b", "a"):
        with turns.take(host, 0.5, watch.clock):
            pass

    assert watch.slept == [0.5]


def test_a_host_that_was_left_long_ago_is_asked_at_once():
    watch, turns = Watch(), Turns()
    with turns.take("a", 0.5, watch.clock):
        pass
    watch.seconds += 1
    with turns.take("a", 0.5, watch.clock):
        pass

    assert watch.slept == []


def test_the_clock_is_utc_unless_told_otherwise():
    assert Clock().now().utcoffset() == timedelta(0)
