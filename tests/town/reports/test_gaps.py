"""What nobody carries, or hardly: where need is greatest comes first."""

import csv
import io
from datetime import date

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from fairplace.town.reports.gaps import get_gaps, list_gap_rows, list_needs
from tests.factories import (
    make_alignment,
    make_indicator,
    make_measure,
    make_objective,
    make_observations,
    make_organisation,
    make_person,
    make_recommendation,
    make_town,
    make_workstream,
)
from tests.town.measures.test_queries import CLIMB

pytestmark = pytest.mark.django_db
PAGE = "/mapping/gaps/"


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def ada(client, town):
    client.force_login(make_person("Ada", town, "programme-team"))
    return client


def add_objective(town, code, position, *polarities):
    """Make an objective with a measure for each polarity; its numbers climb, which is worse where low is good."""
    objective = make_objective(town, code, position)
    for n, polarity in enumerate(polarities):
        slug = f"{code.lower()}-{n}"
        indicator = make_indicator(slug, polarity) if polarity else None
        if indicator:
            make_observations(indicator, town.place, CLIMB)
        make_measure(town, slug, indicator, [objective])
    return objective


def codes(lines):
    return [line.recommendation.code for line in lines]


def html_of(response):
    return response.content.decode()


class TestNeed:
    def test_measures_getting_worse_come_first_then_what_cannot_be_told_then_no_number(self, town):
        add_objective(town, "M1", 1, "high")
        add_objective(town, "M2", 2, "")
        add_objective(town, "M3", 3, "none")
        add_objective(town, "M4", 4, "low")
        add_objective(town, "M5", 5, "low", "low")
        add_objective(town, "M6", 6)

        needs = list_needs(town=town, deprived=None)

        assert [need.objective.code for need in needs] == ["M5", "M4", "M3", "M2", "M1", "M6"]
        assert [need.rank for need in needs] == [1, 2, 3, 4, 5, 6]
        assert needs[0].words == "2 of 2 measures getting worse, 0 cannot be told"
        assert needs[2].words == "0 of 1 measures getting worse, 1 cannot be told"
        assert needs[-1].words == "No measure"

    def test_without_a_framework_there_is_no_need_to_tell(self, town):
        assert list_needs(town=town, deprived=None) == []


@pytest.fixture
def mapped(town):
    """Map six recommendations in six ways; need is greatest under M2."""
    well = add_objective(town, "M1", 1, "high")
    worse = add_objective(town, "M2", 2, "low")
    council, homes = make_organisation(town), make_organisation(town, "homes")
    works = {
        "W1": make_workstream(town, "W1", lead=council),
        "W2": make_workstream(town, "W2", lead=council),
        "W3": make_workstream(town, "W3", lead=homes),
        "W4": make_workstream(town, "W4", owner="Dee"),
        "W5": make_workstream(town, "W5"),
    }
    rows = {
        "A1": (well, {}),
        "A2": (worse, {"W1": "none"}),
        "A3": (worse, {"W1": "touches", "W3": "touches"}),
        "A4": (well, {"W3": "full"}),
        "A5": (worse, {"W1": "part", "W2": "full"}),
        "A6": (well, {"W1": "full", "W4": "part"}),
    }
    for code, (objective, fits) in rows.items():
        row = make_recommendation(objective, code)
        for work, fit in fits.items():
            make_alignment(row, works[work], fit)
    return works


class TestLists:
    def test_what_is_not_or_weakly_carried_stands_by_need_then_by_fit(self, town, mapped):
        assert codes(get_gaps(town=town).weak) == ["A2", "A3", "A1"]

    def test_what_one_workstream_carries_alone_is_listed(self, town, mapped):
        assert codes(get_gaps(town=town).alone) == ["A4"]

    def test_what_one_owner_answers_for_is_listed_once_several_carry_it(self, town, mapped):
        (line,) = get_gaps(town=town).one_owner

        assert (line.recommendation.code, line.owners) == ("A5", ["Council"])

    def test_the_named_owner_counts_where_no_partner_leads(self, town, mapped):
        (line,) = [line for line in get_gaps(town=town).lines if line.recommendation.code == "A6"]

        assert line.owners == ["Council", "Dee"]

    def test_work_that_carries_nothing_is_an_orphan_even_if_somebody_looked(self, town, mapped):
        gaps = get_gaps(town=town)
        make_alignment(gaps.lines[0].recommendation, mapped["W5"], "none")

        assert [one.code for one in get_gaps(town=town).orphans] == ["W5"]

    def test_one_objective_alone(self, town, mapped):
        gaps = get_gaps(town=town, objective="M2")

        assert codes(gaps.lines) == ["A2", "A3", "A5"]
        assert [one.code for one in gaps.orphans] == ["W5"]

    def test_an_objective_that_there_is_not_hides_no_gap(self, town, mapped, ada):
        assert len(get_gaps(town=town, objective="M9").weak) == 3

        html = html_of(ada.get(PAGE, {"objective": "M9"}))
        assert "3 of 6 recommendations not or weakly covered" in html

    def test_advice_under_no_objective_comes_last(self, town, mapped):
        row = make_recommendation(make_objective(town, "M3", 3), "A7")
        row.home = None
        row.save()

        line = get_gaps(town=town).weak[-1]

        assert (line.recommendation.code, line.need) == ("A7", None)
        assert next(iter(list_gap_rows(get_gaps(town=town))))[1] == "A2"

    def test_archived_work_carries_nothing(self, town, mapped):
        mapped["W3"].archived_on = date(2026, 1, 1)
        mapped["W3"].save()

        gaps = get_gaps(town=town)

        assert "A4" in codes(gaps.weak)
        assert codes(gaps.alone) == ["A3"]
        assert gaps.of_workstreams == 4

    def test_another_towns_work_is_left_out(self, town, mapped):
        other = make_town("elsewhere", "E06000002", "Elsewhere", is_default=False)
        make_workstream(other, "V1")

        assert [one.code for one in get_gaps(town=town).orphans] == ["W5"]
        assert get_gaps(town=other).orphans[0].code == "V1"


