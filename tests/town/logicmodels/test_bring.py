import io
import json

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.operations.bring import bring_model
from fairplace.town.logicmodels.operations.event import add_events
from fairplace.town.logicmodels.queries.file import write_model
from fairplace.town.logicmodels.queries.model import get_state
from fairplace.town.logicmodels.rules.file import read_file
from fairplace.town.sheets.models import Upload
from fairplace.town.sheets.queries import get_preview
from tests.factories import (
    make_group,
    make_history,
    make_logic_model,
    make_measure,
    make_person,
    make_town,
    make_workstream,
)
from tests.factories.logicmodels import note, put_link, put_step

HISTORY = [
    ("set text", {"name": "title", "value": "Homes"}),
    put_step("a", points=["workstream:W1", "workstream:W2"]),
    put_step("b", "medium", measure="worry", early=["x"], lag=24, child="behind"),
    put_step("gone"),
    put_link("a", "b", evidence="local"),
    ("remove step", {"key": "gone"}),
    note("b", "rating", "Good", "2026-02-05T12:00:00+00:00", by="Bea"),
]


def test_a_file_brings_back_the_same_model_with_its_history(town, group, ada):
    make_workstream(town, "W1")
    make_workstream(town, "W2")
    model = make_history(town, "homes", HISTORY)

    brought = bring_model(
        by=ada,
        town=town,
        brought=read_file(write_model(model, names=True)),
        title="Homes",
        group=group,
        chosen={},
    )

    assert get_state(brought) == get_state(model)
    assert [get_state(brought, seq=n) for n in range(model.seq)] == [
        get_state(model, seq=n) for n in range(model.seq)
    ]
    assert (brought.slug, brought.group) == ("homes-2", group)


def test_names_stay_at_home_where_they_are_not_for_everybody(town):
    model = make_history(town, "homes", HISTORY)

    assert "Bea" in write_model(model, names=True)
    assert "Bea" not in write_model(model, names=False)


def send(client, text, **fields):
    file = SimpleUploadedFile("model.json", text.encode())
    return client.post("/logic-models/in/", {"file": file, **fields})


def test_pointers_that_lead_nowhere_are_offered_again(client, town, group, ada):
    make_workstream(town, "W2")
    make_workstream(town, "W7")
    make_measure(town, "calm")
    elsewhere = make_town("other", "E06000002", "Otherham", is_default=False)
    text = write_model(make_history(elsewhere, "homes", HISTORY), names=False)

    page = send(client, text)
    asked = [one.key for one in page.context["form"].unresolved]
    fields = {
        "text": text,
        "title": "Homes here",
        "group": "housing",
        "pointer_0": "workstream:W7",
        "pointer_1": "measure:calm",
    }
    assert client.post("/logic-models/in/", {**fields, "group": ""}).status_code == 200
    answer = client.post("/logic-models/in/", fields)

    model = LogicModel.objects.get(town=town)
    steps = get_state(model).steps
    assert asked == ["workstream:W1", "measure:worry", "logic-model:behind"]
    assert "It comes from Otherham." in page.content.decode()
    assert answer.url == f"/logic-models/{model.slug}/"
    assert (steps["a"].points, steps["b"].measure, steps["b"].child) == (
        ("workstream:W7", "workstream:W2"),
        "calm",
        "",
    )
    assert (model.title, model.source, model.group) == ("Homes here", "", group)


def test_a_model_of_another_town_is_copied_without_a_file(client, town, group, ada):
    elsewhere = make_town("other", "E06000002", "Otherham", is_default=False)
    shown = make_logic_model(elsewhere, "shown", [put_step("a")], is_illustrative=True)
    make_logic_model(elsewhere, "hidden", [put_step("a")])

    first = client.get("/logic-models/in/").content.decode()
    page = client.post("/logic-models/in/", {"copied": shown.pk})

    assert "Otherham: Shown" in first
    assert "Hidden" not in first
    assert "It holds 1 step." in page.content.decode()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe", "This is no text file."),
        (b"{}", "This is no logic model that Fairplace wrote."),
        (b"nonsense", "This is no JSON file"),
        (b"x" * 2_000_001, "A file has at most 2 MB."),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(client, town, group, ada, content, sentence):
    page = client.post("/logic-models/in/", {"file": SimpleUploadedFile("a.json", content)}).content.decode()

    assert sentence in page
    assert "Choose a file." in client.post("/logic-models/in/", {}).content.decode()


def test_a_tampered_second_page_is_refused(client, town, group, ada):
    page = client.post(
        "/logic-models/in/", {"text": "{}", "title": "T", "group": "housing"}, follow=True
    ).content.decode()

    assert "This is no logic model that Fairplace wrote." in page
    assert not LogicModel.objects.exists()


