import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fairplace.town.governance.models import Risk, RiskChange
from fairplace.town.governance.operations.risk import (
    NoteMissing,
    add_risk,
    change_risk,
    set_risk_state,
    turn_risk,
)
from fairplace.town.governance.queries.risk import list_risk_changes, list_risks
from fairplace.town.governance.rules.risk import find_level, lay_out, say_score
from fairplace.town.people.models import AuditEvent
from tests.factories import make_group, make_membership, make_organisation, make_person, make_risk
from tests.town.governance.conftest import sign_in

pytestmark = pytest.mark.usefixtures("day")


def read(client, address):
    page = client.get(address)
    assert page.status_code == 200, address
    return " ".join(page.content.decode().split())


def add(group, **values):
    said = {"group": group, "kind": "risk", "title": "No nurse", "likelihood": 4, "impact": 4, **values}
    return add_risk(by=None, town=group.town, values=said, note="Raised in October.")


@pytest.mark.parametrize(
    ("likelihood", "impact", "words"),
    [(1, 1, "Low, 1"), (1, 4, "Low, 4"), (1, 5, "Medium, 5"), (3, 3, "Medium, 9"), (2, 5, "High, 10"),
     (3, 4, "High, 12"), (3, 5, "Very high, 15"), (5, 5, "Very high, 25")],
)  # fmt: skip
def test_a_score_is_a_word_and_a_number(likelihood, impact, words):
    assert say_score(likelihood, impact) == words


@pytest.mark.parametrize(
    ("impact", "words"),
    [
        (1, "Low, 1 of 5"),
        (2, "Low, 2 of 5"),
        (3, "Medium, 3 of 5"),
        (4, "High, 4 of 5"),
        (5, "Very high, 5 of 5"),
    ],
)
def test_what_has_happened_is_as_grave_as_its_impact(impact, words):
    assert say_score(5, impact, has_happened=True) == words


def test_the_table_has_the_most_likely_row_first_and_each_risk_in_its_cell():
    rows = lay_out([(4, 5, "K1"), (4, 5, "K2"), (1, 1, "K3")])

    assert [row.likelihood for row in rows][::4] == ["Almost certain", "Very unlikely"]
    assert rows[1].cells[4].risks == ("K1", "K2")
    assert rows[1].cells[4].level == find_level(4, 5)
    assert sum(len(cell.risks) for row in rows for cell in row.cells) == 3


def test_a_risk_begins_with_its_history(group, ada):
    risk = add_risk(
        by=ada, town=group.town, values={"group": group, "title": "No nurse", "likelihood": 4, "impact": 2},
        note="Raised.",
    )  # fmt: skip

    change = RiskChange.objects.get()
    assert (change.risk, change.by, change.note) == (risk, ada, "Raised.")
    assert (change.likelihood, change.impact, change.state, change.kind) == (4, 2, "open", "risk")
    assert AuditEvent.objects.filter(kind="risk", verb="added", subject="K1", by=ada).exists()


def test_no_risk_changes_without_a_word(group):
    risk = add(group)

    with pytest.raises(NoteMissing):
        change_risk(by=None, risk=risk, version=1, values={"impact": 1}, note=" ")

    assert Risk.objects.get().impact == 4


def test_a_risk_that_happened_is_an_issue_and_back_it_is_as_likely_as_before(group):
    risk = add(group, likelihood=2)

    issue = turn_risk(by=None, risk=risk, version=1, kind="issue", note="She left.")
    assert (issue.kind, issue.likelihood) == ("issue", 5)
    changed = change_risk(by=None, risk=issue, version=2, values={"likelihood": 1}, note="Still.")
    assert changed.likelihood == 5
    again = turn_risk(by=None, risk=issue, version=3, kind="risk", note="Cover was found.")

    assert (again.kind, again.likelihood) == ("risk", 2)
    assert [one.kind for one in again.changes.all()] == ["risk", "issue", "issue", "risk"]


