from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fairplace.town.documents.values import Bullets, Heading, Paragraph
from fairplace.town.framework.models import Response
from fairplace.town.governance.models import RiskChange, Update
from fairplace.town.governance.operations.closing import close_meeting
from fairplace.town.governance.queries.since import get_since, get_since_for
from fairplace.town.governance.rules.since import Basis, Figure, Level, Line, Since, from_json
from fairplace.town.governance.since_words import (
    list_sections,
    propose_line,
    say_basis,
    say_verdict,
    to_blocks,
)
from fairplace.town.indicators.models import Observation, Release
from tests.factories import (
    make_action,
    make_alignment,
    make_decision,
    make_group,
    make_indicator,
    make_measure,
    make_meeting,
    make_membership,
    make_objective,
    make_observations,
    make_organisation,
    make_person,
    make_pledge,
    make_recommendation,
    make_risk,
    make_series,
    make_town,
    make_workstream,
)

pytestmark = pytest.mark.django_db
BEGIN, END = datetime(2026, 9, 1, 12, tzinfo=UTC), datetime(2026, 11, 1, 12, tzinfo=UTC)
BETWEEN = datetime(2026, 10, 1, 12, tzinfo=UTC)


@pytest.fixture
def group(db):
    town = make_town()
    return make_group(town, objectives=[make_objective(town)])


def make_figures(group, slug, values, published_on, retrieved_on=date(2026, 1, 1), newest=1):
    """Make a measure of the group, whose newest numbers come from a release of their own."""
    indicator = make_indicator(slug)
    rows = make_observations(indicator, group.town.place, values)
    release = Release.objects.create(
        code=slug, publisher="An office", title="T", edition="2026", dataset="d", licence="l",
        attribution="a", published_on=published_on, retrieved_on=retrieved_on,
    )  # fmt: skip
    Observation.objects.filter(pk__in=[row.pk for row in rows[-newest:]]).update(release=release)
    return make_measure(group.town, slug, indicator, group.objectives.all())


RISING = [(10 + n, 9.9 + n, 10.1 + n) for n in range(8)]
FALLING = [(10 - n, 9.9 - n, 10.1 - n) for n in range(8)]
FLAT = [(10 + n % 2, 5 + n % 2, 15 + n % 2) for n in range(8)]


def test_new_figures_come_with_their_range_period_source_and_verdict(group):
    make_figures(group, "jobs", RISING, date(2026, 10, 1))

    since = get_since(group, since=BEGIN, until=END)

    assert since.figures == (
        Figure(
            name="Jobs",
            slug="jobs",
            url="/measures/jobs/",
            numbers=("17.0% (likely between 16.9% and 17.1%), 2021",),
            verdict="better",
            before="better",
            source="An office, 2026, published 1 October 2026, brought in 1 January 2026",
        ),
    )
    assert since.better == since.figures
    assert since.worse == ()
    assert since.measures == 1


@pytest.mark.parametrize(
    ("published_on", "retrieved_on", "is_new"),
    [
        (date(2026, 9, 1), date(2026, 9, 1), False),
        (date(2026, 9, 2), None, True),
        (date(2026, 1, 1), date(2026, 10, 1), True),
        (None, date(2026, 11, 1), True),
        (date(2026, 11, 2), None, False),
    ],
)
def test_figures_are_new_when_published_or_brought_in_after_the_last_meeting(
    group, published_on, retrieved_on, is_new
):
    make_figures(group, "jobs", RISING, published_on, retrieved_on)

    since = get_since(group, since=BEGIN, until=END)

    assert bool(since.figures) is is_new
    assert [one.slug for one in since.better] == ["jobs"]


def test_a_figure_that_turned_says_what_the_test_said_before(group):
    make_figures(group, "jobs", [*FLAT[:2], *FALLING], date(2026, 10, 1), newest=8)

    (figure,) = get_since(group, since=BEGIN, until=END).figures

    assert (figure.before, figure.verdict, figure.has_turned) == ("cannot tell", "worse", True)
    assert say_verdict(figure) == "Getting worse – before these numbers: cannot tell"


def test_figures_of_other_objectives_are_another_groups(group):
    town = group.town
    other = make_group(town, "work", objectives=[make_objective(town, "M2", 2)])
    make_figures(other, "jobs", RISING, date(2026, 10, 1))

    assert get_since(group, since=BEGIN, until=END).measures == 0


