"""Links answer for one member and one decision; members answer signed in."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fairplace.town.governance.models import Decision
from fairplace.town.governance.vote_links import make_vote_token
from fairplace.town.letters.models import Letter
from fairplace.town.people.models import AuditEvent, Person
from tests.town.governance.decision_pages.conftest import YES_NO, opened, sign_in, text

pytestmark = pytest.mark.django_db
THREE = [{"code": "1", "text": "Ash"}, {"code": "2", "text": "Beech"}, {"code": "3", "text": "Cedar"}]


def link_of(name, decision):
    person = Person.objects.get(name=name)
    return f"/decisions/{decision.code}/vote/{make_vote_token(decision=decision.pk, person=person.pk)}/"


def test_opening_a_link_changes_nothing_and_posting_answers_without_sign_in(client, group):
    decision = opened(group)
    address = link_of("Ben", decision)
    before = AuditEvent.objects.count()

    assert client.get(address).status_code == 200
    assert (decision.votes.count(), AuditEvent.objects.count()) == (0, before)
    answered = client.post(address, {"choice": "object", "reason": "Too dear."}, follow=True)

    assert "Thank you" in text(answered)
    assert "So far you said: Objects" in text(answered)
    assert decision.votes.get().person.name == "Ben"
    event = AuditEvent.objects.filter(verb="answered").get()
    assert (event.by.name, event.after["by link"]) == ("Ben", True)


def test_the_link_in_the_mail_is_the_one_that_answers(client, group):
    decision = opened(group)
    body = Letter.objects.get(to="dee@example.org").body
    path = re.search(r"(/decisions/\S+)", body)[1]

    client.post(path, {"choice": "agree"})

    assert decision.votes.get().person.name == "Dee"


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("case", "status", "said"),
    [
        ("altered", 403, "This link is not whole"),
        ("other decision", 403, "This link is not whole"),
        ("somebody else", 403, "This link is somebody else’s"),
        ("expired", 410, "The last day to answer is over"),
        ("decided", 410, "This decision is closed"),
        ("withdrawn", 410, "This decision is closed"),
        ("left", 403, "Only members of the group can answer"),
        ("draft", 404, "This decision is not open yet"),
    ],
)
def test_a_link_that_cannot_be_used_says_why(client, group, method, case, status, said):
    decision = opened(group)
    address = link_of("Ben", decision)
    if case == "altered":
        address = address[:-3] + ("aa/" if not address.endswith("aa/") else "bb/")
    if case == "other decision":
        opened(group, 2)
        address = address.replace("D1", "D2")
    if case == "somebody else":
        client.force_login(Person.objects.get(name="Dee"))
    if case == "expired":
        Decision.objects.update(deadline_on=timezone.localdate() - timedelta(days=1))
    if case in ("decided", "withdrawn", "draft"):
        Decision.objects.update(state=case)
    if case == "left":
        group.memberships.filter(name="Ben").update(until_on=date(2020, 1, 1))

    response = getattr(client, method)(address, {"choice": "agree"} if method == "post" else {})

    assert (response.status_code, decision.votes.count()) == (status, 0)
    assert said in text(response)
    assert "Shall we open" not in text(response)


def test_ones_own_link_works_also_while_signed_in(group):
    decision = opened(group)

    assert sign_in("Ben").get(link_of("Ben", decision)).status_code == 200


def test_members_answer_signed_in_and_others_do_not(group):
    decision = opened(group)

    assert sign_in("Ben").post("/decisions/D1/vote/", {"choice": "agree"}).url == "/decisions/D1/"
    assert sign_in("Ada").get("/decisions/D1/vote/").status_code == 403
    assert sign_in("Eve").get("/decisions/D1/vote/").status_code == 403
    assert Client().get("/decisions/D1/vote/").status_code == 302
    assert sign_in("Ben").get("/decisions/D9/vote/").status_code == 403
    assert decision.votes.count() == 1
    Decision.objects.update(state="decided")
    assert sign_in("Ben").get("/decisions/D1/vote/").status_code == 410


@pytest.mark.parametrize(
    ("method", "posted", "kept"),
    [
        ("vote", {"choice": "2"}, "2"),
        ("score", {"option-1": "5", "option-2": "", "option-3": "0"}, {"1": 5, "3": 0}),
        ("rank", {"option-3": "1", "option-1": "3"}, ["3", "1"]),
    ],
)
def test_each_method_takes_its_own_answer_and_shows_it_again(group, method, posted, kept):
    decision = opened(group, method=method, options=THREE)
    ben = sign_in("Ben")

    assert ben.post("/decisions/D1/vote/", posted).status_code == 302
    assert decision.votes.get().choice == kept
    form = ben.get("/decisions/D1/vote/").context["form"]
    again = {name: value for name in form.fields if (value := form[name].value())}
    assert ben.post("/decisions/D1/vote/", again).status_code == 302

    assert decision.votes.get().choice == kept


@pytest.mark.parametrize(
    ("method", "posted"),
    [
        ("consent", {}),
        ("consent", {"choice": "object", "reason": " "}),
        ("vote", {"choice": "9"}),
        ("score", {"option-1": "6"}),
        ("rank", {"option-1": "1", "option-2": "1"}),
    ],
)
def test_an_answer_that_cannot_be_counted_is_shown_again(group, method, posted):
    decision = opened(group, method=method, options=YES_NO if method == "consent" else THREE)

    response = sign_in("Ben").post("/decisions/D1/vote/", posted)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert not decision.votes.exists()
