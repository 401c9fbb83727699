from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fairplace.town.governance.models import Attendance
from fairplace.town.governance.ties import list_ties_of_meetings
from tests.factories import (
    make_group,
    make_meeting,
    make_objective,
    make_organisation,
    make_series,
    make_town,
)

pytestmark = pytest.mark.django_db


def attend(meeting, present=(), apologies=()):
    for state, organisations in (("present", present), ("apologies", apologies)):
        for one in organisations:
            Attendance.objects.create(meeting=meeting, organisation=one, state=state)


def meet(series, month, **fields):
    return make_meeting(series, datetime(2026, month, 6, 13, tzinfo=UTC), **{"state": "closed", **fields})


def test_partners_at_the_same_closed_meetings_are_tied_once_for_a_series():
    town = make_town()
    series = make_series(make_group(town, objectives=[make_objective(town)]), "Steering group")
    one, two, three = (make_organisation(town, code) for code in ("one", "two", "three"))
    attend(meet(series, 1), [one, two], [three])
    attend(meet(series, 3), [one, two, three])
    attend(meet(series, 5), [one, three])
    attend(meet(series, 7, state="planned"), [one, two, three])

    reasons = {reason.pair: reason for reason in list_ties_of_meetings(town)}

    assert {pair: (one.since_on, one.until_on) for pair, one in reasons.items()} == {
        ("one", "two"): (date(2026, 1, 6), date(2027, 3, 7)),
        ("one", "three"): (date(2026, 3, 6), date(2027, 5, 7)),
        ("three", "two"): (date(2026, 3, 6), date(2027, 3, 7)),
    }
    assert {one.what for one in reasons.values()} == {"Children: Steering group"}
    assert {one.objectives for one in reasons.values()} == {frozenset({"M1"})}
    assert {one.url for one in reasons.values()} == {"/groups/children/meetings/"}


def test_two_meetings_of_a_series_at_one_time_are_told_apart():
    town = make_town()
    series = make_series(make_group(town))
    one, two, three, four = (make_organisation(town, code) for code in ("a", "b", "c", "d"))
    attend(meet(series, 1), [one, three])
    attend(meet(series, 1), [two, four])

    assert {reason.pair for reason in list_ties_of_meetings(town)} == {("a", "c"), ("b", "d")}


def test_ties_cost_the_same_for_one_meeting_as_for_many():
    town = make_town()
    series = make_series(make_group(town))
    partners = [make_organisation(town, f"p{n}") for n in range(6)]
    attend(meet(series, 1), partners)

    with CaptureQueriesContext(connection) as one:
        list(list_ties_of_meetings(town))
    for month in range(2, 8):
        attend(meet(series, month), partners)
    with CaptureQueriesContext(connection) as many:
        found = list(list_ties_of_meetings(town))

    assert len(many) == len(one)
    assert len(found) == 15


def test_the_map_shows_who_met(client):
    town = make_town()
    series = make_series(make_group(town))
    attend(meet(series, 10), [make_organisation(town, "one"), make_organisation(town, "two")])

    page = client.get("/partners/map/?kind=meeting").content.decode()

    assert "Were at the same meeting" in page
    assert "Children: Meetings" in page