def test_actions_late_updated_and_with_the_chair(group):
    ben = make_person("Ben")
    late = make_action(group, 1, ben, due_on=date(2026, 10, 1))
    make_action(group, 2, due_on=date(2026, 10, 1), state="done")
    make_action(group, 3, due_on=date(2026, 11, 1))
    make_action(group, 4, with_chair_since=BETWEEN, with_chair_because="Nobody owns it.")
    for day, note in (
        (BEGIN - timedelta(days=1), "Old."),
        (BETWEEN, "First."),
        (BETWEEN + timedelta(days=1), "Last."),
    ):
        Update.objects.create(action=late, at=day, note=note, state_before="stuck", state="under way")

    since = get_since(group, since=BEGIN, until=END)

    assert [(one.code, one.title, one.on, one.who) for one in since.overdue] == [
        ("A1", "Action 1", date(2026, 10, 1), "Ben")
    ]
    assert [(one.code, one.said, one.who) for one in since.with_chair] == [
        ("A4", "Nobody owns it.", "nobody")
    ]
    assert [(one.code, one.said) for one in since.updated] == [("A1", "Under way. Last.")]


def test_a_board_hears_of_actions_of_the_groups_that_report_to_it_and_of_those_sent_to_it(group):
    board = make_group(group.town, "board")
    group.reports_to = board
    group.save()
    make_action(group, 1, due_on=date(2026, 10, 1))
    make_action(make_group(group.town, "far"), 2, due_on=date(2026, 10, 1)).also_to.add(board)

    assert [one.code for one in get_since(board, since=BEGIN, until=END).overdue] == ["A1", "A2"]


def test_decisions_taken_and_those_to_look_at_again(group):
    taken = {"state": "decided", "decided_at": BETWEEN, "outcome": "Open one."}
    make_decision(group, 1, **taken)
    make_decision(group, 2, **taken, is_restricted=True)
    make_decision(group, 3, state="decided", decided_at=BEGIN, review_on=date(2026, 10, 1))
    make_decision(
        group, 4, state="decided", decided_at=BEGIN, review_on=date(2026, 10, 1), reviewed_at=BETWEEN
    )

    since = get_since(group, since=BEGIN, until=END)

    assert [(one.code, one.said, one.level) for one in since.decided] == [
        ("D1", "Open one.", Level.PUBLIC), ("D2", "Open one.", Level.RESTRICTED),
    ]  # fmt: skip
    assert [(one.code, one.on) for one in since.decisions_to_review] == [("D3", date(2026, 10, 1))]


def test_risks_opened_raised_closed_and_to_look_at_again(group):
    opened = make_risk(group, 1, opened_on=date(2026, 10, 1), likelihood=2, impact=2)
    raised = make_risk(group, 2, opened_on=date(2026, 1, 1), review_on=date(2026, 11, 1))
    closed = make_risk(group, 3, opened_on=date(2026, 1, 1), state="closed", review_on=date(2026, 10, 1))

    def change(risk, at, score, state="open", note=""):
        RiskChange.objects.create(
            risk=risk, at=at, kind="risk", likelihood=score[0], impact=score[1], state=state, note=note
        )

    change(opened, BETWEEN, (2, 2))
    change(raised, BEGIN - timedelta(days=9), (2, 2))
    change(raised, BETWEEN, (3, 4))
    change(closed, BEGIN - timedelta(days=9), (3, 3))
    change(closed, BETWEEN, (3, 3), "closed", "It passed.")

    since = get_since(group, since=BEGIN, until=END)

    assert [(one.code, one.said) for one in since.risks_opened] == [("K1", "scored 4 of 25")]
    assert [(one.code, one.said) for one in since.risks_raised] == [("K2", "from 4 to 12 of 25")]
    assert [(one.code, one.said) for one in since.risks_closed] == [("K3", "It passed.")]
    assert [(one.code, one.on) for one in since.risks_to_review] == [("K2", date(2026, 11, 1))]


