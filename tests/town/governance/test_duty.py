"""Duties: what is owed, by whom, how often, by when; and who may see whose."""

import csv
import io
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fairplace.town.framework.models import Response
from fairplace.town.governance.models import Update
from fairplace.town.governance.queries.duty import list_duties
from fairplace.town.governance.queries.owing import list_owing_by_group, list_owing_by_person
from fairplace.town.governance.rules.duty import Duty, DutyFilter, DutyReader, Kind, choose
from fairplace.town.partners.models import CheckIn
from tests.factories import (
    make_action,
    make_alignment,
    make_decision,
    make_group,
    make_meeting,
    make_membership,
    make_objective,
    make_organisation,
    make_person,
    make_pledge,
    make_recommendation,
    make_risk,
    make_series,
    make_town,
    make_workstream,
)

TODAY = date(2026, 11, 30)


def owe(due_on, kind=Kind.ACTION, **fields):
    return Duty(kind, fields.pop("title", "T"), due_on, **fields)


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        (DutyFilter(), ["late", "soon", "edge", "far"]),
        (DutyFilter(when="overdue"), ["late"]),
        (DutyFilter(when="soon"), ["soon", "edge"]),
        (DutyFilter(group="homes"), ["soon"]),
        (DutyFilter(person="7"), ["late", "edge"]),
        (DutyFilter(person="nobody"), ["far"]),
        (DutyFilter(kind="risk"), ["edge"]),
        (DutyFilter(when="overdue", kind="risk"), []),
        (DutyFilter(person="8"), []),
    ],
)
def test_duties_are_filtered_and_what_is_longest_due_stands_first(chosen, kept):
    duties = [
        owe(TODAY + timedelta(days=31), code="far"),
        owe(TODAY + timedelta(days=30), Kind.RISK, code="edge", owner="Ada", helpers=frozenset({7})),
        owe(TODAY, code="soon", group="homes", owner="Ben", person=9),
        owe(TODAY - timedelta(days=1), code="late", owner="Cy", person=7),
    ]

    assert [one.code for one in choose(duties, chosen, TODAY)] == kept


@pytest.mark.parametrize(
    ("reader", "seen"),
    [
        (DutyReader(1, sees_all=True), ["mine", "help", "group", "other"]),
        (DutyReader(1, frozenset({"homes"})), ["mine", "help", "group"]),
        (DutyReader(1), ["mine", "help"]),
        (DutyReader(), []),
    ],
)
def test_everybody_sees_their_own_and_their_groups(reader, seen):
    duties = [
        owe(TODAY, title="mine", person=1),
        owe(TODAY, title="help", person=2, helpers=frozenset({1})),
        owe(TODAY, title="group", person=2, group="homes"),
        owe(TODAY, title="other", person=2, group="work"),
    ]

    assert [one.title for one in duties if reader.may_see(one)] == seen


def update(action, day):
    at = timezone.make_aware(datetime.combine(day, datetime.min.time()))
    return Update.objects.create(action=action, at=at, note="N", state_before="under way", state="under way")


def list_of(town, kind, **asked):
    return [one for one in list_duties(town=town, day=TODAY, **asked) if one.kind == kind]


def test_an_open_action_owes_its_last_day_and_an_update_after_the_last_word(town):
    ben = make_person("Ben", town)
    group = make_group(town)
    owned = timezone.make_aware(datetime(2026, 1, 1))
    said = {"starts_on": date(2026, 1, 31), "due_on": date(2027, 3, 31), "owned_since": owned}
    action = make_action(group, 1, ben, every_months=3, **said)
    update(action, date(2026, 5, 2))
    update(action, date(2026, 8, 31))
    make_action(group, 2, ben, every_months=None, **said)
    make_action(group, 3, ben, state="done", **said)

    updates, ends = list_of(town, "update"), list_of(town, "action")

    [due] = updates
    assert (due.code, due.due_on, due.owner, due.person, due.every) == (
        "A1",
        date(2026, 11, 30),
        "Ben",
        ben.pk,
        "every 3 months",
    )
    assert due.do_url == "/actions/A1/update/"
    assert not due.is_overdue(TODAY)
    assert [one.code for one in ends] == ["A1", "A2"]


