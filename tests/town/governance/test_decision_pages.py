"""The pages of a decision: who sees what, nothing typed is lost, links answer for one member and one decision."""

import io
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document as WordDocument

from fairplace.town.governance.models import Decision
from fairplace.town.governance.operations.decision import open_decision
from fairplace.town.governance.operations.draft import save_effects
from fairplace.town.governance.rules.equity import ALONG, Expectation
from fairplace.town.governance.vote_links import make_vote_token
from fairplace.town.letters.models import Letter
from fairplace.town.people.models import AuditEvent, Person
from tests.factories import (
    make_decision,
    make_group,
    make_indicator,
    make_item,
    make_measure,
    make_meeting,
    make_membership,
    make_objective,
    make_observations,
    make_organisation,
    make_person,
    make_recommendation,
    make_series,
    make_town,
)
from tests.town.measures.test_queries import CLIMB

pytestmark = pytest.mark.django_db
EFFECTS = [Expectation(along, "same") for along in ALONG]
IN_TWO_WEEKS = timezone.localdate() + timedelta(days=14)
DECIDED = {"state": "decided", "decided_at": datetime(2026, 5, 1, tzinfo=UTC)}
YES_NO = [{"code": "yes", "text": "Agreed"}, {"code": "no", "text": "Not agreed"}]
THREE = [{"code": "1", "text": "Ash"}, {"code": "2", "text": "Beech"}, {"code": "3", "text": "Cedar"}]
ASKED = {
    "title": "Open a warm room",
    "question": "Shall we open a warm room?",
    "reason": "Homes are cold.",
    "expected": "Fewer fall ill.",
    "method": "consent",
    "deadline_on": IN_TWO_WEEKS.isoformat(),
    "review_on": "2099-01-01",
}


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def group(town):
    """Make a group that Chi chairs; Ben and Dee sit in it."""
    objective = make_objective(town)
    make_recommendation(objective, "R1")
    indicator = make_indicator()
    make_observations(indicator, town.place, CLIMB)
    make_measure(town, indicator=indicator, objectives=[objective])
    group = make_group(town, objectives=[objective])
    for name, role in (("Chi", "group-chair"), ("Ben", "contributor"), ("Dee", "contributor")):
        partner = make_organisation(town, name.lower())
        make_membership(
            group, partner, name=name, person=make_person(name, town, role), is_chair=name == "Chi"
        )
    make_person("Ada", town, "programme-team")
    make_person("Eve", town, "contributor")
    return group


def sign_in(name):
    client = Client()
    client.force_login(Person.objects.get(name=name))
    return client


def opened(group, number=1, **fields):
    said = {"reason": "Cold.", "expected": "Warm.", "options": YES_NO, "deadline_on": IN_TWO_WEEKS, **fields}
    decision = make_decision(group, number, **said)
    decision.subjects.create(kind="recommendation", code="R1")
    decision = save_effects(by=None, decision=decision, version=1, effects=EFFECTS)
    return open_decision(by=None, decision=decision, version=decision.version)


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def link_of(name, decision):
    person = Person.objects.get(name=name)
    return f"/decisions/{decision.code}/vote/{make_vote_token(decision=decision.pk, person=person.pk)}/"


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


def test_a_decision_begins_with_its_agenda_item_and_a_review_in_twelve_months(group):
    item = make_item(make_series(group), title="Warm homes", text="It is cold.", kind="measure", code="jobs")
    foreign = make_item(make_series(make_group(group.town, "boards")), title="Other")

    form = sign_in("Chi").get(f"/decisions/add/?item={item.pk}").context["form"]
    today = timezone.localdate()

    assert (form["title"].value(), form["reason"].value()) == ("Warm homes", "It is cold.")
    assert form["subjects"].value() == ["measure:jobs"]
    assert (form["review_on"].value().year, form["review_on"].value().month) == (today.year + 1, today.month)
    sign_in("Chi").post("/decisions/add/", {**ASKED, "group": "children", "item": item.pk})
    assert Decision.objects.get().item == item
    assert sign_in("Chi").get(f"/decisions/add/?item={foreign.pk}").context["form"]["title"].value() is None


def test_looking_for_a_record_keeps_what_was_typed_and_saves_nothing(group):
    typed = {**ASKED, "group": "children", "title": "", "is_restricted": "on", "subjects": ["measure:jobs"]}

    response = sign_in("Chi").post("/decisions/add/", {**typed, "find": "advice r1", "do": "find"})
    form = response.context["form"]

    assert (form["question"].value(), form["is_restricted"].value()) == (ASKED["question"], True)
    assert form["subjects"].value() == ["measure:jobs"]
    assert dict(form.fields["subjects"].choices) == {
        "measure:jobs": "Measure: Jobs",
        "recommendation:R1": "recommendation: R1 Advice R1.",
    }
    assert not form.errors
    assert not Decision.objects.exists()
    nothing = sign_in("Chi").post("/decisions/add/", {**typed, "find": "elephants", "do": "find"})
    assert "Nothing in the plan has all of these words" in text(nothing)


