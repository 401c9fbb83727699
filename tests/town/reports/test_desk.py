"""The desk: what is somebody's own, what is late in a chair's groups, what changed, who owes what."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fairplace.town.governance.models import ToDo, Update, Vote
from fairplace.town.indicators.models import Release
from tests.factories import (
    make_action,
    make_decision,
    make_group,
    make_indicator,
    make_item,
    make_measure,
    make_meeting,
    make_membership,
    make_observations,
    make_organisation,
    make_person,
    make_risk,
    make_series,
    make_town,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def group(town):
    return make_group(town)


def sit(town, group, name, role="contributor", **seat):
    person = make_person(name, town, role)
    council = make_organisation(town, f"of-{name.lower()}")
    make_membership(group, council, name=name, person=person, **seat)
    client = Client()
    client.force_login(person)
    return person, client


def read(client):
    return client.get("/desk/").content.decode()


def late(days=3):
    today = timezone.localdate()
    return {
        "starts_on": today - timedelta(days=90),
        "due_on": today - timedelta(days=days),
        "every_months": None,
    }


def test_everybody_finds_what_is_theirs_with_the_page_where_it_is_done(town, group):
    ben, client = sit(town, group, "Ben")
    action = make_action(group, 1, ben, **late())
    make_action(group, 2, make_person("Dee", town), **late())
    ToDo.objects.create(action=action, text="Buy paint")
    ToDo.objects.create(action=action, text="Done already", done_at=NOW())
    make_meeting(make_series(group), NOW() + timedelta(days=3))
    make_risk(group, 1, owner=ben, title="A leak")
    make_risk(group, 2, title="Not mine")

    html = read(client)

    assert '<a href="/actions/A1/update/">A1 Action 1</a>' in html
    assert "late: " in html
    assert "Buy paint" in html
    assert "A leak" in html
    assert "Meetings to come" in html
    for words in ("Done already", "Not mine", "A2 Action 2", "For the chair", "across all groups"):
        assert words not in html


def test_of_an_action_the_nearer_duty_is_enough_and_the_longest_due_stands_first(town, group):
    ben, client = sit(town, group, "Ben")
    make_action(group, 1, ben, **{**late(2), "every_months": 1})
    make_risk(group, 1, owner=ben, review_on=timezone.localdate() - timedelta(days=1), title="A leak")
    make_action(group, 2, ben, **late(5))

    html = read(client).split("Risks and issues that you own")[0]

    assert html.count("A1 Action 1") == 1
    assert html.index("A2 Action 2") < html.index("A1 Action 1") < html.index("K1 A leak")


def test_a_vote_is_asked_for_until_it_is_given_and_only_of_members(town, group):
    ben, client = sit(town, group, "Ben")
    _cy, stranger = sit(town, make_group(town, "board"), "Dee")
    decision = make_decision(group, 1, state="open", title="Open rooms")
    make_decision(group, 2, state="draft", title="Not open yet")

    before, elsewhere = read(client), read(stranger)
    Vote.objects.create(decision=decision, person=ben, choice="agree")
    after = read(client)

    assert ["Open rooms" in html for html in (before, elsewhere, after)] == [True, False, False]
    assert "Not open yet" not in before


def test_a_chair_finds_what_is_late_and_what_nobody_answers_for_in_their_own_groups(town, group):
    _chi, client = sit(town, group, "Chi", "group-chair", is_chair=True)
    other = make_group(town, "board")
    make_action(group, 1, make_person("Dee", town), title="Late one", **late())
    make_action(group, 2, title="Left lying", with_chair_since=NOW(), with_chair_because="Nobody owns it.")
    make_action(other, 3, title="Of others", with_chair_since=NOW(), **late())
    make_item(make_series(group), title="Please discuss")

    html = read(client)

    for words in ("Late one", "Left lying", "Please discuss", "Nobody owns it."):
        assert words in html
    assert "Of others" not in html
    assert "across all groups" not in html


def test_the_team_sees_who_owes_what_across_all_groups(client, town, group):
    dee = make_person("Dee", town)
    make_action(group, 1, dee, **late())
    make_group(town, "quiet")
    client.force_login(make_person("Ada", town, "programme-team"))

    html = read(client)

    assert '<a href="/duties/?group=children">Children</a>' in html
    assert f'<a href="/duties/?person={dee.pk}">Dee</a>' in html
    assert '<a href="/groups/quiet/">Quiet</a>' in html


def test_what_changed_is_told_of_ones_groups_and_nothing_restricted_of_others(town, group):
    _ben, client = sit(town, group, "Ben")
    other = make_group(town, "board")
    recent, old = NOW() - timedelta(days=2), NOW() - timedelta(days=40)
    said = {"note": "N", "state_before": "under way", "state": "under way"}
    for number, where, at in ((1, group, recent), (2, other, recent), (3, group, old)):
        action = make_action(where, number, title=f"Work of {where.slug} {number}")
        Update.objects.create(action=action, at=at, **said)
    make_decision(group, 1, state="decided", decided_at=recent, title="Ours hidden", is_restricted=True)
    make_decision(other, 2, state="decided", decided_at=recent, title="Theirs open")
    make_decision(other, 3, state="decided", decided_at=recent, title="Theirs hidden", is_restricted=True)
    closed = {"state": "closed", "closed_at": recent}
    make_meeting(make_series(group, "Our minutes"), recent, **closed)
    make_meeting(make_series(other, "Their minutes"), recent, **closed)

    html = read(client)

    shown = ("Work of children 1", "Ours hidden", "Theirs open", "Our minutes")
    hidden = ("Work of board 2", "Work of children 3", "Theirs hidden", "Their minutes")
    assert [words for words in shown if words not in html] == []
    assert [words for words in hidden if words in html] == []


def test_new_figures_come_with_what_the_test_says(client, town):
    indicator = make_indicator()
    make_observations(indicator, town.place, [(10 + n, 9 + n, 11 + n) for n in range(6)])
    make_measure(town, indicator=indicator)
    Release.objects.update(published_on=timezone.localdate() - timedelta(days=3))
    client.force_login(make_person("Ben", town, "contributor"))
    new = read(client)
    Release.objects.update(published_on=timezone.localdate() - timedelta(days=30), retrieved_on=None)

    assert "1 measure with new figures" in new
    assert "with new figures" not in read(client)


def test_an_empty_desk_says_so(client, town):
    client.force_login(make_person("Ben", town, "contributor"))

    assert "Nothing is yours today" in read(client)
