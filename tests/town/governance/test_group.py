"""The page of a group, and how it is kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fairplace.town.governance.operations.group import GroupRefused, save_group
from fairplace.town.governance.queries.group import count_work, get_group_page, list_above
from fairplace.town.measures.queries import list_sharers
from fairplace.town.partners.models import Group
from fairplace.town.partners.operations import save_groups
from fairplace.town.people.models import AuditEvent
from tests.factories import (
    make_action,
    make_decision,
    make_group,
    make_item,
    make_measure,
    make_meeting,
    make_membership,
    make_objective,
    make_organisation,
    make_person,
    make_recommendation,
    make_risk,
    make_series,
    make_town,
    make_workstream,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def ada(client, town):
    client.force_login(make_person("Ada", town, "programme-team"))
    return client


def typed(group, **changed):
    """Return what the form of a group posts when nothing was changed."""
    said = {
        "version": group.version,
        "name": group.name,
        "kind": group.kind,
        "purpose": group.purpose,
        "position": group.position,
        "aliases": "",
        "terms": "",
        "reports_to": "",
    }
    return {**said, **changed}


def test_the_public_reads_the_names_of_chairs_and_no_other(client, town):
    group, council = make_group(town), make_organisation(town)
    make_membership(group, council, name="Chi Chair", is_chair=True)
    make_membership(group, council, name="Dee Deputy", is_deputy=True)
    make_membership(group, make_organisation(town, "homes"), name="Max Member")
    make_membership(
        group, council, name="Old Chair", is_chair=True, until_on=timezone.localdate() - timedelta(1)
    )

    public = client.get("/groups/children/").content.decode()
    client.force_login(make_person("Ben", town, "contributor"))
    inside = client.get("/groups/children/").content.decode()

    shown = [name in public for name in ("Chi Chair", "Dee Deputy", "Max Member", "Old Chair", "Homes")]
    assert shown == [True, False, False, False, True]
    assert [name in inside for name in ("Chi Chair", "Dee Deputy", "Max Member", "Old Chair")] == [
        True,
        True,
        True,
        False,
    ]


def test_a_group_that_chose_nothing_answers_for_all_under_its_objectives(town):
    objective, other = make_objective(town), make_objective(town, "M2", 2)
    advice = make_recommendation(objective, "R1")
    make_recommendation(objective, "R2", status="draft")
    make_recommendation(other, "R3")
    measure = make_measure(town, objectives=[objective])
    make_measure(town, "far", objectives=[other])
    work = make_workstream(town, "W1", group=make_group(town, objectives=[objective]))

    answers = get_group_page(group=Group.objects.get()).answers

    assert answers.advised.recommendations == (advice,)
    assert (answers.advised.is_chosen, answers.chose_measures) == (False, False)
    assert [one.measure for one in answers.readings] == [measure]
    assert answers.workstreams == (work,)


def test_a_group_answers_for_what_it_chose_and_for_nothing_else(town):
    objective = make_objective(town)
    group, other = make_group(town, "children", [objective]), make_group(town, "board", [objective])
    make_recommendation(objective, "R1")
    chosen, left = make_recommendation(objective, "R2"), make_measure(town, objectives=[objective])
    watched = make_measure(town, "far")
    group.recommendations.add(chosen)
    watched.groups.add(group)

    answers = get_group_page(group=group).answers

    assert (answers.advised.recommendations, answers.advised.is_chosen) == ((chosen,), True)
    assert ([one.measure for one in answers.readings], answers.chose_measures) == ([watched], True)
    assert [one.group for one in list_sharers(measure=watched)] == [group]
    assert [one.group for one in list_sharers(measure=left)] == [other]


def test_the_page_shows_what_is_next_and_what_was_decided_but_nothing_restricted(client, town):
    group = make_group(town)
    series = make_series(group)
    now = timezone.now()
    make_meeting(series, now + timedelta(days=9))
    make_meeting(series, now + timedelta(days=5))
    make_meeting(series, now + timedelta(days=2), state="cancelled")
    hidden = make_item(series, is_restricted=True)
    make_decision(group, 1, title="Open rooms", state="decided", decided_at=now)
    make_decision(group, 2, title="Secret way", state="decided", decided_at=now, is_restricted=True)
    make_decision(group, 3, title="Hidden way", state="decided", decided_at=now, item=hidden)
    make_decision(group, 4, title="Not yet", state="open")

    page = get_group_page(group=group)
    public = client.get("/groups/children/").content.decode()
    client.force_login(make_person("Ada", town, "programme-team"))
    inside = client.get("/groups/children/").content.decode()

    assert page.next_meeting.starts_at == now + timedelta(days=5)
    said = ("Open rooms", "Secret way", "Hidden way", "Not yet")
    assert [words in public for words in said] == [True, False, False, False]
    assert [words in inside for words in said] == [True, True, True, False]


def test_actions_are_counted_by_how_they_stand(town):
    group, today = make_group(town), timezone.localdate()
    late = {"starts_on": today - timedelta(days=9), "due_on": today - timedelta(days=1)}
    make_action(group, 1, state="under way", with_chair_since=timezone.now(), **late)
    make_action(group, 2, state="done", **late)
    make_action(group, 3, starts_on=today, due_on=today)
    make_risk(group, 1)
    make_risk(group, 2, state="closed")

    counts = count_work(group, day=today)

    assert (counts.open, counts.overdue, counts.done, counts.with_chair, counts.risks) == (2, 1, 1, 1, 1)


def test_terms_are_shown_as_a_section_without_tags_of_their_own(client, town):
    make_group(town, terms="# Who\n\nAll of us. <b>Bold</b>")

    html = client.get("/groups/children/").content.decode()

    assert "<h3>Who</h3>" in html
    assert "&lt;b&gt;Bold&lt;/b&gt;" in html


def test_a_group_is_added_with_what_it_answers_for(ada, town):
    objective = make_objective(town)
    advice, measure = make_recommendation(objective), make_measure(town)
    board = make_group(town, "board")

    answer = ada.post(
        "/groups/add/",
        {
            **typed(board),
            "slug": "Homes",
            "name": "Homes",
            "aliases": "Housing\n\n Housing group ",
            "reports_to": board.pk,
            "objectives": [objective.pk],
            "recommendations": [advice.pk],
            "measures": [measure.pk],
        },
    )

    assert answer["Location"] == "/groups/homes/"
    group = Group.objects.get(slug="homes")
    assert (group.aliases, group.reports_to, list(group.objectives.all())) == (
        ["Housing", "Housing group"],
        board,
        [objective],
    )
    assert (list(group.recommendations.all()), list(group.measures.all())) == ([advice], [measure])
    event = AuditEvent.objects.get(kind="group")
    assert (event.verb, event.subject, event.after["recommendations"]) == ("added", "homes", ["R1"])


@pytest.mark.parametrize("slug", ["add", "children"])
def test_an_address_that_is_taken_is_refused(ada, town, slug):
    group = make_group(town)

    html = ada.post("/groups/add/", {**typed(group), "slug": slug}).content.decode()

    assert "This address is used already" in html
    assert Group.objects.count() == 1


def test_a_group_cannot_report_to_one_that_reports_to_it(ada, town):
    board = make_group(town, "board")
    group = make_group(town, reports_to=board)
    deep = make_group(town, "deep", reports_to=group)

    html = ada.post("/groups/board/change/", typed(board, reports_to=deep.pk)).content.decode()
    values = {"name": "B", "kind": "board", "aliases": [], "purpose": "P", "terms": "", "position": 1}
    values |= {"objectives": [], "recommendations": [], "measures": [], "reports_to": deep}
    with pytest.raises(GroupRefused, match="no top"):
        save_group(by=None, town=town, group=board, version=1, values=values)

    assert "Select a valid choice" in html
    board.refresh_from_db()
    assert board.reports_to is None
    assert list_above(deep) == [group, board]


def test_two_who_change_a_group_at_once_see_what_differs_and_lose_nothing(ada, town):
    group = make_group(town)
    first = typed(group, purpose="Homes first.")
    second = typed(group, purpose="Schools first.", aliases="Young")
    ada.post("/groups/children/change/", first)

    answer = ada.post("/groups/children/change/", second)
    html = answer.content.decode()

    assert answer.status_code == 409
    assert "Homes first." in html
    assert "Schools first." in html
    assert Group.objects.get().purpose == "Homes first."
    ada.post("/groups/children/change/", {**second, "version": 2})
    assert (Group.objects.get().purpose, Group.objects.get().version) == ("Schools first.", 3)


def test_saving_what_did_not_change_writes_nothing_down(ada, town):
    group = make_group(town)

    ada.post("/groups/children/change/", typed(group))

    assert Group.objects.get().version == 1
    assert not AuditEvent.objects.filter(kind="group").exists()


def test_a_group_that_people_changed_stays_when_the_pack_is_loaded_again(ada, town):
    group = make_group(town)
    ada.post("/groups/children/change/", typed(group, purpose="As we agreed."))
    entry = {
        "slug": "children", "name": "Other", "kind": "board", "aliases": [], "purpose": "From the pack.",
        "reports_to": "", "objectives": [], "recommendations": [],
    }  # fmt: skip

    save_groups(town=town, entries=[entry])

    assert (Group.objects.get().purpose, Group.objects.get().name) == ("As we agreed.", "Children")


def test_the_picture_and_its_outline_say_the_same(client, town):
    board = make_group(town, "board")
    make_group(town, reports_to=board)

    html = client.get("/groups/").content.decode()

    assert 'role="img"' in html
    assert 'aria-describedby="who-reports"' in html
    assert html.index('id="who-reports"') < html.index('<a href="/groups/board/">Board</a>')
    assert html.count('class="branches"') == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_group_asks_as_often_for_three_as_for_one(
    client, town, rows, django_assert_max_num_queries
):
    objective = make_objective(town)
    group = make_group(town, objectives=[objective], reports_to=make_group(town, "board"))
    for n in range(rows):
        make_membership(group, make_organisation(town, f"p{n}"), name="N")
        make_recommendation(objective, f"R{n}")
        make_measure(town, f"m{n}", objectives=[objective])
        make_workstream(town, f"W{n}", group=group)
        make_group(town, f"g{n}", reports_to=group)
        make_decision(group, n + 1, state="decided", decided_at=timezone.now())
    client.force_login(make_person("Ada", town, "programme-team"))
    client.get("/groups/children/")

    with django_assert_max_num_queries(24):
        client.get("/groups/children/")
