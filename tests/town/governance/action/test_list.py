"""Actions in lists and files."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fairplace.town.governance.models import ToDo
from fairplace.town.governance.operations.update import give_update
from fairplace.town.governance.queries.action import ActionFilter, list_actions
from fairplace.town.governance.rules.reader import Reader
from fairplace.town.workstreams.models import Strategy
from tests.factories import (
    make_action,
    make_group,
    make_objective,
    make_organisation,
    make_person,
    make_recommendation,
)
from tests.town.governance.action.conftest import DAY, read

ALL = Reader(is_inside=True, reads_all=True)


@pytest.mark.parametrize(
    ("chosen", "numbers"),
    [
        ({}, [1, 4, 2, 3]),
        ({"words": "warm homes"}, [2]),
        ({"words": "A3"}, [3]),
        ({"group": "housing"}, [4]),
        ({"owner": "BEN"}, [1]),
        ({"state": "open"}, [1, 4, 2]),
        ({"state": "done"}, [3]),
        ({"when": "late"}, [1]),
        ({"when": "soon"}, [4]),
        ({"approach": "targeted"}, [2]),
        ({"approach": "unknown"}, [1, 4, 3]),
        ({"without": "owner"}, [4, 2, 3]),
        ({"without": "update"}, [4, 2, 3]),
        ({"without": "link"}, [1, 4, 3]),
        ({"without": "number"}, [1, 4, 3]),
        ({"without": "chair"}, [4]),
        ({"strategy": "PLAN"}, [1]),
        ({"without": "nonsense", "strategy": "x", "owner": "y"}, [1, 4, 2, 3]),
    ],
)
def test_the_list_can_be_narrowed(town, group, ben, chosen, numbers):
    plan = Strategy.objects.create(town=town, name="Housing plan")
    late = make_action(group, 1, owner=ben, due_on=date(2026, 11, 1))
    late.strategies.add(plan)
    give_update(by=ben, action=late, note="It goes.", state="under way")
    warm = make_action(
        group, 2, title="Warm their homes", approach="targeted", count=1, denominator=2,
        denominator_what="homes", with_chair_since=None,
    )  # fmt: skip
    warm.subjects.create(kind="recommendation", code="R1")
    make_action(group, 3, state="done", due_on=date(2026, 10, 1), with_chair_since=timezone.now())
    soon = make_group(town, "housing")
    make_action(soon, 4, due_on=date(2026, 12, 24), with_chair_since=timezone.now())
    told = {
        name: {"BEN": str(ben.pk), "PLAN": str(plan.pk)}.get(value, value) for name, value in chosen.items()
    }

    found = list_actions(town=town, reader=ALL, chosen=ActionFilter(**told), day=DAY)

    assert [one.number for one in found] == numbers


def test_a_filter_in_the_address_narrows_the_page_and_its_files(group, as_ben):
    make_action(group, 1, title="Warm homes")
    make_action(group, 2, title="Saturday clinic", due_on=date(2026, 11, 1))

    page = read(as_ben, "/actions/?when=late")
    file = as_ben.get("/actions/list.csv?when=late").content.decode()

    assert "Saturday clinic" in page
    assert "29 days late" in page
    assert "Warm homes" not in page
    assert "Saturday clinic" in file
    assert "Warm homes" not in file


def test_what_cannot_be_chosen_filters_nothing(group, as_ben):
    make_action(group)

    assert "Action 1" in read(as_ben, "/actions/?state=nonsense&owner=x&strategy=y")


def test_an_empty_list_says_so(group, as_ada, as_ben):
    assert "Add the first, or bring a spreadsheet." in read(as_ada, "/actions/")
    assert "once a group has agreed" in read(as_ben, "/actions/")
    make_action(group)
    assert "No action fits what you chose." in read(as_ben, "/actions/?state=done")


def test_the_list_leaves_as_a_workbook_and_never_a_count_alone(group, ben, as_ben):
    make_action(group, owner=ben, denominator=412, denominator_what="children", title="=1+1")

    answer = as_ben.get("/actions/list.xlsx")

    assert answer.content.startswith(b"PK")
    rows = as_ben.get("/actions/list.csv").content.decode().splitlines()
    assert ",,,children," in rows[1]
    assert "'=1+1" in rows[1]
    assert as_ben.get("/actions/list.pdf").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/actions/",
        "/actions/?group=children&state=open&without=update&strategy=1&owner=1",
        "/actions/list.csv",
        "/actions/list.xlsx",
        "/actions/A1/",
        "/actions/A1/change/",
        "/actions/A1/update/",
        "/actions/A1/owner/",
        "/actions/add/",
        "/strategies/1/",
        "/groups/children/plan/2026/",
        "/groups/children/plan/2026/plan.csv",
        "/groups/children/plan/2026/plan.docx",
        "/sheets/actions/file.csv",
    ],
)
def test_the_number_of_questions_does_not_grow_with_the_actions(town, group, ada, as_ada, address):
    objective = make_objective(town)
    plan = Strategy.objects.create(pk=1, town=town, name="Housing plan")
    first = make_action(group, 1)

    def fill(numbers):
        for n in numbers:
            owner = make_person(f"Owner{n}", town, "contributor")
            make_recommendation(objective, f"R{n}")
            above = make_group(town, f"board-{n}")
            action = make_action(group, 10 + n, owner=owner, organisation=make_organisation(town, f"p{n}"))
            for one in (first, action):
                one.subjects.create(kind="recommendation", code=f"R{n}")
                one.strategies.add(plan, Strategy.objects.create(town=town, name=f"Plan {n} {one.number}"))
                one.also_to.add(above)
                one.helpers.add(owner)
                ToDo.objects.create(action=one, text="Book", done_at=timezone.now(), done_by=owner)
                one.files.create(name="a.pdf", file="a.pdf", added_by=owner)
                give_update(by=owner, action=one, note="It goes.", state="under way")

    fill([1])
    as_ada.get(address)

    with CaptureQueriesContext(connection) as one:
        as_ada.get(address)
    fill([2, 3])
    with CaptureQueriesContext(connection) as three:
        assert as_ada.get(address).status_code == 200

    assert len(three) == len(one)
