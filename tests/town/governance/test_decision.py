"""A decision from draft to review: nothing opens without who gains and loses, and the numbers of each day stay."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from fairplace.town.framework.models import Recommendation
from fairplace.town.governance.models import Decision
from fairplace.town.governance.operations.decision import (
    DecisionRefused,
    NotReady,
    Outcome,
    Review,
    decide,
    open_decision,
    review_decision,
    withdraw_decision,
)
from fairplace.town.governance.operations.draft import NotADraft, add_decision, change_decision, save_effects
from fairplace.town.governance.operations.nudge import nudge_voters
from fairplace.town.governance.operations.vote import VoteRefused, vote
from fairplace.town.governance.queries.decision import (
    DecisionFilter,
    get_decision,
    list_decisions,
    list_due_reviews,
    list_years,
)
from fairplace.town.governance.queries.memory import list_decisions_about
from fairplace.town.governance.queries.standing import list_standings
from fairplace.town.governance.queries.vote import get_poll, list_waiting_decisions
from fairplace.town.governance.rules.equity import ALONG, Expectation
from fairplace.town.governance.rules.reader import PUBLIC, Reader
from fairplace.town.indicators.models import Observation
from fairplace.town.letters.models import Letter
from fairplace.town.people.models import AuditEvent, Person
from fairplace.town.places.operations.saving import ChangedMeanwhile
from tests.factories import (
    make_alignment,
    make_decision,
    make_group,
    make_indicator,
    make_measure,
    make_membership,
    make_objective,
    make_observations,
    make_organisation,
    make_person,
    make_recommendation,
    make_town,
    make_workstream,
)
from tests.town.measures.test_queries import CLIMB, make_gap

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
EFFECTS = [Expectation(along, "same") for along in ALONG]
INSIDE = Reader(is_inside=True)


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def group(town):
    objective = make_objective(town)
    make_recommendation(objective, "R1")
    indicator = make_indicator()
    make_observations(indicator, town.place, CLIMB)
    make_measure(town, indicator=indicator, objectives=[objective])
    make_measure(town, "air")
    group = make_group(town, objectives=[objective])
    for name in ("Ada", "Ben", "Dee"):
        make_membership(group, make_organisation(town, name.lower()), person=make_person(name), name=name)
    return group


def person(name):
    return Person.objects.get(name=name)


def draft(group, subjects=(("recommendation", "R1"),), **fields):
    values = {
        "title": "Open a warm room",
        "question": "Shall we open a warm room?",
        "reason": "Homes are cold.",
        "expected": "Fewer fall ill by spring.",
        "method": "consent",
        "options": [{"code": "yes", "text": "Agreed"}, {"code": "no", "text": "Not agreed"}],
        "deadline_on": TODAY() + timedelta(days=14),
        **fields,
    }
    return add_decision(by=person("Ada"), group=group, values=values, subjects=subjects)


def opened(group, **fields):
    decision = draft(group, **fields)
    decision = save_effects(by=None, decision=decision, version=decision.version, effects=EFFECTS)
    return open_decision(by=person("Ada"), decision=decision, version=decision.version)


def state(decision, chosen="yes", because="", outcome="We open it.", review_on=None, version=None):
    stated = Outcome(chosen, outcome, because, review_on or TODAY() + timedelta(days=365))
    version = version or decision.version
    return decide(by=person("Ada"), decision=decision, version=version, stated=stated)


def everybody_agrees(decision):
    for name in ("Ada", "Ben", "Dee"):
        vote(by=person(name), decision=decision, choice="agree")


def test_decisions_of_a_town_are_numbered_and_written_down(group):
    first, second = draft(group), draft(group)

    assert (first.code, second.code) == ("D1", "D2")
    event = AuditEvent.objects.get(subject="D1")
    assert (event.verb, event.by, event.after["subjects"]) == ("added", person("Ada"), ["recommendation R1"])


def test_nothing_opens_while_who_gains_and_loses_is_not_said(group):
    decision = draft(group)
    half = [one for one in EFFECTS if one.along != "disability"]
    decision = save_effects(by=None, decision=decision, version=1, effects=half)

    with pytest.raises(NotReady) as refused:
        open_decision(by=None, decision=decision, version=decision.version)

    assert [lack.sentence for lack in refused.value.lacks] == ["Disability: say who gains and who loses."]
    decision.refresh_from_db()
    assert (decision.state, decision.data, Letter.objects.count()) == ("draft", {}, 0)


def test_nothing_opens_for_a_group_of_which_nobody_can_answer(group):
    group.memberships.update(person=None)
    decision = save_effects(by=None, decision=draft(group), version=1, effects=EFFECTS)

    with pytest.raises(NotReady, match="nobody can answer"):
        open_decision(by=None, decision=decision, version=decision.version)


def test_opening_writes_to_each_member_once_with_their_own_link(group):
    make_membership(group, make_organisation(group.town, "second"), person=person("Ada"), name="Ada again")
    inactive = make_person("Gus", is_active=False)
    make_membership(group, make_organisation(group.town, "gone"), person=inactive, name="Gus")
    past = make_person("Hal")
    make_membership(
        group,
        make_organisation(group.town, "past"),
        person=past,
        name="Hal",
        until_on=TODAY() - timedelta(days=1),
    )

    opened(group)

    letters = Letter.objects.order_by("to")
    assert [letter.to for letter in letters] == ["ada@example.org", "ben@example.org", "dee@example.org"]
    assert len({letter.body for letter in letters}) == 3
    assert all("/decisions/D1/vote/" in letter.body for letter in letters)


def test_what_is_open_is_not_rewritten(group):
    decision = opened(group)

    with pytest.raises(NotADraft):
        change_decision(
            by=None, decision=decision, version=decision.version, values={"question": "Other?"}, subjects=()
        )
    with pytest.raises(NotADraft):
        save_effects(by=None, decision=decision, version=decision.version, effects=[])


@pytest.mark.parametrize("deed", ["change", "effects", "open"])
def test_whoever_read_an_older_version_is_told(group, deed):
    decision = draft(group)
    change_decision(by=None, decision=decision, version=1, values={"title": "Warmer"}, subjects=())
    deeds = {
        "change": lambda: change_decision(by=None, decision=decision, version=1, values={}, subjects=()),
        "effects": lambda: save_effects(by=None, decision=decision, version=1, effects=EFFECTS),
        "open": lambda: open_decision(by=None, decision=decision, version=1),
    }

    with pytest.raises(ChangedMeanwhile), transaction.atomic():
        deeds[deed]()


def test_saving_what_there_is_already_writes_nothing(group):
    decision = draft(group)

    change_decision(
        by=None,
        decision=decision,
        version=1,
        values={"title": decision.title},
        subjects=[("recommendation", "R1")],
    )

    assert AuditEvent.objects.filter(subject="D1").count() == 1


def test_the_figures_are_those_of_the_measures_behind_the_subject(group):
    block = opened(group).data["opened"]

    assert [one["slug"] for one in block["measures"]] == ["jobs"]
    (line,) = block["measures"][0]["lines"]
    assert line == {
        "subgroup": "", "period": "2019", "value": 15.0, "lower": 14.8, "upper": 15.2, "flag": "",
        "publisher": "A publisher", "release": "A publisher: A title (1)",
    }  # fmt: skip
    assert (block["day"], block["measures"][0]["verdict"]) == (TODAY().isoformat(), "better")


@pytest.mark.parametrize(
    ("subjects", "slugs"),
    [
        ([("measure", "air")], ["air"]),
        ([("objective", "M1")], ["jobs"]),
        ([("workstream", "W1")], ["jobs"]),
        ([("measure", "air"), ("recommendation", "R1")], ["jobs", "air"]),
        ([], ["jobs"]),
        ([("measure", "gone")], ["jobs"]),
    ],
)
def test_measures_are_found_through_the_chain_and_else_those_of_the_group(group, subjects, slugs):
    make_alignment(Recommendation.objects.get(code="R1"), make_workstream(group.town, "W1"))

    block = opened(group, subjects=subjects).data["opened"]

    assert [one["slug"] for one in block["measures"]] == slugs


def test_what_was_kept_stays_when_figures_change_and_a_revision_is_told(group):
    decision = opened(group)
    Observation.objects.filter(period="2019").update(value=25, lower=24, upper=26)
    make_observations(make_indicator("other"), group.town.place, [1])

    (standing,) = list_standings(get(decision))

    assert standing.is_intact
    assert standing.day == TODAY()
    (line,) = standing.lines
    assert line.then == ("15.0% (likely between 14.8% and 15.2%), 2019. A publisher.",)
    assert line.now == ("25.0% (likely between 24.0% and 26.0%), 2019. A publisher.",)
    assert line.revisions == (
        "The figure of 2019 was revised since: from 15.0% (likely between 14.8% and 15.2%) to "
        "25.0% (likely between 24.0% and 26.0%).",
    )


def test_a_newer_figure_is_no_revision(group):
    decision = opened(group)
    make_observations(make_indicator_of(group), group.town.place, [(20, 19, 21)], first=2020)

    (line,) = list_standings(get(decision))[0].lines

    assert line.now == ("20.0% (likely between 19.0% and 21.0%), 2020. A publisher.",)
    assert line.revisions == ()


def test_tampering_with_what_was_kept_is_told(group):
    decision = opened(group)
    decision.data["opened"]["measures"][0]["lines"][0]["value"] = 99.0
    decision.save()

    assert not list_standings(get(decision))[0].is_intact
    # The record of the opening still names the digest that was kept.
    event = AuditEvent.objects.get(subject="D1", verb="opened")
    assert event.after["figures"] == decision.data["opened"]["digest"]


def test_a_measure_that_the_town_gave_up_keeps_its_figures(group):
    decision = opened(group)
    group.town.measures.get(slug="jobs").delete()

    (line,) = list_standings(get(decision))[0].lines

    assert (line.name, line.url, line.now, line.then_verdict) == ("Jobs", "", (), "better")


def get(decision, reader=INSIDE):
    return get_decision(town=decision.town, number=decision.number, reader=reader)


def make_indicator_of(group):
    return group.town.measures.get(slug="jobs").indicator


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


@pytest.fixture
def several(group):
    """Make one decision of each kind, and return them by what they are."""
    other = make_group(group.town, "boards")
    day = datetime(2026, 5, 1, tzinfo=UTC)
    decided = {"state": "decided", "decided_at": day}
    return {
        "draft": make_decision(group, 1),
        "open": make_decision(group, 2, state="open"),
        "public": make_decision(group, 3, **decided, review_on=date(2027, 5, 1)),
        "undated": make_decision(other, 4, state="decided", decided_at=datetime(2025, 5, 1, tzinfo=UTC)),
        "restricted": make_decision(group, 5, **decided, is_restricted=True, review_on=date(2027, 5, 1)),
        "restricted draft": make_decision(other, 6, is_restricted=True),
    }


def numbers(town, reader=PUBLIC, **chosen):
    found = list_decisions(town=town, chosen=DecisionFilter(**chosen), reader=reader)
    return sorted(one.number for one in found)


def test_each_reads_what_they_may(town, group, several):
    assert numbers(town) == [3, 4]
    assert numbers(town, INSIDE) == [1, 2, 3, 4]
    assert numbers(town, Reader(is_inside=True, groups=frozenset({group.pk}))) == [1, 2, 3, 4, 5]
    assert numbers(town, Reader(is_inside=True, reads_all=True)) == [1, 2, 3, 4, 5, 6]
    # Somebody whose role ended still sits in a group: without the desk they read as the public does.
    assert numbers(town, Reader(groups=frozenset({group.pk}))) == [3, 4]


def test_the_list_is_filtered(town, several):
    assert numbers(town, group="boards") == [4]
    assert numbers(town, year="2026") == [3]
    assert numbers(town, review="undated") == [4]
    assert numbers(town, INSIDE, state="open") == [2]
    assert numbers(town, words="WARM") == [3, 4]
    assert list_years(town=town) == [2026, 2025]


def test_due_reviews_are_those_by_the_day_of_the_town_or_the_group_that_the_reader_may_see(
    town, group, several
):
    reads_all = Reader(is_inside=True, reads_all=True)

    assert list(list_due_reviews(town, date(2027, 4, 30))) == []
    assert list(list_due_reviews(town, date(2027, 5, 1))) == [several["public"]]
    assert list(list_due_reviews(group, date(2027, 5, 1), reader=reads_all)) == [
        several["public"],
        several["restricted"],
    ]
    assert list(list_due_reviews(make_group(town, "third"), date(2099, 5, 1), reader=reads_all)) == []


def remember(decision, *keys):
    for kind, code in keys:
        decision.subjects.create(kind=kind, code=code)


def about(town, kind, code, reader=PUBLIC):
    return [
        (one.decision.number, one.through) for one in list_decisions_about(town, kind, code, reader=reader)
    ]


def test_a_record_remembers_what_was_decided_about_it_and_its_objective(town, several):
    remember(several["public"], ("measure", "jobs"))
    remember(several["undated"], ("objective", "M1"), ("measure", "jobs"))
    remember(several["draft"], ("recommendation", "R1"))
    remember(several["restricted"], ("measure", "jobs"))

    assert about(town, "measure", "jobs") == [(4, ("M1",)), (3, ())]
    assert about(town, "recommendation", "R1") == [(4, ("M1",))]
    assert about(town, "recommendation", "R1", INSIDE) == [(4, ("M1",)), (1, ())]
    assert about(town, "objective", "M1") == [(4, ("jobs",)), (3, ("jobs",))]
    assert about(town, "measure", "air") == []
    assert about(town, "workstream", "W1") == []


def test_the_gap_is_kept_in_both_senses(group):
    make_gap(group.town, [40, 30, 28, 22, 20, 18, 16, 14, 12, 8])

    (measure,) = opened(group, subjects=[("measure", "crowding")]).data["opened"]["measures"]

    assert measure["lines"] == []
    assert measure["gap"]["absolute"]["value"] == pytest.approx(25)
    assert measure["gap"]["relative"]["value"] == pytest.approx(3.5)
    assert (measure["gap"]["period"], measure["gap"]["publisher"]) == ("2021", "A publisher")


def test_a_decision_brought_in_without_its_opening_finds_its_measures_when_it_is_decided(group):
    options = [{"code": "yes", "text": "Agreed"}, {"code": "no", "text": "Not agreed"}]
    decision = make_decision(group, state="open", options=options, deadline_on=TODAY() - timedelta(days=1))

    decided = state(decision, because="Agreed at the meeting.")

    assert [one["slug"] for one in decided.data["decided"]["measures"]] == ["jobs"]


def test_decisions_and_what_hangs_on_them_are_named_for_people(group):
    decision = opened(group)
    given = vote(by=person("Ben"), decision=decision, choice="agree")

    assert str(decision.subjects.get()) == "D1 Open a warm room: recommendation R1"
    assert str(decision.effects.get(along="age")) == "D1 Open a warm room: age"
    assert str(given) == "D1 Open a warm room: Ben"