def test_what_is_not_on_the_chain_cannot_be_ticked(group):
    response = sign_in("Chi").post(
        "/decisions/add/", {**ASKED, "group": "children", "subjects": ["measure:none"]}
    )

    assert "subjects" in response.context["form"].errors


def test_two_people_changing_a_draft_are_shown_the_difference_and_nothing_is_lost(group):
    make_decision(group, 1, options=YES_NO)
    chi, ada = sign_in("Chi"), sign_in("Ada")
    ada.post("/decisions/D1/change/", {**ASKED, "title": "Ada’s title", "version": 1})

    clash = chi.post("/decisions/D1/change/", {**ASKED, "title": "Chi’s title", "version": 1})

    assert clash.status_code == 409
    (difference,) = clash.context["clash"].differences
    assert (difference.theirs, difference.mine) == ("Ada’s title", "Chi’s title")
    assert Decision.objects.get().title == "Ada’s title"
    again = {name: clash.context["form"][name].value() or "" for name in ASKED}
    assert (
        chi.post(
            "/decisions/D1/change/", {**again, "version": clash.context["form"]["version"].value()}
        ).status_code
        == 302
    )
    assert Decision.objects.get().title == "Chi’s title"


def test_who_gains_and_loses_is_saved_half_finished_and_a_clash_keeps_it(group):
    make_decision(group, 1)
    chi = sign_in("Chi")
    said = {"version": 1, "age-expected": "gains", "age-who": "Older people"}

    assert chi.post("/decisions/D1/equity/", said).url == "/decisions/D1/open/"
    clash = chi.post("/decisions/D1/equity/", {**said, "age-who": "Children"})

    assert clash.status_code == 409
    assert [(one.theirs, one.mine) for one in clash.context["clash"].differences] == [
        ("Older people", "Children")
    ]


def test_nothing_is_chosen_beforehand(group):
    make_decision(group, 1)

    html = sign_in("Chi").get("/decisions/D1/equity/").content.decode()

    assert html.count('type="radio"') == 50
    assert "checked" not in html


def test_what_was_typed_is_kept_where_somebody_opened_it_meanwhile(group):
    opened(group)

    late = sign_in("Chi").post("/decisions/D1/change/", {**ASKED, "title": "Mine", "version": 1})
    too = sign_in("Chi").post(
        "/decisions/D1/equity/", {"version": 1, "age-expected": "gains", "age-who": "Mine"}
    )

    assert late.status_code == too.status_code == 409
    assert "It is not being prepared any more" in text(late)
    assert "It is not being prepared any more" in text(too)
    assert late.context["form"]["title"].value() == "Mine"
    assert too.context["form"]["age-who"].value() == "Mine"


@pytest.mark.parametrize("page", ["change", "equity", "open"])
def test_what_is_open_leads_back_to_its_page(group, page):
    opened(group)

    assert sign_in("Chi").get(f"/decisions/D1/{page}/").url == "/decisions/D1/"


def test_what_is_missing_is_named_with_a_link_and_nothing_opens(group):
    make_decision(group, 1, options=YES_NO, reason="Cold.", expected="Warm.", deadline_on=IN_TWO_WEEKS)
    chi = sign_in("Chi")
    effects = [one for one in EFFECTS if one.along != "race"]
    save_effects(by=None, decision=Decision.objects.get(), version=1, effects=effects)

    page = chi.get("/decisions/D1/open/").content.decode()
    refused = chi.post("/decisions/D1/open/", {"version": 2})

    assert '<a href="/decisions/D1/equity/#race">Race: say who gains and who loses.</a>' in page
    assert refused.status_code == 409
    assert "Race: say who gains and who loses." in text(refused)
    assert Decision.objects.get().state == "draft"


def test_the_chair_opens_it_and_somebody_who_read_an_older_one_does_not(group):
    make_decision(group, 1, options=YES_NO, reason="Cold.", expected="Warm.", deadline_on=IN_TWO_WEEKS)
    save_effects(by=None, decision=Decision.objects.get(), version=1, effects=EFFECTS)
    chi = sign_in("Chi")

    assert chi.post("/decisions/D1/open/", {"version": 1}, follow=True).status_code == 200
    assert Decision.objects.get().state == "draft"
    chi.post("/decisions/D1/open/", {"version": 2})

    assert Decision.objects.get().state == "open"
    assert Letter.objects.count() == 3


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


