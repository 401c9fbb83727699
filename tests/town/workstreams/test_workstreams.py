"""The list with its filters, the form, the archive, and the spreadsheet."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fairplace.town.partners.models import Group
from fairplace.town.people.models import AuditEvent
from fairplace.town.sheets.models import Upload
from fairplace.town.workstreams.models import Strategy, Workstream
from fairplace.town.workstreams.operations.workstream import save_workstream
from fairplace.town.workstreams.rules.strategy import read_strategies, write_strategies
from tests.factories import (
    make_alignment,
    make_objective,
    make_organisation,
    make_person,
    make_recommendation,
    make_town,
    make_workstream,
)

pytestmark = pytest.mark.django_db
TYPED = {
    "code": "W7", "name": "Warm homes", "summary": "Mends draughts.", "owner": "Ada", "lead": "hat",
    "partners": ["council"], "group": "homes", "approach": "proportionate", "reach_of": "people",
    "places": ["E06000001"], "population_groups": "Carers\n\nOlder people", "cost": "1234.50",
    "strategies": "Housing plan https://example.org/plan\nClimate plan",
    "starts_on": "2026-04-01", "ends_on": "2027-03-31",
    "reach_1": "50", "spend_1": "100.25", "reach_5": "0",
}  # fmt: skip


@pytest.fixture
def town():
    town = make_town()
    make_organisation(town, "hat", sector="housing")
    make_organisation(town, "council", sector="council")
    Group.objects.create(town=town, slug="homes", name="Homes", kind="board", purpose="P", position=1)
    return town


@pytest.fixture
def ada(client, town):
    client.force_login(make_person("Ada", town, "programme-team"))
    return client


def names(client, query=""):
    html = client.get(f"/workstreams/{query}").content.decode()
    return [one.code for one in Workstream.objects.all() if f'href="/workstreams/{one.code}/"' in html]


@pytest.fixture
def works(town):
    row = make_recommendation(make_objective(town, "M1"), "R1")
    hat = town.organisations.get(code="hat")
    first = make_workstream(town, "W1", approach="universal", lead=hat, group=Group.objects.get())
    second = make_workstream(town, "W2", owner="Ben", summary="Singing in parks")
    make_workstream(town, "W3", archived_on="2026-01-01")
    first.strategies.add(Strategy.objects.create(pk=5, town=town, name="Housing plan"))
    make_alignment(row, first, "part")
    make_alignment(row, second, "none")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["W1", "W2"]),
        ("?q=singing", ["W2"]),
        ("?objective=M1", ["W1"]),
        ("?approach=universal", ["W1"]),
        ("?approach=unknown", ["W2"]),
        ("?sector=housing", ["W1"]),
        ("?group=homes", ["W1"]),
        ("?strategy=5", ["W1"]),
        ("?without=owner", ["W1"]),
        ("?without=recommendation", ["W2"]),
        ("?archived=yes", ["W3"]),
        ("?sector=nonsense&strategy=x", ["W1", "W2"]),
        ("?q=nobody", []),
    ],
)
def test_the_filter_stands_in_the_address(ada, works, query, found):
    assert names(ada, query) == found


def test_the_public_cannot_ask_who_has_no_owner_or_what_is_archived(client, works):
    assert names(client, "?without=owner") == ["W1", "W2"]
    assert names(client, "?archived=yes") == ["W1", "W2"]


def test_the_public_sees_what_work_carries_and_no_drafts(client, works, town):
    draft = make_recommendation(make_objective(town, "M2", 2), "R2")
    draft.status = "draft"
    draft.save()
    make_alignment(draft, Workstream.objects.get(code="W1"), "full", rationale="Between us")

    html = client.get("/workstreams/W1/").content.decode()

    assert "R1" in html
    assert not [word for word in ("R2", "Between us") if word in html]


def test_a_workstream_is_added_with_all_that_belongs_to_it(ada, town):
    assert ada.post("/workstreams/add/", TYPED).url == "/workstreams/W7/"

    one = Workstream.objects.get()
    assert (one.code, one.lead.code, one.group.slug, one.approach) == ("W7", "hat", "homes", "proportionate")
    assert (one.cost_pence, one.population_groups) == (123450, ["Carers", "Older people"])
    assert [place.code for place in one.places.all()] == ["E06000001"]
    assert [partner.code for partner in one.partners.all()] == ["council"]
    assert [(s.name, s.address) for s in one.strategies.all()] == [
        ("Climate plan", ""), ("Housing plan", "https://example.org/plan"),
    ]  # fmt: skip
    assert list(one.shares.values_list("quintile", "reach", "spend_pence")) == [(1, 50, 10025), (5, 0, None)]
    event = AuditEvent.objects.get(kind="workstream")
    assert (event.verb, event.subject, event.after["reach by fifth"]) == (
        "added",
        "W7",
        [50, None, None, None, 0],
    )


def test_the_form_of_a_workstream_begins_with_what_is_known(ada, town):
    ada.post("/workstreams/add/", TYPED)

    html = ada.get("/workstreams/W7/change/").content.decode()

    for value in ("Warm homes", "1234.50", "2026-04-01", 'value="50"', "100.25", "https://example.org/plan"):
        assert value in html
    ada.post("/workstreams/W7/change/", TYPED)
    assert AuditEvent.objects.filter(kind="workstream").count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"code": ""}, "Give it a code."),
        ({"code": "W1"}, "Another workstream has this code."),
        ({"code": "scale"}, "This word is an address of ours."),
        ({"name": ""}, "Give the work a name."),
        ({"ends_on": "2020-01-01"}, "Work cannot end before it begins."),
        ({"ends_on": "soon"}, "Write the date as 2027-03-31."),
        ({"reach_2": "-1"}, "This cannot be below zero."),
        ({"spend_2": "lots"}, "Write an amount in pounds"),
        ({"strategies": "x" * 201}, "at most 200 letters"),
    ],
)
def test_wrong_input_gets_a_sentence_and_keeps_what_was_typed(ada, works, wrong, sentence):
    html = ada.post("/workstreams/add/", TYPED | wrong).content.decode()

    assert sentence in html
    assert "Mends draughts." in html
    assert Workstream.objects.count() == 3


def test_archiving_keeps_the_address_and_bringing_back_the_place(ada, works):
    ada.post("/workstreams/W1/archive/")
    assert names(ada) == ["W2"]
    assert "Archived on" in ada.get("/workstreams/W1/").content.decode()

    ada.post("/workstreams/W1/archive/")

    assert names(ada) == ["W1", "W2"]
    verbs = AuditEvent.objects.filter(kind="workstream").values_list("verb", flat=True)
    assert sorted(verbs) == ["archived", "brought back"]


def test_what_is_not_there_is_not_found(ada, town):
    assert ada.get("/workstreams/W9/").status_code == 404


def test_an_empty_list_says_what_to_do(ada, client, town):
    assert "Add the first, or bring a spreadsheet." in ada.get("/workstreams/").content.decode()
    client.logout()
    assert "once the programme team has written it down" in client.get("/workstreams/").content.decode()


def test_what_the_values_leave_out_stays(ada, town):
    ada.post("/workstreams/add/", TYPED)

    saved = save_workstream(by=None, town=town, workstream=Workstream.objects.get(), values={"name": "Snug"})

    assert (saved.name, saved.summary, saved.shares.count()) == ("Snug", "Mends draughts.", 2)


def test_a_strategy_may_have_an_address():
    lines = [
        "Climate plan",
        "Housing plan https://example.org/",
        " ",
        "https://example.org/",
        "Climate  plan",
    ]
    told = read_strategies(lines)

    assert told == [
        ("Climate plan", ""), ("Housing plan", "https://example.org/"), ("https://example.org/", ""),
    ]  # fmt: skip
    assert read_strategies(write_strategies(told)) == told


def bring(client, text):
    file = SimpleUploadedFile("work.csv", text.encode())
    answer = client.post("/sheets/workstreams/", {"file": file})
    return client.get(answer.url).content.decode(), answer.url


def take_in(client, text):
    _html, url = bring(client, text)
    client.post(url, {"take_in": "yes"})
    return url


def test_what_goes_out_comes_in_unchanged(ada, town):
    ada.post("/workstreams/add/", TYPED)
    file = b"".join(ada.get("/sheets/workstreams/file.csv")).decode("utf-8-sig")

    html, _url = bring(ada, file)

    assert "W7" in file
    assert Upload.objects.get().rows
    assert "Nothing" in html or "1 row" in html
    take_in(ada, file)
    assert AuditEvent.objects.filter(kind="workstream").count() == 1


def test_a_file_updates_by_code_and_leaves_out_what_it_does_not_say(ada, town):
    ada.post("/workstreams/add/", TYPED)

    url = take_in(ada, "Code,Workstream,Reached fifth 1,Owner\nW7,Warmer homes,60,\nW8,New work,,Ben\n")

    changed, added = Workstream.objects.order_by("code")
    assert (changed.name, changed.owner, changed.summary) == ("Warmer homes", "", "Mends draughts.")
    assert changed.shares.get(quintile=1).reach == 60
    assert changed.shares.get(quintile=1).spend_pence == 10025
    assert (added.name, added.owner, added.reach_of) == ("New work", "Ben", "people")

    ada.post(f"{url}undo/")

    assert [(one.code, one.name) for one in Workstream.objects.all()] == [("W7", "Warm homes")]


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("code,name\nscale,A", "is an address of ours"),
        ("code,name,lead\nW1,A,ghost", "“ghost” is not known here."),
        ("code,name,starts_on\nW1,A,soon", "Write the date as 2027-03-31."),
        ("code,name,starts_on,ends_on\nW1,A,2027-01-01,2026-01-01", "Work cannot end before it begins."),
        ("code,name,reach_1\nW1,A,many", "Write a whole number"),
        ("code,name,cost\nW1,A,lots", "Write an amount in pounds, such as"),
        ("code,name,cost\nW1,A,-5", "Write an amount in pounds, nought or more."),
        (f"code,name\nW1,{'x' * 201}", "at most 200 letters"),
    ],
)
def test_a_faulty_cell_is_named(ada, town, cell, sentence):
    html, _url = bring(ada, cell)

    assert sentence in html
    assert not Workstream.objects.exists()


def test_undoing_a_file_archives_what_carries_something_since(ada, town):
    url = take_in(ada, "code,name\nW1,A\n")
    make_alignment(make_recommendation(make_objective(town), "R1"), Workstream.objects.get())

    ada.post(f"{url}undo/")
    assert Workstream.objects.get().archived_on

    take_in(ada, "code,name\nW1,A again\n")
    assert Workstream.objects.get().archived_on is None
