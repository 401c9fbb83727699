"""The mapping goes out as a spreadsheet, is changed there, and comes back as the same cells."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fairplace.town.people.models import AuditEvent, Person
from fairplace.town.workstreams.models import Alignment
from fairplace.town.workstreams.operations.snapshot import snapshot
from tests.factories import (
    make_alignment,
    make_objective,
    make_person,
    make_recommendation,
    make_town,
    make_workstream,
)

pytestmark = pytest.mark.django_db
HEADINGS = "Recommendation,Workstream,Fit,Why,Evidence,Review on\n"


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def rows(town):
    objective = make_objective(town)
    return [make_recommendation(objective, code) for code in ("R1", "R2")]


@pytest.fixture
def works(town):
    return [make_workstream(town, code) for code in ("W1", "W2")]


@pytest.fixture
def ada(client, town):
    client.force_login(make_person("Ada", town, "programme-team"))
    return client


def bring(client, content, name="mapping.csv"):
    content = content.encode() if isinstance(content, str) else content
    shown = client.post("/sheets/mapping/", {"file": SimpleUploadedFile(name, content)}, follow=True)
    return shown.redirect_chain[-1][0] if shown.redirect_chain else "", shown.content.decode()


def said_of_cells():
    return sorted(
        (one.recommendation.code, one.workstream.code, one.fit, one.rationale, one.evidence, one.review_on)
        for one in Alignment.objects.all()
    )


@pytest.mark.parametrize(
    "address", ["/mapping/matrix.xlsx", "/mapping/matrix.csv", "/sheets/mapping/file.xlsx"]
)
def test_what_goes_out_comes_back_as_the_same_matrix(ada, town, rows, works, address):
    fay = make_person("Fay", town, "analyst")
    make_alignment(
        rows[0], works[0], "full", rationale="=1+1 “so”", evidence="Page 4", review_on="2027-01-02"
    )
    make_alignment(rows[1], works[1], "none", mapped_by=fay)
    file = ada.get(address).content
    name = address.rpartition("/")[2]
    before = said_of_cells()

    _page, html = bring(ada, file, name)
    assert "0 to add, 0 to change, 2 as they are, 0 to mend" in html

    Alignment.objects.all().delete()
    page, html = bring(ada, file, name)
    assert "2 to add" in html
    ada.post(page, {"take_in": "1"})
    assert said_of_cells() == before


def test_a_row_changes_its_cell_and_leaves_alone_what_it_does_not_name(ada, rows, works):
    make_alignment(rows[0], works[0], "part", rationale="Kept.", version=3)

    page, _html = bring(ada, "Recommendation,Workstream,Fit\nR1,W1,Full\nR2,W1,touches\n")
    ada.post(page, {"take_in": "1"})

    cell = Alignment.objects.get(recommendation=rows[0])
    assert (cell.fit, cell.rationale, cell.version, cell.mapped_by.name) == ("full", "Kept.", 4, "Ada")
    assert Alignment.objects.count() == 2
    assert AuditEvent.objects.filter(kind="alignment", by__name="Ada").count() == 2


def test_every_fault_is_named_by_its_row_and_nothing_is_taken_in(ada, rows, works):
    page, html = bring(
        ada,
        HEADINGS
        + "R9,W1,part,,,\nR1,W9,part,,,\nR1,W1,lots,,,\nR1,W2,part,,,soon\nR2,W1,full,,,\nR2,W1,none,,,\n"
        ",W1,part,,,\n,W2,full,,,\n",
    )

    for sentence in (
        "No recommendation in force has the code “R9”",
        "No workstream has the code “W9”",
        "“lots” is none of: none, touches, part, full.",
        "Write the date as 2027-03-31.",
        "“R2 × W1” stands in row 6 already.",
    ):
        assert html.count(sentence.replace("'", "&#x27;")) == 1, sentence
    assert html.count("“Recommendation” is needed") == 2
    assert "7 rows to mend" in html
    ada.post(page, {"take_in": "1"})
    assert not Alignment.objects.exists()


def test_undo_brings_back_who_mapped_and_who_checked(ada, town, rows, works):
    fay, eve = make_person("Fay", town, "analyst"), make_person("Eve", town, "analyst")
    make_alignment(rows[0], works[0], "part", mapped_by=fay, checked_by=eve, version=2)
    before = snapshot(Alignment.objects.get())
    page, _html = bring(ada, HEADINGS + "R1,W1,full,,,\nR2,W2,part,,,\n")
    ada.post(page, {"take_in": "1"})
    assert Alignment.objects.get(recommendation=rows[0]).checked_by is None

    ada.post(f"{page}undo/")

    cell = Alignment.objects.get()
    assert {**snapshot(cell), "version": 0} == {**before, "version": 0}
    assert cell.version > before["version"]


def test_a_cell_that_somebody_judged_since_keeps_a_file_from_being_undone(ada, rows, works):
    page, _html = bring(ada, HEADINGS + "R1,W1,full,,,\nR2,W2,part,,,\n")
    ada.post(page, {"take_in": "1"})
    Alignment.objects.filter(recommendation=rows[0]).update(rationale="Looked again.", version=2)

    html = ada.post(f"{page}undo/", follow=True).content.decode()

    assert "Changed since, and so left as it is: R1 × W1. Nothing was undone." in html
    assert Alignment.objects.count() == 2


def test_more_rows_than_can_change_at_once_are_refused_whole(ada, rows, works, monkeypatch):
    monkeypatch.setattr("fairplace.town.sheets.operations.MOST_CHANGES", 1)
    page, _html = bring(ada, HEADINGS + "R1,W1,full,,,\nR2,W2,part,,,\n")

    html = ada.post(page, {"take_in": "1"}, follow=True).content.decode()

    assert "At most 1 rows can change at once" in html
    assert not Alignment.objects.exists()


def test_only_who_maps_brings_a_mapping(client, town, rows, works):
    client.force_login(make_person("Cy", town, "contributor"))

    assert client.get("/sheets/mapping/").status_code == 403
    assert Person.objects.count() == 1
