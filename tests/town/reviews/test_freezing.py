"""A process that is killed at any step of a freeze leaves it whole or not done at all; the next try succeeds."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from fairplace.town.people.models import AuditEvent
from fairplace.town.reviews.models import Review, Seat, Snapshot
from fairplace.town.reviews.operations.freezing import freeze_signed, publish_review
from fairplace.town.reviews.operations.holding import NotReady
from fairplace.town.reviews.operations.release import TellsTooMuch
from fairplace.town.reviews.operations.snapshot import freeze_review
from fairplace.town.reviews.queries.evidence import describe_measures
from fairplace.town.reviews.queries.frozen import read_body
from tests.factories import make_indicator, make_measure, make_observations, make_seat, make_town
from tests.factories.frozen import make_frozen, make_signed_review

FALLING = [(30, 29, 31), (27, 26, 28), (24, 23, 25), (21, 20, 22), (18, 17, 19), (15, 14, 16)]
DRIVER = Path(__file__).with_name("killed.py")
NOTHING = {"snapshots": 0, "whole": True, "state": "sign-off", "written": 0, "drawings": 0}
ALL = {"snapshots": 1, "whole": True, "state": "frozen", "written": 2, "drawings": 1}


def make_poverty(town):
    indicator = make_indicator("poverty", "low")
    make_observations(indicator, town.place, FALLING)
    return make_measure(town, "poverty", indicator)


def open_to_others(tmp_path) -> str:
    """Return the address of a database with the rows of this test that another process can open."""
    if connection.vendor == "sqlite":
        with sqlite3.connect(tmp_path / "town.sqlite3") as copy:
            connection.connection.backup(copy)
        copy.close()
        return f"sqlite:///{tmp_path / 'town.sqlite3'}"
    given = urlsplit(os.environ["FAIRPLACE_DATABASE_URL"])
    return given._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Processes are killed as POSIX knows it.")
def test_a_freeze_that_is_killed_at_any_step_is_whole_or_not_there(transactional_db, tmp_path):
    town = make_town()
    make_poverty(town)
    make_signed_review(town)
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "fairplace.town.config.settings",
        "FAIRPLACE_DATABASE_URL": open_to_others(tmp_path),
        "FAIRPLACE_DATA_DIR": str(tmp_path),
        "FAIRPLACE_SECRET_KEY": "only-for-tests-only-for-tests-only-for-tests-only",
    }

    ran = subprocess.run([sys.executable, DRIVER], env=env, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stdout + ran.stderr
    told = {one.pop("point"): one for one in json.loads(ran.stdout.splitlines()[-1])}
    # Each try goes past the point where the one before it died, until one is let through.
    before = [point for point in told if point not in {"committed", "drawn one", "no more"}]
    assert {"begins", "read framework", "read measures", "read review", "written", "inserted"} < set(before)
    assert [told[point] for point in before] == [{"killed": True, **NOTHING}] * len(before)
    assert told["committed"] == {"killed": True, **ALL}
    assert told["drawn one"] == {"killed": True, **ALL}
    assert told["no more"] == {"killed": False, **ALL}


@pytest.fixture
def town(db):
    town = make_town()
    make_poverty(town)
    return town


def test_a_missing_signature_stops_the_freeze(town):
    review = make_signed_review(town)
    make_seat(review, "Chair", review.seats.get().person)

    with pytest.raises(NotReady, match="Chair has not signed"):
        freeze_review(review=review, by=None)

    assert not Snapshot.objects.exists()


def test_words_changed_after_signing_stop_it(town):
    review = make_signed_review(town)
    review.assessments.update(statement="Other words.")

    with pytest.raises(NotReady, match="must sign again"):
        freeze_review(review=review, by=None)


def test_who_sits_and_did_not_sign_is_not_named(town):
    review = make_signed_review(town)
    Seat.objects.create(review=review, title="Chair", person=review.opened_by, is_required=False, position=9)

    body = read_body(freeze_signed(by=None, review=review, seen="sign-off"))

    assert [one["title"] for one in body["review"]["seats"] if one["signature"] is None] == ["Chair"]


def test_what_was_signed_is_frozen_also_where_figures_have_changed_since(town):
    review = make_signed_review(town)
    signed = describe_measures(town=town)[0]
    town.place.observations.filter(period="2019").update(value=25, lower=24, upper=26)

    body = read_body(freeze_signed(by=None, review=review, seen="sign-off"))

    assert body["measures"] == [signed]
    chart = body["charts"]["poverty"]["trend"]
    assert chart["finding"] == signed["sentence"]
    assert "25" not in json.dumps(chart["table"]["rows"][-1])


def test_what_would_tell_too_much_stops_a_review_and_is_written_down(town):
    indicator = make_indicator("referrals")
    indicator.threshold = 5
    indicator.save()
    make_observations(indicator, town.place, [3], first=2025, count=3)
    make_measure(town, "referrals", indicator)
    review = make_signed_review(town)

    with pytest.raises(TellsTooMuch):
        freeze_signed(by=None, review=review, seen="sign-off")

    assert Review.objects.get().state == "sign-off"
    assert AuditEvent.objects.get(verb="stopped").subject == review.title


def test_what_was_published_between_freeze_and_release_is_looked_at_again(town):
    indicator = make_indicator("referrals")
    indicator.threshold = 5
    indicator.save()
    make_observations(indicator, town.place, [50], first=2025, count=50)
    make_measure(town, "referrals", indicator)
    review = make_signed_review(town)
    freeze_signed(by=None, review=review, seen="sign-off")
    indicator.observations.update(count=52, value=52)
    make_frozen(town)

    with pytest.raises(TellsTooMuch, match="the change in referrals"):
        publish_review(by=None, review=Review.objects.get(), seen="frozen")

    assert Review.objects.get().state == "frozen"
