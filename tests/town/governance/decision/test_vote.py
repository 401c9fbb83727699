"""Members answer, are counted, and are reminded."""

from datetime import UTC, date, datetime, timedelta

import pytest

from fairplace.town.governance.models import Decision
from fairplace.town.governance.operations.nudge import nudge_voters
from fairplace.town.governance.operations.vote import VoteRefused, vote
from fairplace.town.governance.queries.vote import get_poll, list_waiting_decisions
from fairplace.town.letters.models import Letter
from fairplace.town.people.models import AuditEvent
from tests.factories import make_membership, make_organisation, make_person
from tests.town.governance.decision.conftest import TODAY, draft, everybody_agrees, get, opened, person, state

pytestmark = pytest.mark.django_db


def test_a_vote_can_be_changed_until_the_deadline_and_each_is_written_down(group):
    decision = opened(group)
    ben = person("Ben")

    vote(by=ben, decision=decision, choice="object", reason="Too dear.", by_link=True)
    vote(by=ben, decision=decision, choice="agree")

    assert [one.choice for one in decision.votes.all()] == ["agree"]
    last = AuditEvent.objects.filter(subject="D1", verb="answered").first()
    assert last.before == {"choice": "object", "reason": "Too dear."}
    assert last.after == {"choice": "agree", "reason": "", "by link": False}


def test_only_members_answer_only_while_it_is_open_and_only_what_can_be_counted(group):
    decision = opened(group)
    stranger = make_person("Eve")

    with pytest.raises(VoteRefused, match="Only members"):
        vote(by=stranger, decision=decision, choice="agree")
    with pytest.raises(VoteRefused, match="Say why you object"):
        vote(by=person("Ben"), decision=decision, choice="object")
    Decision.objects.update(deadline_on=TODAY() - timedelta(days=1))
    with pytest.raises(VoteRefused, match="any more"):
        vote(by=person("Ben"), decision=decision, choice="agree")

    assert not decision.votes.exists()


def test_turnout_counts_members_and_the_votes_of_those_who_left_do_not_count(group):
    decision = opened(group)
    vote(by=person("Ben"), decision=decision, choice="object", reason="No.")
    vote(by=person("Dee"), decision=decision, choice="agree")
    group.memberships.filter(name="Ben").update(until_on=TODAY() - timedelta(days=1))

    poll = get_poll(get(decision))

    assert (poll.voted, poll.members, poll.tally.winners, poll.is_over) == (1, 2, ("yes",), False)
    assert poll.waiting == (person("Ada"),)


def test_what_is_decided_keeps_its_turnout_whoever_joins_later(group):
    decision = opened(group)
    everybody_agrees(decision)
    decided = state(decision)
    make_membership(group, make_organisation(group.town, "late"), person=make_person("Ida"), name="Ida")

    poll = get_poll(get(decided))

    assert (poll.voted, poll.members, poll.tally.sentence) == (3, 3, "Nobody objects, so it is taken.")


def test_those_who_have_not_answered_are_reminded_once_for_each_reminder(group):
    # Friday 18 June 2027; opened three weeks before.
    decision = opened(group, deadline_on=date(2027, 6, 18))
    Decision.objects.update(opened_at=datetime(2027, 5, 28, 9, tzinfo=UTC))
    vote_in_the_past(decision, "Ben")
    days = [date(2027, 6, n) for n in range(10, 21)]

    counts = [nudge_voters(group.town, day) for day in days for _twice in range(2)]

    assert sum(counts) == 4
    assert counts[2 * days.index(date(2027, 6, 15))] == 2
    assert counts[2 * days.index(date(2027, 6, 18))] == 2
    reminders = Letter.objects.exclude(key__contains="opened")
    assert {letter.to for letter in reminders} == {"ada@example.org", "dee@example.org"}
    last = reminders.get(to="dee@example.org", key__contains="last")
    assert "today is the last day" in last.body
    assert last.subject == "Last day to answer: Open a warm room"


def test_a_last_reminder_before_a_weekend_does_not_call_friday_the_last_day(group):
    opened(group, deadline_on=date(2027, 6, 20))
    Decision.objects.update(opened_at=datetime(2027, 5, 28, 9, tzinfo=UTC))

    assert nudge_voters(group.town, date(2027, 6, 18)) == 3

    last = Letter.objects.filter(key__contains="last").first()
    assert last.subject == "Please answer by 20 June: Open a warm room"
    assert "by Sunday 20 June 2027" in last.body


def vote_in_the_past(decision, name):
    decision.votes.create(person=person(name), choice="agree")


def test_what_waits_for_somebody_is_what_they_may_answer_and_have_not(group):
    decision = opened(group)
    draft(group)
    vote(by=person("Ben"), decision=decision, choice="agree")

    assert list_waiting_decisions(town=group.town, person=person("Dee")) == [decision]
    assert list_waiting_decisions(town=group.town, person=person("Ben")) == []
    assert list_waiting_decisions(town=group.town, person=make_person("Eve")) == []