def test_an_issue_that_was_never_a_risk_keeps_its_likelihood(group):
    issue = add(group, kind="issue", likelihood=1)

    risk = turn_risk(by=None, risk=issue, version=1, kind="risk", note="It is over.")

    assert risk.likelihood == 5


def test_a_risk_is_closed_and_opened_again_with_a_note(group, as_ada):
    add(group)

    as_ada.post("/risks/K1/step/", {"version": 1, "to": "closed", "note": "Cover is agreed."})
    assert Risk.objects.get().state == "closed"
    assert "1 closed" in read(as_ada, "/groups/children/risks/")
    as_ada.post("/risks/K1/step/", {"version": 2, "to": "open", "note": "Cover fell through."})

    assert Risk.objects.get().state == "open"
    page = read(as_ada, "/risks/K1/")
    for words in ("Raised in October.", "Cover is agreed.", "Cover fell through."):
        assert words in page


def test_a_step_without_a_note_is_refused_beside_its_field(group, as_ada):
    add(group)

    page = as_ada.post("/risks/K1/step/", {"version": 1, "to": "issue", "note": ""}).content.decode()

    assert "Say in a sentence what changed and why." in page
    assert Risk.objects.get().kind == "risk"


def test_a_step_on_what_changed_meanwhile_keeps_the_note(group, as_ada):
    risk = add(group)
    change_risk(by=None, risk=risk, version=1, values={"impact": 1}, note="Milder.")

    answer = as_ada.post("/risks/K1/step/", {"version": 1, "to": "closed", "note": "My long note."})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "My long note." in page
    assert "Milder." in page
    assert Risk.objects.get().state == "open"
    assert as_ada.post("/risks/K1/step/", {"version": 2, "to": "closed", "note": "N"}).status_code == 302


def fields(**changed):
    return {
        "title": "No nurse", "likelihood": "4", "impact": "2", "review_on": "2026-12-10",
        "response": "Find cover.", **changed,
    }  # fmt: skip


def test_a_lead_adds_a_risk(group, ada, as_ada):
    page = read(as_ada, "/risks/add/?group=children")
    assert '<option value="children" selected' in page

    answer = as_ada.post("/risks/add/", fields(group="children", kind="risk", owner=ada.pk))

    assert answer.url == "/risks/K1/"
    risk = Risk.objects.get()
    assert (risk.group, risk.owner, risk.score, risk.review_on) == (group, ada, 8, date(2026, 12, 10))


def test_what_is_missing_in_a_risk_is_said(group, as_ada):
    page = as_ada.post("/risks/add/", fields(group="children", kind="risk", title="", text="Typed.")).content

    assert "Say what may go wrong, or has." in page.decode()
    assert "Typed." in page.decode()


def test_a_risk_changes_with_a_note(group, ada, as_ada):
    add(group, owner=ada)

    refused = as_ada.post("/risks/K1/change/", fields(version=1))
    answer = as_ada.post("/risks/K1/change/", fields(version=1, note="Less grave.", owner=ada.pk))

    assert "Say in a sentence what changed and why." in refused.content.decode()
    assert answer.url == "/risks/K1/"
    assert (Risk.objects.get().impact, Risk.objects.get().version) == (2, 2)


def test_an_issue_is_not_asked_how_likely_it_is(group, as_ada):
    add(group, kind="issue")

    assert 'name="likelihood"' not in read(as_ada, "/risks/K1/change/")
    assert "It has happened" in read(as_ada, "/risks/K1/")


def test_two_who_change_a_risk_see_both_texts(group, as_ada):
    risk = add(group)
    change_risk(by=None, risk=risk, version=1, values={"response": "Their cover."}, note="N")

    answer = as_ada.post("/risks/K1/change/", fields(version=1, note="My note."))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Their cover." in page
    assert "Find cover." in page
    assert "My note." in page
    assert as_ada.post("/risks/K1/change/", fields(version=2, note="My note.")).status_code == 302
    assert Risk.objects.get().response == "Find cover."


