"""Decisions in lists and on pages of the plan."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fairplace.town.governance.models import Decision
from fairplace.town.governance.rules.equity import ALONG
from fairplace.town.people.models import Person
from tests.factories import (
    make_decision,
    make_indicator,
    make_measure,
    make_membership,
    make_organisation,
    make_person,
)
from tests.town.governance.decision_pages.conftest import DECIDED, YES_NO, sign_in, text

pytestmark = pytest.mark.django_db


def test_the_public_list_shows_what_was_decided_and_is_not_restricted(client, group):
    make_decision(group, 1, title="A draft")
    make_decision(group, 2, title="Taken", outcome="We do it.", **DECIDED)
    make_decision(group, 3, title="Secret", is_restricted=True, **DECIDED)

    page = text(client.get("/decisions/"))

    assert "Taken" in page
    assert "Has no review date" in page
    assert "A draft" not in page
    assert "Secret" not in page


def test_the_public_cannot_ask_for_drafts(client, group):
    make_decision(group, 1, title="A draft")

    response = client.get("/decisions/?state=draft")

    assert "state" not in response.context["form"].fields
    assert "A draft" not in text(response)


def test_an_empty_list_and_an_empty_filter_say_so(client, group):
    assert "No decisions yet" in text(client.get("/decisions/"))
    make_decision(group, 1, **DECIDED)
    assert "Nothing fits" in text(client.get("/decisions/?year=1999&review=due"))
    assert "No decisions yet" not in text(sign_in("Chi").get("/decisions/"))


def test_the_file_holds_what_the_list_shows(client, group):
    make_decision(group, 1, title="A draft")
    make_decision(group, 2, title="=Taken", outcome="We do it.", options=YES_NO, chosen="yes", **DECIDED)

    rows = b"".join(client.get("/decisions/decisions.csv").streaming_content).decode("utf-8-sig").splitlines()

    assert len(rows) == 2
    assert rows[1].startswith("D2,'=Taken,Children,")
    assert ",2026-05-01,Agreed,We do it.," in rows[1]


@pytest.mark.parametrize("address", ["/measures/jobs/", "/recommendations/R1/", "/objectives/M1/"])
def test_pages_of_the_plan_remember_what_was_decided(client, group, address):
    public = make_decision(group, 1, title="Warm rooms", **DECIDED)
    secret = make_decision(group, 2, title="Closed rooms", is_restricted=True, **DECIDED)
    for one in (public, secret):
        one.subjects.create(kind="objective", code="M1")

    assert "D1 Warm rooms" in text(client.get(address))
    assert "Closed rooms" not in text(client.get(address))
    assert "D2 Closed rooms" in text(sign_in("Ben").get(address))


def test_a_page_of_the_plan_without_decisions_says_so(client, group):
    assert "No decision about it is written down." in text(client.get("/measures/jobs/"))


@pytest.mark.parametrize(
    "address",
    ["/decisions/", "/decisions/decisions.csv", "/measures/jobs/", "/objectives/M1/", "/decisions/D1/"],
)
def test_the_number_of_questions_does_not_grow_with_the_decisions(group, address):
    client = sign_in("Chi")

    def fill(numbers):
        for number in numbers:
            make_membership(
                group,
                make_organisation(group.town, f"o{number}"),
                name=f"N{number}",
                person=make_person(f"N{number}"),
            )
            make_measure(group.town, f"m{number}", make_indicator(f"i{number}"), group.objectives.all())
            one = make_decision(group, number, options=YES_NO, **DECIDED)
            one.subjects.create(kind="objective", code="M1")
            first = Decision.objects.get(number=1)
            first.subjects.create(kind="measure", code=f"m{number}")
            first.votes.create(person=Person.objects.get(name=f"N{number}"), choice="agree")
            first.effects.create(along=list(ALONG)[number], expected="same")

    def read():
        response = client.get(address)
        assert response.status_code == 200
        return b"".join(response) if response.streaming else response.content

    fill([1])
    read()
    with CaptureQueriesContext(connection) as one:
        read()
    fill([2, 3])
    with CaptureQueriesContext(connection) as three:
        read()

    assert len(three) == len(one)
