"""What groups did in a demonstration: its shape, what it names, and that it is made once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fairplace.town.feeds.models import Submission
from fairplace.town.governance.models import Action, Aim, Attendance, Decision, Effect, Meeting, Risk, Update
from fairplace.town.packs.checks import check
from fairplace.town.packs.operations import load_demonstration, load_pack
from fairplace.town.packs.reading import find_pack, read_pack
from fairplace.town.partners.models import Group, Membership
from fairplace.town.people.models import Person
from fairplace.town.places.models import Appointment
from fairplace.town.reviews.models import Review
from tests.factories.pack import FILES, write_pack

MORE = """
members:
  - {name: Bo Chair, email: bo@example.org, organisation: homes, group: children, chair: true, since: -90}
  - {name: Cy Mate, email: cy@example.org, organisation: cafe, group: children, since: -90, until: -9}
series:
  - group: children
    name: Children group
    meetings:
      - day: -40
        at: "10:00"
        present: {homes: Bo Chair}
        apologies: {cafe: ""}
        items:
          - {title: Which way, purpose: decision, outcome: This way., measure: jobs}
          - {title: A complaint, restricted_because: It names somebody.}
      - {day: 12, at: "10:00"}
    backlog: [{title: Later}]
decisions:
  - group: children
    item: Which way
    title: This way
    question: Which way?
    options: {here: This way, there: That way}
    method: vote
    votes: {bo@example.org: here}
    opened: -50
    decided: -40
    chosen: here
    outcome: This way.
    about: [{recommendation: R1}]
    effects: [{along: age, expected: gains, who: Children.}]
