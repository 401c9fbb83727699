"""The coverage matrix: what it shows, what the filters leave, what it adds up to, and its files."""

import csv
import io
import re
from datetime import UTC, date, datetime

import pytest
from python_calamine import CalamineWorkbook

from fairplace.town.workstreams.models import Alignment
from fairplace.town.workstreams.queries.matrix import HAS_NONE, Filters, get_matrix
from tests.factories import (
    make_alignment,
    make_group,
    make_objective,
    make_organisation,
    make_person,
    make_recommendation,
    make_town,
    make_workstream,
)
from tests.town.workstreams.conftest import sign_in

BAD = '"><script>alert(1)</script>'


def html_of(response):
    return response.content.decode()


@pytest.fixture
def filled(town, rows, works):
    """Fill the matrix: M1 with R1 and R2, M2 with R3; W1 of a group and the NHS, W2 of neither."""
    rows = [*rows, make_recommendation(make_objective(town, "M2", 2), "R3")]
    works[0].group = make_group(town)
    works[0].lead = make_organisation(town, "clinic", sector="nhs")
    works[0].summary = "Breakfast before school"
    works[0].save()
    make_alignment(rows[0], works[0], "full")
    make_alignment(rows[0], works[1], "touches")
    make_alignment(rows[1], works[0], "none")
    return rows


def shown(town, **asked):
    matrix = get_matrix(town=town, filters=Filters(**asked))
    return [one.code for one in matrix.recommendations], [one.code for one in matrix.workstreams]


class TestFilters:
    def test_nothing_chosen_shows_everything(self, town, filled):
        assert shown(town) == (["R1", "R2", "R3"], ["W1", "W2"])

    @pytest.mark.parametrize(
        ("asked", "left_rows", "left_columns"),
        [
            ({"objective": "M2"}, ["R3"], ["W1", "W2"]),
            ({"fit": "full"}, ["R1"], ["W1", "W2"]),
            ({"fit": "touches"}, ["R1"], ["W1", "W2"]),
            ({"fit": "none"}, ["R2"], ["W1", "W2"]),
            ({"fit": "part"}, [], ["W1", "W2"]),
            ({"fit": HAS_NONE}, ["R2", "R3"], ["W1", "W2"]),
            ({"group": "children"}, ["R1", "R2", "R3"], ["W1"]),
            ({"sector": "nhs"}, ["R1", "R2", "R3"], ["W1"]),
            ({"sector": "nhs", "fit": "touches"}, [], ["W1"]),
            ({"words": "ADVICE R2"}, ["R2"], ["W1", "W2"]),
            ({"words": "breakfast"}, ["R1", "R2", "R3"], ["W1"]),
            ({"words": "nowhere"}, [], []),
            ({"objective": "M1", "fit": HAS_NONE, "group": "children"}, ["R2"], ["W1"]),
        ],
    )
    def test_a_filter_leaves_what_it_says(self, town, filled, asked, left_rows, left_columns):
        assert shown(town, **asked) == (left_rows, left_columns)

    def test_totals_are_of_what_is_shown(self, town, filled):
        matrix = get_matrix(town=town, filters=Filters(group="children"))

        assert (matrix.total.carried, matrix.total.best) == (1, "full")
        assert (matrix.of_recommendations, matrix.of_workstreams) == (3, 2)

    def test_the_address_holds_the_filter_and_what_cannot_be_chosen_filters_nothing(self, filled, as_ada):
        response = as_ada.get("/mapping/", {"objective": "M2", "sector": "circus", "fit": "huge", "q": " "})

        assert response.context["matrix"].filters == Filters(objective="M2")
        html = html_of(response)
        assert '<option value="M2" selected>' in html
        assert "Show everything" in html
        assert "1 of 3 recommendations" in html

    def test_what_nobody_looks_for_is_found_nowhere_and_said(self, filled, as_ada):
        html = html_of(as_ada.get("/mapping/", {"q": "nowhere"}))

        assert "No recommendation or no workstream fits this filter." in html
        assert 'href="/mapping/"' in html


class TestEmpty:
    def test_a_town_without_a_framework_says_what_is_missing(self, town, as_ada):
        assert "No recommendations yet" in html_of(as_ada.get("/mapping/"))

    def test_a_town_without_work_says_what_is_missing(self, rows, as_ada):
        assert "No workstreams yet" in html_of(as_ada.get("/mapping/"))

    def test_a_matrix_that_nobody_has_begun_is_shown(self, rows, works, as_ada):
        html = html_of(as_ada.get("/mapping/"))

        assert "0 cells judged." in html
        assert html.count("Not mapped") == 2