def test_a_decision_is_owed_another_look_by_the_chair_until_it_had_one(town):
    group = make_group(town)
    chi = make_person("Chi", town)
    make_membership(group, make_organisation(town), name="Chi", person=chi, is_chair=True)
    now = timezone.now()
    make_decision(group, 1, state="decided", decided_at=now, review_on=date(2026, 11, 1))
    make_decision(group, 2, state="decided", decided_at=now, review_on=date(2026, 11, 1), reviewed_at=now)
    make_decision(group, 3, state="open", review_on=date(2026, 11, 1))
    make_decision(group, 4, state="decided", decided_at=now)

    [due] = list_of(town, "decision")

    assert (due.code, due.owner, due.person, due.due_on) == ("D1", "Chi", chi.pk, date(2026, 11, 1))
    assert due.is_overdue(TODAY)


def test_an_open_risk_is_owed_by_its_owner_or_else_the_chair(town):
    group = make_group(town)
    make_membership(group, make_organisation(town), name="Chi", is_chair=True)
    make_risk(group, 1, review_on=TODAY, owner=make_person("Ben", town))
    make_risk(group, 2, review_on=TODAY)
    make_risk(group, 3, review_on=TODAY, state="closed")
    make_risk(group, 4)

    assert [(one.code, one.owner) for one in list_of(town, "risk")] == [("K1", "Ben"), ("K2", "Chi")]


def test_a_pledge_is_owed_a_check_in_a_year_after_the_last(town):
    council = make_organisation(town)
    make_pledge(council, "Never looked at.", made_on=date(2024, 2, 29))
    looked = make_pledge(council, "Looked at.", made_on=date(2024, 1, 1))
    CheckIn.objects.create(pledge=looked, year=2026, going="under way")
    given_up = make_pledge(council, "Given up.")
    CheckIn.objects.create(pledge=given_up, year=2025, going="given up")
    make_pledge(council, "Ended.", ended_on=date(2025, 1, 1))

    found = {one.title: one.due_on for one in list_of(town, "pledge")}

    assert found.keys() == {"Never looked at.", "Looked at."}
    assert found["Never looked at."] == date(2025, 2, 28)
    assert found["Looked at."] > TODAY


def test_mappings_and_responses_are_owed_by_their_day(town):
    objective = make_objective(town)
    advice, declined = make_recommendation(objective, "R1"), make_recommendation(objective, "R2")
    work = make_workstream(town, owner="Dee", group=make_group(town))
    make_alignment(advice, work, review_on=date(2026, 11, 2))
    make_alignment(declined, work)
    said = {"reason": "R", "answered_on": TODAY, "due_on": date(2027, 1, 1), "owner": "Council"}
    Response.objects.create(recommendation=advice, answer="accepted", **said)
    Response.objects.create(recommendation=declined, answer="declined", **said)

    [mapping], [response] = list_of(town, "mapping"), list_of(town, "response")

    assert (mapping.code, mapping.owner, mapping.group, mapping.url) == (
        "R1 × W1",
        "Dee",
        "children",
        "/mapping/R1/W1/",
    )
    assert (response.code, response.owner, response.due_on) == ("R1", "Council", date(2027, 1, 1))


def test_duties_of_another_town_are_not_listed(town):
    other = make_town("other", "E06000002", "Otherham", is_default=False)
    make_action(make_group(other), 1)
    make_risk(make_group(other, "board"), 1, review_on=TODAY)

    assert list_duties(town=town, day=TODAY) == []


def test_who_owes_what_is_counted_by_group_and_by_person(town):
    group, quiet = make_group(town), make_group(town, "quiet")
    starts_at = timezone.now() + timedelta(days=9)
    make_meeting(make_series(group), starts_at)
    make_meeting(make_series(group, "Other"), starts_at + timedelta(days=1))
    duties = [
        owe(
            TODAY - timedelta(days=1),
            Kind.ACTION,
            group="children",
            group_name="Children",
            owner="Ben",
            person=1,
        ),
        owe(TODAY - timedelta(days=1), Kind.UPDATE, group="children", owner="Ben", person=1),
        owe(TODAY, Kind.ACTION, group="children", with_chair=True),
        owe(TODAY - timedelta(days=9), Kind.RISK, group="children", owner="Cy", person=2),
    ]

    children, none = list_owing_by_group(town=town, duties=duties, day=TODAY)
    ben, cy = list_owing_by_person(duties=duties, day=TODAY)

    assert (children.actions, children.actions_late, children.updates_late, children.reviews_late) == (
        2,
        1,
        1,
        1,
    )
    assert (children.with_chair, children.unowned, children.next_meeting_at) == (1, 1, starts_at)
    assert (none.key, none.late, none.next_meeting_at) == (quiet.slug, 0, None)
    assert [(one.name, one.late, list(one.groups)) for one in (ben, cy)] == [
        ("Ben", 2, ["Children"]),
        ("Cy", 1, []),
    ]