actions:
  - group: children
    title: Go this way
    owner: bo@example.org
    decision: This way
    starts: -39
    due: 60
    counts: steps taken
    of: steps to take
    serves: [{recommendation: R1}]
    updates: [{day: -5, by: bo@example.org, note: Half way., count: 5, of: 10}]
    to_dos: [{text: Turn left, done: -6}]
  - {group: children, title: Nobody's, starts: -9, due: 9, with_chair: {day: -9, because: Nobody owns it.}}
risks:
  - group: children
    title: A fall
    likelihood: 2
    impact: 4
    opened: -20
    changes: [{day: -20, by: bo@example.org, likelihood: 3, impact: 4}]
aims:
  - group: children
    text: Be there by summer
    drivers: [{text: Shoes, ideas: [{text: Boots, tests: [{plan: Try them, starts: -9}]}]}]
reviews:
  - title: Review
    opened: -20
    days: {challenge: 9}
    seats: [{title: Chair, group: children, person: bo@example.org}, {title: Elder, required: false}]
    assessments: [{measure: respect, statement: It stands still.}]
    challenges:
      - {measure: respect, text: "Does it?", by: bo@example.org, day: -3, answer: It does., answered_by: bo@example.org}
      - {measure: respect, text: "Why?", by: bo@example.org, day: -1}
submissions:
  - indicator: {name: Warm (demonstration), definition: Says so., kind: percent, numerator: those who say so,
      denominator: those asked, unit: "%", per: 100, polarity: high, source: Invented.}
    title: Warm homes
    source: Invented.
    organisation: homes
    by: ada@example.org
    day: -3
    note: Invented.
    rows: [{place: E06000001, period: "2023", value: "40", count: "80", denominator: "200"}]
"""


def write_doings(folder, more=MORE):
    write_pack(folder)
    (folder / "demonstration.yaml").write_text(FILES["demonstration.yaml"] + more, encoding="utf-8")
    return folder


def test_the_demonstration_has_local_figures_that_wait_to_be_checked():
    pack = read_pack(find_pack("luton"))

    assert [one.indicator.name.endswith("(demonstration)") for one in pack.submissions] == [True]
    assert not [one for one in check(pack) if "submission" in one.row]


@pytest.mark.django_db
def test_doings_are_made_once_marked_and_told_from_today(tmp_path):
    town = load_pack(folder=write_doings(tmp_path), by=None)
    today = timezone.localdate()

    for _time in range(2):
        load_demonstration(folder=tmp_path, town=town)

    figures = Submission.objects.get()
    assert (figures.state, figures.is_demonstration, figures.rows.count()) == ("submitted", True, 1)
    past, future = Meeting.objects.order_by("starts_at")
    assert (past.state, future.state, past.is_demonstration) == ("closed", "planned", True)
    assert timedelta(0) <= past.starts_at.date() - (today - timedelta(days=40)) <= timedelta(days=2)
    assert future.starts_at.weekday() < 5
    assert [(one.title, one.is_restricted) for one in past.items.all()] == [
        ("Which way", False),
        ("A complaint", True),
    ]
    assert [(one.organisation.code, one.state) for one in Attendance.objects.all()] == [
        ("cafe", "apologies"),
        ("homes", "present"),
    ]
    decision = Decision.objects.get()
    assert (decision.number, decision.state, decision.chosen, decision.item.title) == (
        1,
        "decided",
        "here",
        "Which way",
    )
    assert Effect.objects.filter(expected="same").count() == 9
    action, nobodys = Action.objects.order_by("number")
    assert (action.owner.email, action.decision, action.count, action.denominator) == (
        "bo@example.org",
        decision,
        5,
        10,
    )
    assert (action.state, action.due_on, nobodys.with_chair_because) == (
        "under way",
        today + timedelta(days=60),
        "Nobody owns it.",
    )
    assert [(one.state_before, one.state) for one in Update.objects.all()] == [("not started", "under way")]
    assert Risk.objects.get().score == 8
    assert Aim.objects.get().drivers.get().ideas.get().tests.get().plan == "Try them"
    assert all(
        model.objects.filter(is_demonstration=False).count() == 0
        for model in (Action, Decision, Meeting, Risk, Aim, Update)
    )


@pytest.mark.django_db
def test_a_review_of_this_year_is_made_once_on_real_evidence_and_marked(tmp_path):
    town = load_pack(folder=write_doings(tmp_path), by=None)

    for _time in range(2):
        load_demonstration(folder=tmp_path, town=town)

    review, today = Review.objects.get(), timezone.localdate()
    assert (review.year, review.title, review.state) == (today.year, f"Review {today.year}", "challenge")
    assert (review.is_demonstration, review.days) == (
        True,
        {"challenge": (today + timedelta(days=9)).isoformat()},
    )
    seats = review.seats.values_list("title", "person__email", "is_required").order_by("position")
    assert list(seats) == [("Chair", "bo@example.org", True), ("Elder", None, False)]
    assert review.assessments.filter(gathered_at=None).count() == 0
    one = review.assessments.get(measure__slug="respect")
    assert (one.statement, one.evidence["slug"]) == ("It stands still.", "respect")
    told = one.challenges.values_list("text", "answer", "is_demonstration")
    assert list(told) == [("Does it?", "It does.", True), ("Why?", "", True)]


@pytest.mark.django_db
def test_members_take_the_nameless_seat_of_their_partner_and_get_no_role(tmp_path):
    town = load_pack(folder=write_doings(tmp_path), by=None)

    load_demonstration(folder=tmp_path, town=town)

    chair = Membership.objects.get(is_chair=True)
    assert (chair.name, chair.person.email, str(chair.since_on)) == (
        "Bo Chair",
        "bo@example.org",
        "2023-02-01",
    )
    assert Membership.objects.count() == 2
    bo = Person.objects.get(email="bo@example.org")
    assert bo.is_demonstration
    assert not Appointment.objects.filter(person=bo).exists()


@pytest.mark.parametrize(
    ("right", "wrong", "problem"),
    [
        ("count: 5, of: 10", "count: 5", "needs count and of both"),
        ("    of: steps to take\n", "", "counts something"),
        ("due: 60", "due: -60", "is due before it starts"),
        ("chosen: here", "chosen: up", "not among its options"),
        ("    outcome: This way.\n    about", "    about", "say in outcome what came out"),
        ("opened: -50", "opened: -50\n    proved: right", "needs both reviewed and proved"),
        ("along: age", "along: height", "along"),
        ("measure: jobs", "measure: ghosts", "ghosts is not in measures.yaml"),
        ("present: {homes", "present: {ghosts", "ghosts is not in the organisations of this file"),
        ("owner: bo@", "owner: ghost@", "ghost@example.org is not in the people or the members"),
        ("decision: This way", "decision: That way", "children: That way is not in the decisions"),
        ("serves: [{recommendation: R1}]", "serves: [{workstream: W9}]", "W9 is not in the workstreams"),
        ("about: [{recommendation: R1}]", "about: [{recommendation: R9}]", "R9 is not in framework.yaml"),
        (
            "  - group: children\n    title: A fall",
            "  - group: ghosts\n    title: A fall",
            "ghosts is not in",
        ),
        ("email: bo@example.org", "email: bo@real-town.uk", "email"),
        ("day: -5", "day: 5", "updates"),
    ],
)
def test_what_cannot_be_is_named_with_its_row(tmp_path, right, wrong, problem):
    assert right in MORE
    found = check(read_pack(write_doings(tmp_path, MORE.replace(right, wrong, 1))))

    assert any(problem in str(one) for one in found), found


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("recommendations: [R9]", "R9 is not in framework.yaml"),
        ("measures: [ghosts]", "ghosts is not in measures.yaml"),
        ("reports_to: children", "children reports to itself"),
    ],
)
def test_a_group_answers_for_what_is_there_and_not_to_itself(tmp_path, line, problem):
    group = FILES["groups.yaml"].replace("objectives: [M1]}", f"objectives: [M1], {line}}}")
    write_pack(tmp_path)
    (tmp_path / "groups.yaml").write_text(group, encoding="utf-8")

    assert [problem in str(one) for one in check(read_pack(tmp_path))] == [True]


@pytest.mark.django_db
def test_a_group_of_a_pack_has_terms_and_answers_for_what_is_named(tmp_path):
    write_pack(tmp_path)
    group = FILES["groups.yaml"].replace(
        "objectives: [M1]}", "objectives: [M1], terms: We meet., recommendations: [R1], measures: [jobs]}"
    )
    (tmp_path / "groups.yaml").write_text(group, encoding="utf-8")

    load_pack(folder=tmp_path, by=None)

    one = Group.objects.get()
    assert (one.terms, one.recommendations.get().code, one.measures.get().slug) == ("We meet.", "R1", "jobs")


def test_luton_has_a_year_of_invented_doings():
    pack = read_pack(find_pack("luton"))

    assert check(pack) == []
    assert len(pack.actions) == 30
    assert {one.group for one in pack.series} >= {"housing-and-health", "children-and-young-people"}
    assert all(any(meeting.day > 0 for meeting in one.meetings) for one in pack.series)
    counted = [update for one in pack.actions for update in one.updates if update.count is not None]
    assert len(counted) > 30
    assert [one.proved for one in pack.decisions if one.proved] == ["partly"]
    assert any(one.decided is None for one in pack.decisions)


def test_invented_figures_come_from_somebody_who_may_send_them(tmp_path):
    folder = write_doings(
        tmp_path, MORE.replace("by: ada@example.org\n    day: -3", "by: bo@example.org\n    day: -3")
    )

    assert [(one.row, one.column) for one in check(read_pack(folder))] == [("submission 1", "by")]
