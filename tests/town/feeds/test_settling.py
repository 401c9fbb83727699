"""Two people, newer figures, and figures that change while somebody looks."""

import threading

import pytest
from django.db import connection, connections

from fairplace.town.feeds.models import Load
from fairplace.town.feeds.operations.feed import change_feed
from fairplace.town.feeds.operations.settling import (
    AlreadySettled,
    NotSettled,
    OutOfDate,
    refuse_load,
    take_load,
)
from fairplace.town.feeds.opinions import ASKED
from fairplace.town.indicators.models import Observation, Release
from tests.factories import make_observations, make_person
from tests.town.feeds.answers import ENGLAND, TESTHAM, line, usual
from tests.town.feeds.steps import everything, fetch, take


def test_whoever_is_second_is_told_who_was_first(fake, feed, ada, town):
    load = fetch(feed)
    fay = make_person("Fay", town, "analyst")
    take(load, ada)
    before = everything()

    with pytest.raises(AlreadySettled, match="Ada has taken them already"):
        take_load(by=fay, load=load, seen=load.comparison["digest"])
    with pytest.raises(AlreadySettled, match="Ada has taken them already"):
        refuse_load(by=fay, load=load, because="No.")

    assert everything() == before
    assert Release.objects.filter(loads=load).count() == 1


def test_what_was_refused_is_not_taken(fake, feed, ada):
    load = fetch(feed)
    refuse_load(by=ada, load=load, because="It is another definition.")

    with pytest.raises(AlreadySettled, match="Ada has refused them already"):
        take(load, ada)

    assert everything() == []


def test_nothing_is_refused_without_a_reason(fake, feed, ada):
    load = fetch(feed)

    with pytest.raises(NotSettled, match="Say in a sentence why"):
        refuse_load(by=ada, load=load, because="  ")


def test_a_newer_load_takes_the_place_of_one_that_waits(fake, feed, ada):
    older = fetch(feed)
    fake.answer.rows = [*usual(), line(2021, 68.0)]

    newer = fetch(feed)

    older.refresh_from_db()
    assert (older.state, newer.state) == (Load.State.SUPERSEDED, Load.State.WAITING)
    with pytest.raises(AlreadySettled, match="Newer ones came meanwhile"):
        take(older, ada)


def test_another_question_puts_aside_what_waits_of_the_old_one(fake, feed, ada):
    load = fetch(feed)

    change_feed(by=ada, feed=feed, version=1, values={"asked": {**feed.asked, "area_type": "501"}})

    load.refresh_from_db()
    assert load.state == Load.State.SUPERSEDED


def test_figures_that_changed_since_the_page_was_made_are_looked_at_again(fake, feed, ada, town, client):
    load = fetch(feed)
    seen = load.comparison["digest"]
    make_observations(feed.indicator, town.place, [50], first=2014)
    with pytest.raises(OutOfDate):
        take_load(by=ada, load=load, seen=seen)
    client.force_login(ada)

    answer = client.post(f"/data/loads/{load.pk}/settle/", {"seen": seen, "because": "Mine", "take": "1"})

    page = answer.content.decode()
    load.refresh_from_db()
    assert answer.status_code == 409
    assert "The figures have changed since this page was made" in page
    assert "Mine" in page
    assert load.comparison["counts"]["revised"] == 1
    assert load.comparison["digest"] in page
    assert Observation.objects.filter(place__code=TESTHAM, period="2014").get().value == 50

    answer = client.post(
        f"/data/loads/{load.pk}/settle/", {"seen": load.comparison["digest"], "because": "Mine", "take": "1"}
    )

    assert answer.status_code == 302
    assert Observation.objects.filter(place__code=TESTHAM, period="2014").get().value == 60


def test_a_snapshot_that_was_tampered_with_is_not_taken(fake, feed, ada, data):
    load = fetch(feed)
    for table in (data / "snapshots" / "tables").glob("*.parquet"):
        table.unlink()
    for body in (data / "snapshots" / "bodies").glob("*/*.gz"):
        body.write_bytes(b"something else")
    client_error = pytest.raises(Exception, match="is missing, or was changed since")

    with client_error:
        take(load, ada)

    assert everything() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    "connection.vendor == 'sqlite'", reason="SQLite in memory is one connection: nobody races"
)
def test_two_who_press_at_once_take_the_figures_once(fake, feed, ada):
    load = fetch(feed)
    gate, found = threading.Barrier(2), []

    def press():
        gate.wait()
        try:
            take_load(by=ada, load=load, seen=load.comparison["digest"])
            found.append("taken")
        except AlreadySettled:
            found.append("too late")
        finally:
            connections.close_all()

    both = [threading.Thread(target=press) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert sorted(found) == ["taken", "too late"]
    assert connection.vendor
    assert Release.objects.filter(loads=load).count() == 1
    assert Observation.objects.count() == 14


def test_an_answer_without_the_town_does_not_say_that_its_figures_would_go(fake, feed, town, monkeypatch):
    make_observations(feed.indicator, town.place, [60, 61])
    asked = []
    monkeypatch.setitem(ASKED, "listening", lambda prospect: asked.append(prospect) or ())
    fake.answer.rows = usual(places=(ENGLAND,))

    load = fetch(feed)

    assert load.comparison["counts"]["withdrawn"] == 0
    assert [[one.value for one in series.points] for series in asked[-1].now] == [[60, 61]]
