"""A decision is prepared: nothing opens without who gains and loses."""

from datetime import timedelta

import pytest
from django.db import transaction

from fairplace.town.governance.operations.decision import NotReady, open_decision
from fairplace.town.governance.operations.draft import NotADraft, change_decision, save_effects
from fairplace.town.letters.models import Letter
from fairplace.town.people.models import AuditEvent
from fairplace.town.places.operations.saving import ChangedMeanwhile
from tests.factories import make_membership, make_organisation, make_person
from tests.town.governance.decision.conftest import EFFECTS, TODAY, draft, opened, person

pytestmark = pytest.mark.django_db


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