class TestGrid:
    def test_rows_stand_under_their_objective_with_what_is_carried(self, filled, as_ada):
        html = html_of(as_ada.get("/mapping/"))

        assert "M1 M1 · 1 of 2 recommendations carried" in html
        assert "M2 M2 · 0 of 1 recommendation carried" in html

    def test_a_judged_cell_is_a_link_that_says_where_it_is_and_an_empty_one_is_empty(self, filled, as_ada):
        html = html_of(as_ada.get("/mapping/"))

        (row,) = re.findall(r'<tr data-code="R1">.*?(?=<tr|</tbody)', html, re.DOTALL)
        assert '<a href="R1/W1/" aria-label="R1, W1: Full">F</a>' in row
        assert '<td class="grid__total">2<td class="grid__total f">Full' in row
        (empty,) = re.findall(r'<tr data-code="R3">.*?(?=<tr|</tbody)', html, re.DOTALL)
        assert empty.endswith('<td class="grid__total">0<td class="grid__total ">Not mapped<td><td>')

    def test_the_feet_count_each_workstream(self, town, filled, as_ada):
        matrix = get_matrix(town=town)
        html = html_of(as_ada.get("/mapping/"))

        assert [matrix.column_totals[one.pk].carried for one in matrix.workstreams] == [1, 1]
        assert '<th scope="row">Recommendations carried<td>2<td><td>1<td>1' in html
        assert '<span class="hidden-words">Touches</span>' in html

    def test_every_row_has_as_many_cells_as_there_are_headings(self, filled, as_ada):
        html = html_of(as_ada.get("/mapping/"))
        grid = html[html.index('<table class="matrix__grid"') :].split("</table>")[0]

        widths = {
            len(re.findall(r"<t[hd][ >]", row))
            for row in re.split(r"<tr[ >]", grid)[1:]
            if "rowgroup" not in row
        }
        assert widths == {5}

    def test_groups_and_lead_partners_are_added_up(self, filled, as_ada):
        by_group, by_lead = as_ada.get("/mapping/").context["tables"]

        assert by_group.rows == (("Children", 1, 1, 1, 0, 0), ("No group", 1, 1, 0, 0, 1))
        assert by_lead.rows == (("Clinic", 1, 1, 1, 0, 0), ("No lead partner", 1, 1, 0, 0, 1))

    def test_archived_work_advice_and_other_towns_are_left_out(self, town, filled, works, as_ada):
        works[1].archived_on = date(2026, 1, 1)
        works[1].save()
        filled[2].archived_on = date(2026, 1, 1)
        filled[2].save()
        other = make_town("elsewhere", "E06000002", "Elsewhere", is_default=False)
        make_alignment(make_recommendation(make_objective(other), "R1"), make_workstream(other, "V1-there"))

        assert shown(town) == (["R1", "R2"], ["W1"])
        assert get_matrix(town=town).total.carried == 1
        assert "V1-there" not in html_of(as_ada.get("/mapping/"))

    def test_what_people_wrote_is_shown_as_text(self, town, filled, works, as_ada):
        filled[0].short = filled[0].name = BAD
        filled[0].save()
        above = filled[0].objective
        above.short = above.name = BAD
        above.save()
        works[0].name = BAD
        works[0].save()
        works[0].group.name = BAD
        works[0].group.save()
        works[0].lead.name = BAD
        works[0].lead.save()

        for address in (
            "/mapping/", "/mapping/?tick=1", "/mapping/R1/", "/mapping/R1/W1/", "/mapping/link/",
            f"/mapping/?q={BAD}", "/mapping/suggestions/",
        ):  # fmt: skip
            html = html_of(as_ada.get(address))
            assert "<script>alert" not in html, address
            assert "suggestions" in address or "&lt;script&gt;alert(1)" in html, address

    def test_only_those_who_may_map_get_links_into_empty_cells(self, town, filled, as_ada):
        ben = sign_in(make_person("Ben", town, "contributor"))

        assert 'data-map="not mapped yet"' in html_of(as_ada.get("/mapping/"))
        assert "data-map" not in html_of(ben.get("/mapping/"))
        assert "Map many at once" not in html_of(ben.get("/mapping/"))


def test_the_list_for_a_phone_names_each_recommendation_with_what_carries_it(filled, as_ada):
    html = html_of(as_ada.get("/mapping/"))

    listed = html.split('<div class="matrix-list">')[1]
    assert re.findall(r'<h3><a href="(\w+)/">', listed) == ["R1", "R2", "R3"]
    assert '<li><a href="R1/W1/"><b class="fit f">Full</b> W1 Work W1</a>' in listed
    assert listed.count("Carried by 2 workstreams") == 1
    assert listed.count("Carried by 0 workstreams") == 2


