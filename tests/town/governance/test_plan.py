import csv
import io
from datetime import UTC, date, datetime

import docx
import openpyxl
import pytest

from fairplace.town.governance.queries.plan import get_plan
from fairplace.town.governance.rules.reader import PUBLIC
from tests.factories import (
    make_action,
    make_alignment,
    make_objective,
    make_organisation,
    make_person,
    make_recommendation,
    make_workstream,
)

DAY = date(2026, 11, 30)


pytestmark = pytest.mark.usefixtures("day")


@pytest.fixture
def filled(town, group):
    """Fill two objectives: one action under the second, through work, three under the first, one under none."""
    first, second = make_objective(town, "M1", 1), make_objective(town, "M2", 2)
    make_recommendation(first, "R1")
    work = make_workstream(town, "W2")
    make_alignment(make_recommendation(second, "R2"), work)
    owner, council = make_person("Dee", town, "contributor"), make_organisation(town)
    served = {
        1: [("workstream", "W2")],
        2: [("recommendation", "R1"), ("recommendation", "R2")],
        3: [("objective", "M1")],
        4: [],
        5: [("recommendation", "R1")],
    }
    told = {
        1: {"owner": owner, "organisation": council, "approach": "targeted"},
        2: {"starts_on": date(2026, 4, 1), "due_on": date(2026, 8, 31), "approach": "universal"},
        3: {"state": "done", "approach": "proportionate", "state_since": datetime(2026, 10, 2, tzinfo=UTC)},
        4: {"count": 130, "denominator": 412, "denominator_what": "children"},
        5: {"starts_on": date(2028, 5, 1), "due_on": date(2028, 9, 1)},
    }
    for number, keys in served.items():
        action = make_action(group, number, **told[number])
        for kind, code in keys:
            action.subjects.create(kind=kind, code=code)


def read(client, address):
    page = client.get(address)
    assert page.status_code == 200, address
    return " ".join(page.content.decode().split())


def test_a_plan_is_grouped_by_the_objective_that_is_served(group, filled):
    plan = get_plan(group=group, year=2026, reader=PUBLIC, public=True, day=DAY)

    shown = [
        (section.objective and section.objective.code, [row.line.action.number for row in section.rows])
        for section in plan.sections
    ]
    assert shown == [("M1", [2, 3]), ("M2", [1]), (None, [4])]
    assert (plan.total, plan.done, plan.late) == (4, 1, 1)
    assert dict(plan.approaches) == {"proportionate": 1, "targeted": 1, "universal": 1, "": 1}


def test_a_plan_says_in_which_quarters_an_action_runs_and_is_due(group, filled):
    plan = get_plan(group=group, year=2026, reader=PUBLIC, public=True, day=DAY)

    quarters = {row.line.action.number: row.quarters for section in plan.sections for row in section.rows}
    assert quarters[1] == ("", "runs", "runs", "due")
    assert quarters[2] == ("runs", "due", "", "")


def test_the_years_to_turn_to_are_those_with_actions_and_this_one(group, filled):
    years = {
        year: (plan.before, plan.after)
        for year in (2026, 2027, 2028)
        for plan in [get_plan(group=group, year=year, reader=PUBLIC, public=True, day=DAY)]
    }

    assert years == {2026: (None, 2027), 2027: (2026, 2028), 2028: (2027, None)}


def test_the_public_reads_a_plan_without_names(client, filled):
    page = read(client, "/groups/children/plan/2026/")

    assert "April 2026 to March 2027" in page
    assert "Council" in page
    assert "130 of 412 children" in page
    assert "Not started; 91 days late" in page
    assert "Done on 2 October 2026" in page
    assert "Targeted (for some only): <strong>1 of 4</strong>" in page
    assert "Dee" not in page


def test_those_inside_read_who_owns_what(as_ben, filled):
    assert "Dee, Council" in read(as_ben, "/groups/children/plan/2026/")


def test_an_empty_year_says_so(client, group):
    assert "Nothing is planned for this year" in read(client, "/groups/children/plan/2026/")


@pytest.mark.parametrize("address", ["children/plan/1999/", "children/plan/2101/", "nobody/plan/2026/"])
def test_a_year_or_group_that_is_none_is_not_found(client, group, address):
    assert client.get(f"/groups/{address}").status_code == 404


def test_the_plan_of_now_is_that_of_the_financial_year(client, group):
    assert client.get("/groups/children/plan/").url == "/groups/children/plan/2026/"


def test_a_plan_leaves_as_rows(client, as_ben, filled):
    answer = client.get("/groups/children/plan/2026/plan.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert [(row["Code"], row["Objective"], row["Serves"]) for row in rows] == [
        ("A2", "M1", "R1; R2"),
        ("A3", "M1", "M1"),
        ("A1", "M2", "W2"),
        ("A4", "", ""),
    ]
    assert (rows[3]["Count"], rows[3]["Out of"]) == ("130", "412")
    assert "Owner" not in rows[0]
    inside = as_ben.get("/groups/children/plan/2026/plan.csv").content.decode("utf-8-sig")
    assert "Dee" in inside


def test_a_plan_leaves_as_a_workbook_with_days_as_days(client, filled):
    answer = client.get("/groups/children/plan/2026/plan.xlsx")

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet["B2"].value == "Action 2"
    assert datetime(2026, 8, 31) in [cell.value for cell in sheet[2]]


def test_a_plan_leaves_as_word_and_pdf(client, filled):
    word = client.get("/groups/children/plan/2026/plan.docx")
    pdf = client.get("/groups/children/plan/2026/plan.pdf")

    told = docx.Document(io.BytesIO(word.content))
    cells = [cell.text for table in told.tables for row in table.rows for cell in row.cells]
    assert "A4 Action 4" in cells
    assert "130 of 412 children" in cells
    assert "Dee" not in "".join(cells)
    assert pdf.content.startswith(b"%PDF-")
    assert client.get("/groups/children/plan/2026/plan.odt").status_code == 404


def test_an_empty_plan_and_an_invented_one_say_so_in_word(client, group):
    empty = docx.Document(io.BytesIO(client.get("/groups/children/plan/2026/plan.docx").content))
    make_action(group, is_demonstration=True)
    invented = docx.Document(io.BytesIO(client.get("/groups/children/plan/2026/plan.docx").content))

    assert "Nothing is planned for this year." in [one.text for one in empty.paragraphs]
    assert any("invented" in one.text for one in invented.paragraphs) or any(
        "invented" in cell.text for table in invented.tables for row in table.rows for cell in row.cells
    )
