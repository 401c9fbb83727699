"""A decision is taken, or withdrawn, and reviewed."""

from datetime import date, timedelta

import pytest

from fairplace.town.governance.models import Decision
from fairplace.town.governance.operations.decision import (
    DecisionRefused,
    Review,
    open_decision,
    review_decision,
    withdraw_decision,
)
from fairplace.town.governance.operations.vote import VoteRefused, vote
from fairplace.town.governance.queries.decision import list_due_reviews
from fairplace.town.people.models import AuditEvent
from tests.town.governance.decision.conftest import TODAY, draft, everybody_agrees, opened, person, state

pytestmark = pytest.mark.django_db


def test_deciding_as_the_count_says_needs_no_reason(group):
    decision = opened(group)
    everybody_agrees(decision)

    decided = state(decision)

    assert (decided.state, decided.chosen, decided.decided_by) == ("decided", "yes", person("Ada"))
    assert decided.data["decided"]["measures"][0]["slug"] == "jobs"
    event = AuditEvent.objects.get(subject="D1", verb="decided")
    assert (event.after["answered"], event.after["figures"]) == ("3 of 3", decided.data["decided"]["digest"])


def test_deciding_otherwise_than_the_count_needs_a_reason_that_is_kept(group):
    decision = opened(group)
    everybody_agrees(decision)

    with pytest.raises(DecisionRefused, match="not what the count says") as refused:
        state(decision, chosen="no")
    decided = state(decision, chosen="no", because="The room burnt down.")

    assert refused.value.field == "because"
    assert decided.outcome_because == "The room burnt down."


def test_deciding_before_all_have_answered_needs_a_reason_until_the_last_day_is_over(group):
    decision = opened(group)
    vote(by=person("Ben"), decision=decision, choice="agree")

    with pytest.raises(DecisionRefused, match="Members can still answer"):
        state(decision)
    Decision.objects.update(deadline_on=TODAY() - timedelta(days=1))

    assert state(decision).state == "decided"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"chosen": "perhaps"}, "chosen"),
        ({"outcome": " "}, "outcome"),
        ({"review_on": date(2020, 1, 1)}, "review_on"),
    ],
)
def test_an_outcome_needs_its_option_its_words_and_a_day_to_come(group, said, field):
    decision = opened(group)
    everybody_agrees(decision)

    with pytest.raises(DecisionRefused) as refused:
        state(decision, **said)

    assert refused.value.field == field


def test_a_tie_is_left_to_the_chair_without_a_reason(group):
    options = [{"code": "1", "text": "Ash"}, {"code": "2", "text": "Beech"}, {"code": "3", "text": "Cedar"}]
    decision = opened(group, method="vote", options=options)
    for name, choice in {"Ada": "1", "Ben": "2", "Dee": "abstain"}.items():
        vote(by=person(name), decision=decision, choice=choice)

    with pytest.raises(DecisionRefused, match="not what the count says"):
        state(decision, chosen="3")

    assert state(decision, chosen="2").chosen == "2"


def test_what_is_withdrawn_keeps_its_reason_and_takes_no_answer(group):
    decision = opened(group)

    with pytest.raises(DecisionRefused):
        withdraw_decision(by=None, decision=decision, version=decision.version, because=" ")
    gone = withdraw_decision(by=None, decision=decision, version=decision.version, because="No money.")

    assert (gone.state, gone.withdrawn_because) == ("withdrawn", "No money.")
    with pytest.raises(VoteRefused):
        vote(by=person("Ben"), decision=decision, choice="agree")
    with pytest.raises(DecisionRefused, match="closed already"):
        withdraw_decision(by=None, decision=gone, version=gone.version, because="Again.")


def test_each_step_has_its_time(group):
    decision = draft(group)
    review = Review("It helped.", "right", "partly", "Older people came less.")

    with pytest.raises(DecisionRefused):
        state(decision)
    with pytest.raises(DecisionRefused, match="Being prepared"):
        review_decision(by=None, decision=decision, version=decision.version, review=review)
    decision = opened(group)
    with pytest.raises(DecisionRefused, match="Open"):
        open_decision(by=None, decision=decision, version=decision.version)


def test_a_review_keeps_the_figures_of_the_measures_that_were_kept_at_opening(group):
    decision = opened(group)
    everybody_agrees(decision)
    decision = state(decision)
    # What the group answers for later is another matter.
    group.objectives.clear()
    decision.subjects.all().delete()

    reviewed = review_decision(
        by=person("Ada"),
        decision=decision,
        version=decision.version,
        review=Review("It helped. ", "right", "partly", "Older people came less."),
    )

    assert [one["slug"] for one in reviewed.data["reviewed"]["measures"]] == ["jobs"]
    assert (reviewed.happened, reviewed.proved, reviewed.equity_right) == ("It helped.", "right", "partly")
    assert list(list_due_reviews(group, date(2099, 1, 1))) == []
    assert AuditEvent.objects.get(verb="reviewed").after["who gained and lost"] == "partly"