def test_mappings_answers_and_pledges_that_are_due(group):
    town = group.town
    row = make_recommendation(group.objectives.get(), "R1")
    make_alignment(row, make_workstream(town, group=group), review_on=date(2026, 10, 1))
    answer = {"reason": "Yes.", "answered_on": date(2026, 1, 1), "due_on": date(2026, 10, 1)}
    Response.objects.create(recommendation=row, answer="accepted", **answer)
    member, stranger = make_organisation(town), make_organisation(town, "stranger")
    make_membership(group, member)
    make_pledge(member)
    make_pledge(stranger)

    since = get_since(group, since=BEGIN, until=END)

    assert [(one.code, one.on) for one in since.mappings] == [("R1 × W1", date(2026, 10, 1))]
    assert [(one.code, one.said) for one in since.responses] == [("R1", "Accepted")]
    assert [(one.title, one.said) for one in since.pledges] == [("Pay a living wage.", "Council")]


def test_days_count_whole(group):
    for at in (datetime(2026, 9, 30, 23, 30, tzinfo=UTC), datetime(2026, 10, 31, 22, tzinfo=UTC)):
        make_decision(group, at.month, state="decided", decided_at=at)
    make_risk(group, 1, opened_on=date(2026, 10, 1))

    since = get_since(group, since=date(2026, 10, 1), until=date(2026, 10, 31))

    # Half past eleven in Greenwich is half past midnight of the next day in London's summer.
    assert sorted(one.code for one in since.decided) == ["D10", "D9"]
    assert [one.code for one in since.risks_opened] == ["K1"]


def test_the_public_reads_figures_and_public_decisions_alone(group):
    make_figures(group, "jobs", RISING, date(2026, 10, 1))
    make_action(group, 1, due_on=date(2026, 10, 1))
    make_decision(group, 1, state="decided", decided_at=BETWEEN)
    make_decision(group, 2, state="decided", decided_at=BETWEEN, is_restricted=True)
    make_risk(group, 1, opened_on=date(2026, 10, 1))

    since = get_since(group, since=BEGIN, until=END)

    assert [one.code for one in list_sections(since.only([Level.PUBLIC]))] == ["figures", "decided"]
    assert [one.code for one in since.only([Level.PUBLIC]).decided] == ["D1"]
    assert [one.code for one in since.only([Level.PUBLIC, Level.INSIDE]).overdue] == ["A1"]


def test_it_is_kept_and_read_back_the_same(group):
    make_figures(group, "jobs", RISING, date(2026, 10, 1))
    make_action(group, 1, due_on=date(2026, 10, 1))
    since = get_since(group, since=BEGIN, until=END)

    assert from_json(since.to_json()) == since
    assert from_json({**since.to_json(), "unknown": 1, "pledges": []}) == since


def test_it_asks_the_database_as_often_for_three_of_each_as_for_one(group):
    def fill(numbers):
        for n in numbers:
            make_figures(group, f"jobs-{n}", RISING, date(2026, 10, 1))
            action = make_action(group, n, make_person(f"P{n}"), due_on=date(2026, 10, 1))
            Update.objects.create(action=action, at=BETWEEN, note="N", state_before="stuck", state="stuck")
            make_decision(group, n, state="decided", decided_at=BETWEEN, review_on=date(2026, 10, 1))
            risk = make_risk(group, n, opened_on=date(2026, 10, 1), review_on=date(2026, 10, 1))
            RiskChange.objects.create(
                risk=risk, at=BETWEEN, kind="risk", likelihood=n, impact=n, state="closed"
            )
            row = make_recommendation(group.objectives.get(), f"R{n}")
            make_alignment(row, make_workstream(group.town, f"W{n}", group=group), review_on=date(2026, 1, 1))
            answer = {"reason": "Y", "answered_on": date(2026, 1, 1), "due_on": date(2026, 10, 1)}
            Response.objects.create(recommendation=row, answer="accepted", **answer)
            partner = make_organisation(group.town, f"p{n}")
            make_membership(group, partner)
            make_pledge(partner)

    fill([1])
    with CaptureQueriesContext(connection) as one:
        get_since(group, since=BEGIN, until=END)
    fill([2, 3])
    with CaptureQueriesContext(connection) as three:
        since = get_since(group, since=BEGIN, until=END)

    assert len(three) == len(one)
    assert {section.count for section in list_sections(since)} == {3}


