"""A spreadsheet of recommendations with faults: named, mended, taken in whole, undone whole."""

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from fairplace.town.framework.models import Item, Recommendation
from fairplace.town.people.models import AuditEvent
from fairplace.town.sheets.models import Upload
from fairplace.town.sheets.reading import read_file
from fairplace.town.sheets.rules import SHEETS, Refused
from tests.factories import (
    make_alignment,
    make_objective,
    make_person,
    make_recommendation,
    make_town,
    make_workstream,
)

pytestmark = pytest.mark.django_db
HEADINGS = "Reference,Recommendation,Objective,Horizon\n"
GOOD = HEADINGS + 'R1,Advice R1.,M1,\nR2,"Help, and soon.",M1,5-year\n'


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def ada(client, town):
    make_recommendation(make_objective(town), "R1")
    make_objective(town, "M2", 2)
    client.force_login(make_person("Ada", town, "programme-team"))
    return client


def bring(client, text, name="advice.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    file = SimpleUploadedFile(name, content)
    return client.post("/sheets/recommendations/", {"file": file}, follow=True)


def page_of(response):
    return response.redirect_chain[-1][0]


def test_a_file_changes_nothing_before_it_is_taken_in_and_then_all_of_it(ada):
    shown = bring(ada, GOOD)

    assert "1 to add, 0 to change, 1 as they are, 0 to mend" in shown.content.decode()
    assert Recommendation.objects.count() == 1
    ada.post(page_of(shown), {"take_in": "1"})
    added = Recommendation.objects.get(code="R2")
    assert (added.name, added.objective.code, added.horizon, added.status) == (
        "Help, and soon.", "M1", "5-year", "own",
    )  # fmt: skip
    assert AuditEvent.objects.filter(verb="took in a file").count() == 1


def test_a_file_brought_twice_adds_nothing(ada):
    ada.post(page_of(bring(ada, GOOD)), {"take_in": "1"})

    again = bring(ada, GOOD)

    assert "There is nothing to take in" in again.content.decode()


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("R2,,M1,", "Row 4|“Recommendation” is needed"),
        ("R 2,Help.,M1,", "Row 4|Write R-2?"),
        ("R2,Help.,M9,", "Row 4|There is no objective “M9”. They are M1, M2."),
        ("R2,Help.,M1,soon", "Row 4|“soon” is none of: 1-year, 5-year, long-term."),
        ("R3,Help.,M1,", "Row 4|“R3” stands in row 3 already."),
        ("M2,Help.,M1,", "Row 4|is the code of something else here"),
        ("gaps,Help.,M1,", "Row 4|“gaps” is an address of ours"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_nothing_is_taken_in(ada, row, sentence):
    shown = bring(ada, f"{HEADINGS}R1,Advice R1.,M1,\nR3,More.,M1,\n{row}\n")

    html = shown.content.decode()
    assert all(part in html.replace("&#x27;", "'") for part in sentence.split("|"))
    ada.post(page_of(shown), {"take_in": "1"})
    assert Recommendation.objects.count() == 1


def test_every_fault_of_a_row_is_named_at_once(ada):
    html = bring(ada, HEADINGS + "R 2,,M9,soon\n").content.decode()

    assert all(
        words in html for words in ("Write R-2?", "is needed", "no objective “M9”", "“soon” is none of")
    )


def test_a_fault_is_mended_on_the_page_or_its_row_left_out(ada):
    shown = bring(ada, HEADINGS + "R2,Help.,M9,\nR3,,M1,\n")

    ada.post(page_of(shown), {"cell-2-objective": "M2", "leave_out": "3", "again": "1"})
    ada.post(page_of(shown), {"take_in": "1"})

    assert Recommendation.objects.get(code="R2").objective.code == "M2"
    assert not Recommendation.objects.filter(code="R3").exists()


def test_one_step_brings_back_what_was_there(ada):
    shown = bring(ada, HEADINGS + "R1,Other words.,M2,\nR2,Help.,M1,\n")
    ada.post(page_of(shown), {"take_in": "1"})
    assert Recommendation.objects.get(code="R1").name == "Other words."

    ada.post(f"{page_of(shown)}undo/")

    kept = Recommendation.objects.get()
    assert (kept.code, kept.name, kept.objective.code, kept.status) == ("R1", "Advice R1.", "M1", "public")


def test_what_was_changed_since_keeps_the_step_back_from_being_taken(ada):
    shown = bring(ada, GOOD)
    ada.post(page_of(shown), {"take_in": "1"})
    Item.objects.filter(code="R2").update(name="Changed by hand.")

    answer = ada.post(f"{page_of(shown)}undo/", follow=True).content.decode()

    assert "Changed since, and so left as it is: R2. Nothing was undone." in answer
    assert Recommendation.objects.count() == 2


def test_a_file_is_taken_in_once(ada):
    shown = bring(ada, GOOD)
    ada.post(page_of(shown), {"take_in": "1"})
    ada.post(page_of(shown), {"take_in": "1"})

    assert AuditEvent.objects.filter(verb="took in a file").count() == 1


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_goes_out_comes_back_as_the_same(ada, kind):
    Item.objects.filter(code="R1").update(name="=2+2; “quoted”, with\na second line", page="007")

    content = ada.get(f"/sheets/recommendations/file.{kind}").content

    shown = bring(ada, content, f"advice.{kind}").content.decode()
    assert "0 to add, 0 to change, 1 as they are, 0 to mend" in shown


def test_a_download_holds_no_formula(ada):
    Item.objects.filter(code="R1").update(name="=2+2")

    text = ada.get("/sheets/recommendations/file.csv").content.decode("utf-8-sig")
    book = ada.get("/sheets/recommendations/file.xlsx").content

    assert "'=2+2" in text
    assert CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()[1][1] == "=2+2"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.pdf", b"x", "ends in .csv or .xlsx"),
        ("a.csv", b"", "The file is empty."),
        ("a.csv", b"Reference,Text,Objective\n", "no rows under them"),
        ("a.csv", b"Name\nx\n", "“Code” is missing; the file has: Name."),
        ("a.csv", b"Code,Text,Objective\nR1,\0,M1\n", "not text"),
        ("a.xlsx", b"no workbook", "cannot be read as a workbook"),
        ("a.csv", b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        ("a.csv", b"Code,Text,Objective\n" + b"R1,a,M1\n" * 5_001, "more than 5,000 rows"),
    ],
)
def test_a_file_that_is_no_list_says_what_to_do(name, content, sentence):
    with pytest.raises(Refused, match=sentence):
        read_file(name, content, SHEETS["recommendations"])


def test_a_cell_far_from_the_list_is_refused_before_it_fills_the_memory():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Code", "Text", "Objective"])
        sheet.write(1_048_575, 16_383, " ")

    with pytest.raises(Refused, match="Delete what stands beyond the table"):
        read_file("a.xlsx", file.getvalue(), SHEETS["recommendations"])


def test_semicolons_other_letters_and_unknown_columns_are_read(ada):
    text = "Code;Text;Objective;Colour\nR2;Café for all;M1;red\n".encode("cp1252")

    shown = bring(ada, text)

    assert "mean nothing here, and are left out: Colour." in shown.content.decode()
    assert Upload.objects.get().rows == [[2, {"code": "R2", "name": "Café for all", "objective": "M1"}]]


def test_rows_are_numbered_by_the_line_they_begin_on():
    read = read_file(
        "a.csv", b'Code,Text,Objective\nR1,"two\nlines",M1\nR2,b,M1\n', SHEETS["recommendations"]
    )

    assert [number for number, _row in read.rows] == [2, 4]


def test_only_those_who_keep_the_framework_bring_recommendations(client, town):
    client.force_login(make_person("Ben", town, "contributor"))

    assert client.get("/sheets/recommendations/").status_code == 403
    assert client.get("/sheets/nothing/").status_code == 404


def test_a_file_of_another_town_is_not_found(ada, town):
    shown = bring(ada, GOOD)
    Upload.objects.update(town="other")

    assert ada.get(page_of(shown)).status_code == 404


def test_an_added_row_that_work_hangs_on_is_archived_when_undone(ada, town):
    shown = bring(ada, GOOD)
    ada.post(page_of(shown), {"take_in": "1"})
    make_alignment(Recommendation.objects.get(code="R2"), make_workstream(town))

    ada.post(f"{page_of(shown)}undo/")

    assert Recommendation.objects.get(code="R2").archived_on is not None