def test_those_who_lead_no_group_bring_nothing(client, town):
    client.force_login(make_person("Eve", town, "group-chair"))

    assert client.get("/logic-models/in/").status_code == 403


def bring_sheet(client, code, name, content):
    """Bring a spreadsheet as somebody would: upload it, look, take it in."""
    answer = client.post(f"/sheets/{code}/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()
    upload = Upload.objects.latest("pk")
    return answer.url, upload


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_steps_and_links_come_back_from_a_spreadsheet_the_same(client, town, group, ada, kind):
    make_workstream(town, "W1")
    changes = [
        put_step(
            "a", "activity", "=Visit", order=1.0, points=["workstream:W1", "action:A1"], detail="One\nTwo"
        ),
        put_step(
            "b", "output", order=1.0, target=10.5, actual=3.0, unit="homes", out_of=100.0, out_of_what="homes"
        ),
        put_step("c", "long", order=1.0, measure="worry", local="L", early=["x", "y"], lag=48, child="other"),
        put_link("a", "b", 'Because, "it" does', evidence="studies"),
        put_link("b", "c", ""),
    ]
    model = make_logic_model(town, "homes", changes, group=group)
    before = get_state(model)
    steps = client.get(f"/logic-models/homes/steps.{kind}").content
    links = client.get(f"/logic-models/homes/links.{kind}").content
    wiped = [("remove step", {"key": key}) for key in "abc"]
    add_events(by=ada, model=model, changes=wiped)

    for code, content in (("logic-steps", steps), ("logic-links", links)):
        address, _upload = bring_sheet(client, code, f"file.{kind}", content)
        client.post(address, {"take_in": "yes", "action": "take in"})

    model.refresh_from_db()
    after = get_state(model)
    assert (after.steps, after.links) == (before.steps, before.links)


def test_faults_of_a_spreadsheet_are_named_by_row(town, group, client, ada):
    make_logic_model(town, "homes", [put_step("a")], group=group)
    steps = (
        "Model,Step,Column,What it is,Target,Out of how many,Months until a change can be expected\n"
        "homes,a,output,T,5,,\nnowhere,b,input,T,,,\nhomes,c d,dream,T,,,x\nhomes,e,input,,many,-1,\n"
    )
    links = "Model,Link,From,To\nhomes,l1,a,z\nnowhere,l2,a,b\nhomes,l3,a,a\n"

    def faults(code, text):
        _address, upload = bring_sheet(client, code, "faulty.csv", text.encode())
        return {(one.number, one.column) for one in get_preview(upload=upload, town=town).problems}

    assert faults("logic-steps", steps) == {
        (2, "out_of"), (3, "model"), (4, "step"), (4, "kind"), (4, "lag"), (5, "text"), (5, "target"), (5, "out_of"),
    }  # fmt: skip
    assert faults("logic-links", links) == {(2, "end"), (3, "model"), (4, "end")}


def test_the_overview_of_a_workbook_says_outcome_reason_measure_and_action(client, town, group, ada):
    changes = [
        put_step("do", points=["workstream:W1"]), put_step("out", "output"),
        put_step("late", "long", "Fewer cold homes", measure="fuel"), put_step("soon", "short", "Alone", local="L"),
        put_link("do", "out"), put_link("out", "late", "Draughts", evidence="local"),
    ]  # fmt: skip
    make_logic_model(town, "homes", changes, group=group)

    book = openpyxl.load_workbook(io.BytesIO(client.get("/logic-models/homes/steps.xlsx").content))

    rows = [[cell or "" for cell in row] for row in book["Overview"].iter_rows(values_only=True)]
    assert rows[1:] == [
        ["Alone", "short-term outcome", "", "", "", "L", ""],
        [
            "Fewer cold homes",
            "long-term outcome",
            "Step out",
            "Draughts",
            "Local figures or an evaluation show it",
            "fuel",
            "W1",
        ],
    ]
    assert book.sheetnames == ["Steps", "Links", "Overview"]
    assert client.get("/logic-models/homes/steps.pdf").status_code == 404


def test_the_file_of_a_model_is_json(client, town, ada):
    make_history(town, "homes", HISTORY)

    answer = client.get("/logic-models/homes/model.json")

    assert json.loads(answer.content)["format"] == "fairplace logic model 1"
    assert answer["Content-Disposition"] == 'attachment; filename="homes.json"'


def test_groups_are_those_whom_one_leads(client, town, group, chair):
    make_group(town, "work")
    client.force_login(chair)
    page = send(client, write_model(make_logic_model(town, "x", [put_step("a")], group=group), names=True))

    assert [code for code, _name in page.context["form"].fields["group"].choices] == ["", "housing"]
