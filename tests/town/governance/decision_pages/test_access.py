"""Who may open what of a decision."""

import pytest
from django.test import Client

from fairplace.town.governance.models import Decision
from tests.factories import make_decision, make_group, make_membership, make_organisation, make_person
from tests.town.governance.decision_pages.conftest import (
    ASKED,
    DECIDED,
    IN_TWO_WEEKS,
    YES_NO,
    opened,
    sign_in,
    text,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "readers"),
    [
        ({}, {"Ada", "Chi", "Ben", "Eve"}),
        (DECIDED, {"Ada", "Chi", "Ben", "Eve", ""}),
        ({"is_restricted": True}, {"Ada", "Chi", "Ben"}),
        ({"is_restricted": True, **DECIDED}, {"Ada", "Chi", "Ben"}),
    ],
)
def test_each_opens_what_they_may_read_and_its_file(group, fields, readers):
    make_decision(group, 1, **fields)
    clients = {name: sign_in(name) if name else Client() for name in ("Ada", "Chi", "Ben", "Eve", "")}

    for address in ("/decisions/D1/", "/decisions/D1/decision.docx"):
        opened_by = {name for name, client in clients.items() if client.get(address).status_code == 200}
        assert opened_by == readers


@pytest.mark.parametrize("page", ["change", "equity", "open", "decide", "withdraw", "review"])
def test_only_those_who_lead_the_group_keep_its_decisions(group, page):
    make_decision(
        group, 1, state="open" if page == "decide" else "draft", options=YES_NO, deadline_on=IN_TWO_WEEKS
    )
    other = make_group(group.town, "boards")
    make_membership(
        other,
        make_organisation(group.town, "x"),
        person=make_person("Fay", group.town, "group-chair"),
        is_chair=True,
    )

    answers = {
        name: sign_in(name).get(f"/decisions/D1/{page}/").status_code for name in ("Ada", "Chi", "Ben", "Fay")
    }

    assert answers == {"Ada": 200, "Chi": 200, "Ben": 403, "Fay": 403}
    assert sign_in("Ada").get(f"/decisions/D9/{page}/").status_code == 404


def test_a_chair_adds_decisions_for_the_groups_they_lead_only(group):
    make_group(group.town, "boards")
    chi = sign_in("Chi")

    form = chi.get("/decisions/add/?group=children").context["form"]
    assert [code for code, _name in form.fields["group"].choices] == ["children"]
    refused = chi.post("/decisions/add/", {**ASKED, "group": "boards"})
    assert refused.status_code == 200
    assert not Decision.objects.exists()

    saved = chi.post("/decisions/add/", {**ASKED, "group": "children", "subjects": ["recommendation:R1"]})

    assert saved.url == "/decisions/D1/equity/"
    decision = Decision.objects.get()
    assert (decision.group, decision.options[0]["code"]) == (group, "yes")
    assert [one.key for one in decision.subjects.all()] == [("recommendation", "R1")]


def test_whoever_leads_no_group_is_told(group):
    make_person("Gil", group.town, "group-chair")

    assert "You lead no group" in text(sign_in("Gil").get("/decisions/add/"))
    assert sign_in("Ben").get("/decisions/add/").status_code == 403


def test_only_members_see_who_said_what_and_nobody_the_count_before_it_is_over(group):
    opened(group)
    for name in ("Ben", "Dee"):
        sign_in(name).post("/decisions/D1/vote/", {"choice": "object", "reason": f"{name} says no."})

    member, ada = text(sign_in("Chi").get("/decisions/D1/")), text(sign_in("Ada").get("/decisions/D1/"))

    assert "2 of 3 members answered." in member
    assert "Ben says no." in member
    assert "Not answered yet: Chi." in member
    assert "2 of 3 members answered." in ada
    assert "Ben" not in ada
    assert "not taken as it stands" not in ada + member