class TestPage:
    def test_it_says_what_is_missing_and_leads_to_where_it_is_mended(self, mapped, ada):
        html = html_of(ada.get(PAGE))

        assert "3 of 6 recommendations not or weakly covered" in html
        assert "1 recommendation carried by one workstream alone" in html
        assert "1 recommendation with one owner alone" in html
        assert "1 of 5 workstreams carries nothing" in html
        assert 'href="/mapping/A2/"' in html
        assert 'href="/mapping/link/?workstreams=W5"' in html
        assert "1 of 1 measures getting worse, 0 cannot be told" in html

    def test_files_are_of_the_objective_shown(self, mapped, ada):
        html = html_of(ada.get(PAGE, {"objective": "M2"}))

        assert 'href="/mapping/gaps.csv?objective=M2"' in html
        assert "Where need is greatest</h2>" not in html

    def test_a_town_with_nothing_says_so(self, town, ada):
        assert "No recommendations yet" in html_of(ada.get(PAGE))

    def test_a_town_without_gaps_says_so(self, town, ada):
        row = make_recommendation(make_objective(town))
        for code in ("W1", "W2"):
            make_alignment(row, make_workstream(town, code, owner=f"Owner {code}"), "full")

        html = html_of(ada.get(PAGE))

        for sentence in (
            "Every recommendation here is carried in part or in full",
            "None hangs on one workstream",
            "None hangs on one owner",
            "Every workstream carries something",
        ):
            assert sentence in html

    def test_names_are_shown_as_text(self, town, ada):
        row = make_recommendation(make_objective(town))
        row.name = "<script>alert(1)</script>"
        row.save()
        make_workstream(town, owner="<script>alert(2)</script>").save()

        assert "<script>alert" not in html_of(ada.get(PAGE))

    def test_who_may_not_map_is_not_offered_to(self, town, mapped):
        ben = Client()
        ben.force_login(make_person("Ben", town, "contributor"))

        assert "/mapping/link/" not in html_of(ben.get(PAGE))

    def test_strangers_and_other_methods_are_refused(self, town, mapped, ada):
        assert "/account/login/" in Client().get(PAGE).url
        assert ada.post(PAGE).status_code == ada.post("/mapping/gaps.csv").status_code == 405
        assert ada.get("/mapping/gaps.pdf").status_code == 404


class TestFiles:
    def test_the_csv_holds_every_line_of_every_list(self, mapped, ada):
        response = ada.get("/mapping/gaps.csv")

        table = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
        assert [(row["List"], row["Code"]) for row in table] == [
            ("Not or weakly covered", "A2"),
            ("Not or weakly covered", "A3"),
            ("Not or weakly covered", "A1"),
            ("Carried by one workstream alone", "A4"),
            ("One owner alone", "A5"),
            ("Workstream that carries nothing", "W5"),
        ]
        assert table[1]["Owner"] == "Council, Homes"
        assert table[1]["Carried by"] == "2"
        assert table[0]["Best fit"] == "None"
        assert table[2]["Best fit"] == "Not mapped"
        assert response["Content-Disposition"] == 'attachment; filename="gaps-testham.csv"'

    def test_the_workbook_holds_the_same(self, mapped, ada):
        for query in ("", "?objective=M2"):
            text = ada.get(f"/mapping/gaps.csv{query}").content.decode("utf-8-sig")
            content = ada.get(f"/mapping/gaps.xlsx{query}").content
            sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()

            assert [[str(cell) for cell in row] for row in sheet] == list(csv.reader(io.StringIO(text)))

    def test_no_cell_begins_like_a_formula(self, town, mapped, ada):
        mapped["W5"].name, mapped["W5"].owner = "=cmd()", "@SUM(A1)"
        mapped["W5"].save()

        table = list(csv.reader(io.StringIO(ada.get("/mapping/gaps.csv").content.decode("utf-8-sig"))))

        assert table[-1][2] == "'=cmd()"
        assert table[-1][-1] == "'@SUM(A1)"