def test_from_question_to_review(group):
    opened(group)
    chi = sign_in("Chi")
    for name in ("Ben", "Chi", "Dee"):
        sign_in(name).post("/decisions/D1/vote/", {"choice": "agree"})
    stated = {
        "chosen": "no",
        "outcome": "We wait.",
        "review_on": "2099-01-01",
        "version": Decision.objects.get().version,
    }

    refused = chi.post("/decisions/D1/decide/", stated)
    assert refused.context["form"].errors["because"] == ["This is not what the count says. Say why."]
    assert refused.context["form"]["outcome"].value() == "We wait."
    chi.post("/decisions/D1/decide/", {**stated, "because": "No money yet."})
    public = text(Client().get("/decisions/D1/"))
    assert "We wait." in public
    assert "No money yet." in public
    assert "Nobody objects, so it is taken." in public
    assert "3 of 3 members answered." in public
    assert "15.0% (likely between 14.8% and 15.2%), 2019. A publisher." in public
    assert "Chi" not in public.replace("Children", "")

    reviewed = {
        "happened": "Nothing yet.", "proved": "cannot tell", "equity_right": "cannot tell",
        "equity_proved": "Nobody gained.", "version": Decision.objects.get().version,
    }  # fmt: skip
    assert chi.post("/decisions/D1/review/", {**reviewed, "proved": ""}).status_code == 200
    assert chi.post("/decisions/D1/review/", {**reviewed, "version": 1}).status_code == 409
    chi.post("/decisions/D1/review/", reviewed)

    assert "Cannot tell. Nothing yet." in text(Client().get("/decisions/D1/"))


def test_an_outcome_stated_by_somebody_else_meanwhile_is_shown(group):
    opened(group)
    stale = Decision.objects.get().version
    Decision.objects.update(version=stale + 1)
    said = {"chosen": "yes", "outcome": "Mine.", "review_on": "2099-01-01", "version": stale}

    response = sign_in("Chi").post("/decisions/D1/decide/", said)

    assert response.status_code == 409
    assert response.context["form"]["outcome"].value() == "Mine."


def test_a_withdrawn_decision_says_why(group):
    opened(group)
    version = Decision.objects.get().version

    assert (
        sign_in("Chi").post("/decisions/D1/withdraw/", {"because": "", "version": version}).status_code == 200
    )
    sign_in("Chi").post("/decisions/D1/withdraw/", {"because": "No money.", "version": version})

    assert "No money." in text(sign_in("Eve").get("/decisions/D1/"))
    assert Client().get("/decisions/D1/").status_code == 404


def test_figures_that_were_tampered_with_are_told_on_the_page(client, group):
    decision = opened(group)
    decision.data["opened"]["measures"][0]["lines"][0]["value"] = 99.0
    Decision.objects.update(data=decision.data, **DECIDED)

    assert "These figures were changed" in text(client.get("/decisions/D1/"))
    assert "digest does not fit" in word_of(client)


def word_of(client):
    document = WordDocument(io.BytesIO(client.get("/decisions/D1/decision.docx").content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_a_decision_comes_in_word_and_as_pdf_without_names(group):
    opened(group)
    for name in ("Ben", "Chi", "Dee"):
        sign_in(name).post("/decisions/D1/vote/", {"choice": "agree"})
    version = Decision.objects.get().version
    chi = sign_in("Chi")
    chi.post(
        "/decisions/D1/decide/",
        {"chosen": "yes", "outcome": "Open it.", "review_on": "2099-01-01", "version": version},
    )

    word, pdf = word_of(chi), chi.get("/decisions/D1/decision.pdf")

    assert "Open it." in word
    assert "3 of 3 members answered. Nobody objects, so it is taken." in word
    assert "15.0% (likely between 14.8% and 15.2%), 2019." in word
    assert Decision.objects.get().data["opened"]["digest"] in word
    assert "Ben" not in word
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert chi.get("/decisions/D1/decision.exe").status_code == 404


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


def test_an_item_of_a_meeting_leads_to_its_decision(group):
    series = make_series(group)
    item = make_item(series, make_meeting(series))
    make_decision(group, 1, item=item, **DECIDED)

    assert "From the agenda item Warm homes" in text(sign_in("Ben").get("/decisions/D1/"))
    assert "From the agenda item" not in text(Client().get("/decisions/D1/"))


def test_what_was_opened_already_is_not_opened_again(group):
    decision = opened(group)

    again = sign_in("Chi").post("/decisions/D1/open/", {"version": decision.version}, follow=True)

    assert "D1 is not being prepared any more" in text(again)
    assert Letter.objects.count() == 3


def test_options_that_cannot_be_told_apart_are_shown_again(group):
    said = {**ASKED, "group": "children", "method": "rank", "options": "Ash\nash"}

    form = sign_in("Chi").post("/decisions/add/", said).context["form"]

    assert form.errors["options"] == ["Two options are the same."]


def test_a_document_says_what_is_restricted_invented_withdrawn_and_reviewed(group):
    marks = {"is_restricted": True, "is_demonstration": True, "withdrawn_because": "No money."}
    make_decision(group, 1, state="withdrawn", **marks)
    chi = sign_in("Chi")

    word = word_of(chi)

    assert "Restricted: for members of the group only." in word
    assert "Demonstration: this decision is invented." in word
    assert "No money." in word
    reviewed = {"reviewed_at": timezone.now(), "happened": "It helped.", "proved": "right"}
    Decision.objects.update(
        **DECIDED,
        **reviewed,
        equity_right="partly",
        equity_proved="Older people came.",
        outcome_because="Why not.",
    )
    word = word_of(chi)
    assert "It went as expected. It helped." in word
    assert "Who gains and who loses: Partly. Older people came." in word
    assert "Why not." in word