class TestFiles:
    @pytest.fixture
    def told(self, rows, works, ada, fay):
        """Write cells that say all there is to say, with what a spreadsheet could take for formulas."""
        make_alignment(
            rows[0], works[0], "full", rationale="=1+1", evidence="Ünïted\nkingdom, “yes”", mapped_by=ada,
            checked_by=fay, checked_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC), review_on=date(2027, 3, 31),
        )  # fmt: skip
        make_alignment(rows[0], works[1], "none", rationale="@SUM(A1)", evidence="+44 1582")
        make_alignment(rows[1], works[1], "touches", rationale="-5% of it")

    def test_the_csv_holds_every_judged_cell_and_no_address(self, told, as_ada):
        response = as_ada.get("/mapping/matrix.csv")

        table = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
        assert response["Content-Disposition"] == 'attachment; filename="mapping-testham.csv"'
        assert [(row["Recommendation"], row["Workstream"], row["Fit"]) for row in table] == [
            ("R1", "W1", "full"), ("R1", "W2", "none"), ("R2", "W2", "touches"),
        ]  # fmt: skip
        first = table[0]
        assert (first["Evidence"], first["Review on"]) == ("Ünïted\nkingdom, “yes”", "2027-03-31")
        assert (first["Mapped by"], first["Mapped on"], first["Checked by"]) == ("Ada", "2026-11-01", "Fay")
        assert "@example.org" not in response.content.decode()

    def test_a_day_is_the_day_on_the_wall_clock(self, told, as_ada):
        # Half past eleven at night in universal time is after midnight in a British summer.
        assert ",Fay,2026-07-01" in as_ada.get("/mapping/matrix.csv").content.decode()

    def test_no_cell_of_the_csv_begins_like_a_formula(self, told, as_ada):
        table = csv.reader(io.StringIO(as_ada.get("/mapping/matrix.csv").content.decode("utf-8-sig")))

        texts = [text for row in table for text in row if text]
        assert not [text for text in texts if text[0] in "=+-@\t\r"]
        assert {"'=1+1", "'@SUM(A1)", "'+44 1582", "'-5% of it"} <= set(texts)

    def test_the_workbook_holds_the_cells_as_text_and_the_grid(self, told, as_ada):
        book = CalamineWorkbook.from_filelike(io.BytesIO(as_ada.get("/mapping/matrix.xlsx").content))

        assert book.sheet_names == ["Cells", "Matrix"]
        cells = book.get_sheet_by_name("Cells").to_python()
        assert [row[:4] for row in cells[1:]] == [
            ["R1", "W1", "full", "=1+1"],
            ["R1", "W2", "none", "@SUM(A1)"],
            ["R2", "W2", "touches", "-5% of it"],
        ]
        grid = book.get_sheet_by_name("Matrix").to_python()
        assert grid[0] == ["Code", "Recommendation", "Carried by", "Best fit", "W1 Work W1", "W2 Work W2"]
        assert grid[1:] == [
            ["R1", "Advice R1.", 1, "Full", "Full", "None"],
            ["R2", "Advice R2.", 1, "Touches", "", "Touches"],
        ]

    def test_names_that_look_like_formulas_or_links_stay_text_in_the_workbook(
        self, told, works, rows, as_ada
    ):
        works[0].code, works[0].name = "W1", "=HYPERLINK(1)"
        works[0].save()
        rows[0].name = "https://example.org/"
        rows[0].save()

        content = as_ada.get("/mapping/matrix.xlsx").content
        grid = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Matrix").to_python()

        assert grid[0][4] == "W1 =HYPERLINK(1)"
        assert grid[1][1] == "https://example.org/"

    def test_a_town_without_cells_gives_files_with_headings_alone(self, town, as_ada):
        lines = as_ada.get("/mapping/matrix.csv").content.decode("utf-8-sig").splitlines()
        book = CalamineWorkbook.from_filelike(io.BytesIO(as_ada.get("/mapping/matrix.xlsx").content))

        assert len(lines) == 1
        assert len(book.get_sheet_by_name("Cells").to_python()) == 1

    def test_other_kinds_and_methods_are_refused(self, rows, works, as_ada):
        assert as_ada.get("/mapping/matrix.pdf").status_code == 404
        assert as_ada.post("/mapping/matrix.csv").status_code == 405
        assert as_ada.post("/mapping/").status_code == 405
        assert not Alignment.objects.exists()
