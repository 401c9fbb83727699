"""What is due is fetched by the day's work, and what died is known."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fairplace.town.config import clock
from fairplace.town.feeds.models import Load
from fairplace.town.feeds.operations.load import NotBegun, begin_load, fetch_due, mark_dead_loads, run_load
from tests.factories.feeds import make_feed, make_load
from tests.town.feeds.steps import fetch


def ago(**parts):
    return timezone.now() - timedelta(**parts)


def test_what_is_due_is_put_into_the_queue_once(town):
    due, fresh, paused = (make_feed(town, code) for code in ("due", "fresh", "paused"))
    paused.is_active = False
    paused.save()
    make_load(due, "taken", started_at=ago(days=31), ended_at=ago(days=31))
    make_load(fresh, "taken", started_at=ago(days=2), ended_at=ago(days=2))

    begun = fetch_due(town=town)

    assert [one.feed for one in begun] == [due]
    assert begun[0].state == Load.State.RUNNING
    assert fetch_due(town=town) == []


def test_a_town_that_is_offline_asks_nobody(town, settings):
    settings.ASKS_PUBLISHERS = False
    feed = make_feed(town)

    assert fetch_due(town=town) == []
    with pytest.raises(NotBegun, match="Load the figures from a file"):
        begin_load(by=None, feed=feed)
    assert Load.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_the_clock_fetches_what_is_due(town):
    make_feed(town)

    clock.do_what_is_due()

    assert Load.objects.get().step == "Waits for its turn"


def test_a_load_that_nobody_took_up_ends_with_what_to_do(town, feed):
    load = begin_load(by=None, feed=feed)
    assert mark_dead_loads(town=town) == 0
    Load.objects.filter(pk=load.pk).update(started_at=ago(minutes=61))

    assert mark_dead_loads(town=town) == 1

    load.refresh_from_db()
    assert (load.state, load.message) == (
        Load.State.FAILED,
        "Nobody took it up: the worker does not run. Start “fairplace worker”, and fetch again.",
    )
    run_load(pk=load.pk)
    load.refresh_from_db()
    assert load.state == Load.State.FAILED


def test_a_load_without_a_sign_of_life_for_long_has_ended(town, feed):
    load = begin_load(by=None, feed=feed)
    Load.objects.filter(pk=load.pk).update(seen_at=ago(minutes=14))
    assert mark_dead_loads(town=town) == 0
    Load.objects.filter(pk=load.pk).update(seen_at=ago(minutes=16))

    mark_dead_loads(town=town)

    load.refresh_from_db()
    assert load.message.startswith("It was broken off in the middle.")


def test_a_load_is_taken_up_once(fake, feed):
    load = begin_load(by=None, feed=feed)
    run_load(pk=load.pk)
    asked = len(fake.asked)

    run_load(pk=load.pk)

    assert len(fake.asked) == asked


def test_what_goes_wrong_in_fairplace_itself_ends_the_load_too(fake, town):
    load = begin_load(by=None, feed=make_feed(town, asked={"indicators": 90001, "area_type": "502"}))

    with pytest.raises(AttributeError):
        run_load(pk=load.pk)

    load.refresh_from_db()
    assert (load.state, load.message) == (
        Load.State.FAILED,
        "Something went wrong in Fairplace itself. What was loaded before is untouched.",
    )


def test_a_folder_that_cannot_be_written_fails_the_load_with_a_sentence(fake, feed, data):
    (data / "snapshots").write_text("A file where a folder should be.")

    load = fetch(feed)

    assert load.state == Load.State.FAILED
    assert "kept" in load.message
    assert "Not a directory" in load.message