@pytest.fixture
def people(town):
    """Ada keeps all groups; Ben owns one action of another group, and sits in the children's; Aud reads all."""
    group, other = make_group(town), make_group(town, "board")
    ada, ben = make_person("Ada", town, "programme-team"), make_person("Ben", town, "contributor")
    aud = make_person("Aud", town, "auditor")
    make_membership(group, make_organisation(town), name="Ben", person=ben)
    make_action(group, 1, ada, every_months=None)
    make_action(other, 2, ben, every_months=None)
    make_action(other, 3, ada, every_months=None)
    make_pledge(make_organisation(town, "homes"), "Warm homes.")
    found = {}
    for person in (ada, ben, aud):
        found[person.name] = Client()
        found[person.name].force_login(person)
    return found


def test_the_page_shows_the_team_and_auditors_all_and_others_their_own_and_their_groups(people):
    shown = {
        name: [
            code
            for code in ("A1 ", "A2 ", "A3 ", "Warm homes.")
            if code in client.get("/duties/").content.decode()
        ]
        for name, client in people.items()
    }

    assert shown == {
        "Ada": ["A1 ", "A2 ", "A3 ", "Warm homes."],
        "Ben": ["A1 ", "A2 "],
        "Aud": ["A1 ", "A2 ", "A3 ", "Warm homes."],
    }


def test_only_what_somebody_may_do_has_a_button(people):
    html = {name: client.get("/duties/").content.decode() for name, client in people.items()}

    assert '"/actions/A2/update/"' in html["Ben"]
    assert '"/actions/A1/update/"' not in html["Ben"]
    assert html["Ada"].count('class="fix"') == 4
    assert 'class="fix"' not in html["Aud"]


def test_the_filter_stands_in_the_address_and_in_the_file(people):
    page = people["Ada"].get("/duties/?kind=action&group=board").content.decode()
    told = b"".join(
        people["Ada"].get("/duties/duties.csv?kind=action&group=board").streaming_content
    ).decode()
    rows = list(csv.DictReader(io.StringIO(told.lstrip("\ufeff"))))

    assert "/duties/duties.csv?kind=action&amp;group=board" in page
    assert "2 duties" in page
    assert [(row["code"], row["owner"], row["due_on"]) for row in rows] == [
        ("A2", "Ben", "2027-03-31"),
        ("A3", "Ada", "2027-03-31"),
    ]
    assert "No duty fits" in people["Ben"].get("/duties/?kind=pledge").content.decode()
    assert people["Ben"].get("/duties/?kind=nonsense&person=x&page=9").status_code == 200


def fill(town, numbers):
    objective = make_objective(town, f"M{numbers[0]}", numbers[0])
    for n in numbers:
        group = make_group(town, f"g{n}")
        person = make_person(f"P{n}", town, "contributor")
        make_membership(group, make_organisation(town, f"o{n}"), name="C", person=person, is_chair=True)
        action = make_action(group, n, person)
        action.helpers.add(make_person(f"H{n}", town))
        update(action, TODAY)
        make_decision(group, n, state="decided", decided_at=timezone.now(), review_on=TODAY)
        make_risk(group, n, review_on=TODAY, owner=person)
        make_meeting(make_series(group), timezone.now() + timedelta(days=n))
        make_pledge(make_organisation(town, f"q{n}"))
        advice = make_recommendation(objective, f"R{n}")
        make_alignment(advice, make_workstream(town, f"W{n}", group=group), review_on=TODAY)
        Response.objects.create(
            recommendation=advice, answer="accepted", reason="R", answered_on=TODAY, due_on=TODAY
        )


@pytest.mark.parametrize("address", ["/duties/", "/duties/?when=overdue", "/duties/duties.csv", "/desk/"])
def test_pages_of_duties_ask_as_often_for_three_as_for_one(town, client, address):
    client.force_login(make_person("Ada", town, "programme-team"))
    fill(town, [1])
    client.get(address)

    def ask():
        answer = client.get(address)
        if answer.streaming:
            b"".join(answer.streaming_content)
        assert answer.status_code == 200

    with CaptureQueriesContext(connection) as one:
        ask()
    fill(town, [2, 3])
    with CaptureQueriesContext(connection) as three:
        ask()

    assert len(three) == len(one)
