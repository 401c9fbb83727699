from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fairplace.town.governance.models import Action
from fairplace.town.governance.operations.update import give_update
from fairplace.town.sheets.models import Upload
from tests.factories import (
    make_action,
    make_group,
    make_objective,
    make_organisation,
    make_person,
    make_recommendation,
    make_town,
    make_workstream,
)

HEAD = (
    "Code,Action,Why,Group,Owner’s e-mail,Organisation,Starts on,Due on,Approach,Serves,Counts what,Count,"
    "Out of,Who or what those are,Every months,Also read by,Strategies"
)
ROW = (
    "A7,Open a clinic,Because.,children,ben@example.org,council,2026-04-01,2027-03-31,targeted,W1; R1,jabs,130,"
    '412,children,6,board,"Housing plan; Climate plan"'
)


@pytest.fixture
def town(db):
    town = make_town()
    make_recommendation(make_objective(town), "R1")
    make_workstream(town, "W1")
    make_organisation(town)
    make_group(town)
    make_group(town, "board")
    make_person("Ben", town, "contributor")
    return town


@pytest.fixture
def as_ada(town):
    client = Client()
    client.force_login(make_person("Ada", town, "programme-team"))
    return client


def bring(client, *lines, head=HEAD):
    """Bring a file, and return the upload and its preview."""
    content = "\n".join((head, *lines)).encode()
    page = client.post("/sheets/actions/", {"file": SimpleUploadedFile("actions.csv", content)}, follow=True)
    return Upload.objects.latest("pk"), page.content.decode()


def take_in(client, *lines, head=HEAD):
    upload, page = bring(client, *lines, head=head)
    client.post(f"/sheets/actions/{upload.pk}/", {"take_in": "1"})
    upload.refresh_from_db()
    assert upload.taken_in_at, page
    return upload


def test_a_row_adds_an_action_with_its_code(as_ada):
    take_in(as_ada, ROW)

    one = Action.objects.get()
    assert (one.number, one.title, one.text, one.group.slug) == (7, "Open a clinic", "Because.", "children")
    assert (one.owner.name, one.organisation.code, one.approach) == ("Ben", "council", "targeted")
    assert (one.starts_on, one.due_on, one.every_months) == (date(2026, 4, 1), date(2027, 3, 31), 6)
    assert (one.counts_what, one.count, one.denominator, one.denominator_what) == (
        "jabs",
        130,
        412,
        "children",
    )
    assert {subject.key for subject in one.subjects.all()} == {("recommendation", "R1"), ("workstream", "W1")}
    assert [group.slug for group in one.also_to.all()] == ["board"]
    assert [strategy.name for strategy in one.strategies.all()] == ["Climate plan", "Housing plan"]


def test_a_row_brought_twice_changes_nothing(as_ada):
    take_in(as_ada, ROW)

    upload, _page = bring(as_ada, ROW)

    as_ada.post(f"/sheets/actions/{upload.pk}/", {"take_in": "1"})
    upload.refresh_from_db()
    assert (upload.before, Action.objects.get().version) == ({}, 1)


def test_what_goes_out_comes_back_as_the_same(as_ada, town):
    action = make_action(make_group(town, "g"), 3, title="Was here", every_months=None)
    action.subjects.create(kind="recommendation", code="R9")
    take_in(as_ada, ROW)

    content = as_ada.get("/sheets/actions/file.csv").content
    as_ada.post("/sheets/actions/", {"file": SimpleUploadedFile("actions.csv", content)})
    upload = Upload.objects.latest("pk")
    as_ada.post(f"/sheets/actions/{upload.pk}/", {"take_in": "1"})

    upload.refresh_from_db()
    assert (upload.before, upload.taken_in_at is not None) == ({}, True)


def test_a_state_does_not_come_from_a_file(as_ada, town):
    make_action(make_group(town, "g"), 3)

    take_in(as_ada, "A3,done,New title", head="Code,State,Action")

    one = Action.objects.get()
    assert (one.state, one.title) == ("not started", "New title")


def test_columns_that_are_left_out_stay_and_what_is_needed_is_never_emptied(as_ada, town):
    take_in(as_ada, ROW)
    Action.objects.get().subjects.create(kind="recommendation", code="R9")

    take_in(as_ada, "A7,,,R1", head="Code,Group,Count,Serves")

    one = Action.objects.get()
    assert (one.group.slug, one.count, one.owner.name) == ("children", None, "Ben")
    assert {subject.code for subject in one.subjects.all()} == {"R1", "R9"}


def test_an_owner_changes_through_a_file_with_a_reason(as_ada, town):
    take_in(as_ada, ROW)

    take_in(as_ada, "a7,ADA@example.org", head="Code,Owner")
    assert Action.objects.get().owner.name == "Ada"

    take_in(as_ada, "7,", head="Code,Owner")
    one = Action.objects.get()
    assert (one.owner, one.with_chair_because) == (None, "From a spreadsheet.")


def change(old, new):
    return ROW.replace(old, new, 1)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (change("A7", "CYP-3"), "The next that is free is A1."),
        (change("Open a clinic", ""), "A new action needs this."),
        (change("Open a clinic", "x" * 201), "at most 200 letters"),
        (change("children,ben", "nobody,ben"), "“nobody” is not known here"),
        (change("ben@example.org", "dee@example.org"), "Nobody here has the address “dee@example.org”"),
        (change("council", "nobody"), "“nobody” is not known here"),
        (change("2026-04-01", "April"), "Write the date as year-month-day"),
        (change("2027-03-31", "2026-03-31"), "It cannot be due before it starts."),
        (change("W1; R1", "W1; R8"), "“R8” is not known here"),
        (change("130", "-5"), "Write a whole number, nought or more."),
        (change("412,children", "412,"), "Say out of how many, and who or what those are."),
        (change("children,6", "children,121"), "Write a number of months from 1 to 120"),
        (change("Housing plan", "x" * 201), "Each of these has at most 200 letters"),
    ],
)
def test_what_cannot_be_taken_is_named_with_what_to_write(as_ada, row, says):
    upload, page = bring(as_ada, row)

    as_ada.post(f"/sheets/actions/{upload.pk}/", {"take_in": "1"})

    assert says in page
    assert not Action.objects.exists()


def test_a_file_is_undone_and_what_was_said_of_is_kept(as_ada, town):
    upload = take_in(as_ada, ROW, ROW.replace("A7", "A8"))
    give_update(by=None, action=Action.objects.get(number=8), note="It goes.", state="not started")

    page = as_ada.post(f"/sheets/actions/{upload.pk}/undo/", follow=True).content.decode()
    assert "A8 has updates or files" in page
    assert Action.objects.count() == 2

    Action.objects.get(number=8).updates.all().delete()
    as_ada.post(f"/sheets/actions/{upload.pk}/undo/")
    assert not Action.objects.exists()


def test_undoing_brings_back_what_was_there(as_ada, town):
    make_action(make_group(town, "g"), 7, title="Was here", is_demonstration=True)
    upload = take_in(as_ada, ROW)

    as_ada.post(f"/sheets/actions/{upload.pk}/undo/")

    one = Action.objects.get()
    assert (one.title, one.group.slug, one.owner, one.is_demonstration) == ("Was here", "g", None, True)