def test_a_first_meeting_looks_at_ninety_days_and_says_so(group):
    meeting = make_meeting(make_series(group))

    since = get_since_for(meeting)

    assert (since.basis, since.since, since.until) == (
        Basis.FIRST, meeting.starts_at - timedelta(days=90), meeting.starts_at,
    )  # fmt: skip
    assert (
        say_basis(since) == "This is the first meeting: the last 90 days, from 8 July 2026 to 6 October 2026."
    )


def test_a_first_meeting_of_a_young_group_looks_back_to_its_first_day(group):
    make_membership(group, make_organisation(group.town), since_on=date(2026, 9, 1))

    since = get_since_for(make_meeting(make_series(group)))

    assert say_basis(since) == (
        "This is the first meeting: from the group’s first day, 1 September 2026, to 6 October 2026."
    )


def test_a_meeting_looks_back_to_the_last_of_its_series_that_took_place(group):
    series, other = make_series(group), make_series(group, "Other")
    first = make_meeting(series, BEGIN)
    make_meeting(series, BETWEEN, state="cancelled")
    make_meeting(other, BETWEEN)
    meeting = make_meeting(series, END)

    since = get_since_for(meeting)

    assert (since.basis, since.since, since.until) == (Basis.MET, first.ends_at, END)
    assert say_basis(since) == "From the last meeting on 1 September 2026 to 1 November 2026."


def test_a_meeting_to_come_looks_at_what_is_known_today(group):
    series = make_series(group)
    last = make_meeting(series, timezone.now() - timedelta(days=30))
    make_meeting(series, timezone.now() + timedelta(days=30))
    meeting = make_meeting(series, timezone.now() + timedelta(days=60))

    since = get_since_for(meeting)

    assert since.since == last.ends_at
    assert since.until <= timezone.now()


def test_a_closed_meeting_keeps_what_it_opened_with(group):
    series = make_series(group)
    meeting = make_meeting(series)
    make_action(group, 1, due_on=date(2026, 10, 1))
    organisation = make_organisation(group.town)
    meeting.attendances.create(organisation=organisation, state="present")

    closed = close_meeting(by=None, meeting=meeting)
    group.actions.update(state="done")

    assert [one.code for one in get_since_for(closed).overdue] == ["A1"]


def since_of(**lists):
    return Since("Children", BEGIN, END, Basis.MET, **lists)


def make_figure(name, verdict, **fields):
    return Figure(name, name.lower(), "", ("5% (no range was published), 2025",), verdict, **fields)


@pytest.mark.parametrize(
    ("lists", "said"),
    [
        ({}, "Nothing has been written down since 1 September 2026."),
        (
            {"figures": (make_figure("Jobs", "cannot tell"),)},
            "Since 1 September 2026: 1 new figure, of which none shows a direction.",
        ),
        (
            {
                "figures": tuple(
                    make_figure(name, verdict)
                    for name, verdict in (
                        ("A", "worse"), ("B", "worse"), ("C", "worse"), ("D", "worse"),
                        ("Jobs", "better"), ("F", "cannot tell"),
                    )
                ),
                "overdue": (Line("Late"),),
                "decided": (Line("One"), Line("Two")),
            },
            "Since 1 September 2026: 6 new figures (getting worse: A, B, C and 1 more; getting better: Jobs); "
            "2 decisions taken; 1 action is late.",
        ),
    ],
)  # fmt: skip
def test_one_line_is_proposed_for_the_chair(lists, said):
    assert propose_line(since_of(**lists)) == said


def test_it_can_be_written_as_blocks_of_a_document():
    figure = make_figure("Jobs", "worse", why="", is_repeat=True)
    since = since_of(
        figures=(figure,),
        worse=(figure, make_figure("Homes", "worse")),
        overdue=(Line("Call Dee", "", "", "A1", date(2026, 10, 1), "Ben"),),
    )

    assert to_blocks(since, level=2, line="Welcome back.") == (
        Heading("Since you last met", 2),
        Paragraph("Welcome back."),
        Paragraph("From the last meeting on 1 September 2026 to 1 November 2026."),
        Heading("New figures", 3),
        Bullets(
            (
                "Jobs: 5% (no range was published), 2025. "
                "Getting worse – the newest number repeats an earlier one.",
            )
        ),
        Heading("Getting worse, by the test", 3),
        Bullets(("Homes: 5% (no range was published), 2025. Getting worse.",)),
        Heading("Actions that are late", 3),
        Bullets(("A1 Call Dee: Ben; 1 October 2026",)),
    )