def test_the_list_names_level_owner_and_what_is_overdue(group, ada, as_ben):
    add(group, owner=ada, review_on=date(2026, 11, 1))
    add(group, title="Leaflets late", likelihood=1, impact=1)
    add(group, title="Hall closed", kind="issue", impact=3)

    page = read(as_ben, "/groups/children/risks/")

    assert "Very high, 16" in page
    assert "overdue" in page
    assert "Medium, 3 of 5" in page
    assert "Add a risk" not in page
    # An issue has happened: it has no place among what may.
    heat = page[page.index('class="heat"') : page.index("</table>")]
    assert "K1<" in heat
    assert "K3<" not in heat


def test_a_group_without_risks_says_so(group, as_ada, as_ben):
    assert "before it does" in read(as_ada, "/groups/children/risks/")
    assert "once the group has written them down" in read(as_ben, "/groups/children/risks/")


def test_the_public_and_those_who_lead_nothing_stay_out(group, client, as_ben):
    add(group)

    for address in ("/groups/children/risks/", "/risks/K1/", "/groups/children/risks.csv"):
        assert client.get(address).status_code == 302
    assert as_ben.get("/risks/K1/change/").status_code == 403
    assert as_ben.get("/risks/add/").status_code == 403
    assert as_ben.post("/risks/K1/step/").status_code == 403
    assert as_ben.get("/risks/K9/").status_code == 404


def test_a_chair_of_nothing_adds_no_risk(town, group):
    chair = make_person("Cleo", town, "group-chair")
    as_cleo = sign_in(chair)
    assert as_cleo.get("/risks/add/").status_code == 403

    make_membership(group, make_organisation(town), person=chair, is_deputy=True)

    assert as_cleo.get("/risks/add/").status_code == 200


def test_risks_leave_as_rows(group, as_ben):
    add(group)
    add(group, title="Hall closed", kind="issue")

    text = as_ben.get("/groups/children/risks.csv").content.decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(text)))
    told = [(row["Code"], row["Likelihood"], row["Score"], row["Level"]) for row in rows]
    assert told == [("K1", "Likely", "16", "Very high"), ("K2", "It has happened", "", "High")]


def test_risks_are_listed_gravest_first_and_by_state(group):
    mild, grave = add(group, impact=1), add(group)
    closed = add(group, impact=5)
    set_risk_state(by=None, risk=closed, version=1, state="closed", note="Over.")

    assert [one.number for one in list_risks(group)] == [grave.number, mild.number, closed.number]
    assert [one.number for one in list_risks(group, "closed")] == [closed.number]


def test_changes_are_listed_since_a_day_or_a_moment(group, town):
    risk = make_risk(group)
    other = make_risk(make_group(town, "other"), 2)
    for day in (28, 29, 30):
        for one in (risk, other):
            RiskChange.objects.create(
                risk=one, at=datetime(2026, 11, day, 12, tzinfo=UTC), kind="risk", likelihood=1, impact=1,
                state="open",
            )  # fmt: skip

    since_day = list_risk_changes(group, date(2026, 11, 29))
    since_moment = list_risk_changes(group, datetime(2026, 11, 29, 13, tzinfo=UTC))

    assert [one.at.day for one in since_day] == [29, 30]
    assert [one.at.day for one in since_moment] == [30]


@pytest.mark.parametrize("address", ["/groups/children/risks/", "/risks/K1/", "/groups/children/risks.csv"])
def test_the_number_of_questions_does_not_grow_with_the_risks(town, group, as_ada, address):
    def fill(numbers):
        for n in numbers:
            risk = add(group, owner=make_person(f"Owner{n}", town, "contributor"))
            first = Risk.objects.order_by("number").first()
            for one in (risk, first):
                RiskChange.objects.create(
                    risk=one, by=risk.owner, kind="risk", likelihood=1, impact=1, state="open", note="N"
                )
            set_risk_state(by=None, risk=add(group), version=1, state="closed", note="Over.")

    fill([1])
    as_ada.get(address)

    with CaptureQueriesContext(connection) as one:
        as_ada.get(address)
    fill([2, 3])
    with CaptureQueriesContext(connection) as three:
        assert as_ada.get(address).status_code == 200

    assert len(three) == len(one)
