import pytest
from django.urls import reverse

from fairplace.town.places.models import Place
from tests.factories import (
    make_alignment,
    make_group,
    make_indicator,
    make_measure,
    make_neighbourhoods,
    make_objective,
    make_observations,
    make_organisation,
    make_person,
    make_recommendation,
    make_town,
    make_workstream,
)
from tests.factories.numbers import make_counts

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    town = make_town()
    objective = make_objective(town)
    advice = make_recommendation(objective)
    indicator = make_indicator()
    make_observations(indicator, town.place, [10, 11, 12])
    make_measure(town, indicator=indicator, objectives=[objective])
    make_alignment(advice, make_workstream(town, lead=make_organisation(town), owner="Dee Private"), "full")
    make_group(town, objectives=[objective])
    make_recommendation(objective, "DRAFT", status="draft")
    return town


def sign_in(client, town, role="contributor"):
    client.force_login(make_person("Ben", town, role))


def read(client, kind, code, name="trace_detail"):
    response = client.get(reverse(name, kwargs={"kind": kind, "code": code}))
    assert response.status_code == 200
    return response


def test_the_page_shows_the_chain_in_order_with_ties_in_words(client, town):
    text = read(client, "recommendation", "R1").content.decode()

    titles = ["Vision (1)", "objectives (1)", "recommendations (1)", "Workstreams (1)", "Measures (1)"]
    places = [text.index(title) for title in titles]
    assert places == sorted(places)
    assert "Carries in full <a" in text
    assert "Watches, through M1, <a" in text
    assert "The town has not answered it." in text


def test_the_public_sees_no_draft_no_owner_and_no_check_of_how_work_is_run(client, town):
    text = read(client, "objective", "M1").content.decode()

    assert "DRAFT" not in text
    assert "Dee Private" not in text
    assert "Only Council carries it." not in text
    assert client.get("/trace/recommendation/DRAFT/").status_code == 404
    assert client.get("/trace/recommendation/DRAFT.json").status_code == 404
    assert "DRAFT" not in client.get("/trace/").content.decode()


def test_those_signed_in_see_the_rest(client, town):
    sign_in(client, town)

    text = read(client, "objective", "M1").content.decode()

    assert "DRAFT" in text
    assert "Only Council carries it." in text


def test_somebody_from_another_town_sees_what_the_public_sees(client, town):
    sign_in(client, make_town("other", "E07000009", "Other", is_default=False))

    assert client.get("/trace/recommendation/DRAFT/").status_code == 404


def test_fixes_are_offered_only_to_those_who_may_make_them(client, town):
    sign_in(client, town)
    fix = 'class="fix" href="/recommendations/R1/response/"'
    assert fix not in read(client, "recommendation", "R1").content.decode()

    sign_in_as = make_person("Ada", town, "programme-team")
    client.force_login(sign_in_as)

    assert fix in read(client, "recommendation", "R1").content.decode()


def test_json_holds_every_record_tie_and_fault(client, town):
    found = read(client, "workstream", "W1", "trace_json").json()

    assert found["record"] == {"kind": "workstream", "id": "W1", "name": "Work W1"}
    assert {(one["kind"], one["id"]): one["stands"] for one in found["records"]} == {
        ("vision", "vision"): "above",
        ("objective", "M1"): "above",
        ("recommendation", "R1"): "above",
        ("workstream", "W1"): "here",
        ("measure", "jobs"): "aside",
        ("group", "children"): "aside",
        ("organisation", "council"): "below",
    }
    work = next(one for one in found["records"] if one["kind"] == "workstream")
    assert work["ties"] == [
        {"word": "carries in full", "to": {"kind": "recommendation", "id": "R1", "name": "Advice R1."}}
    ]
    assert [one["check"] for one in found["missing_or_broken"]] == ["no-response"]


def test_the_report_holds_everything_open_and_its_day(client, town):
    text = read(client, "measure", "jobs", "trace_report").content.decode()

    assert "as it stood on" in text
    assert "Carries in full R1" in text
    assert "<details class" not in text.split("<main")[1].split("</main>")[0]


def test_a_measure_says_its_test_and_its_gap_both_ways(client):
    town = make_town()
    edition = make_neighbourhoods(town)
    indicator = make_indicator("crowded")
    places = list(Place.objects.filter(parent=town.place).order_by("code"))
    make_counts(indicator, places, [30, 28, 26, 24, 22, 20, 18, 16, 14, 12], [100] * 10)
    make_measure(town, "crowded", kind="number", gap_indicator=indicator, gap_edition=edition)

    text = read(client, "measure", "crowded").content.decode()

    assert "Test: No number yet" in text
    assert "Gap inside the town: difference 16.0 percentage points (" in text
    assert "; ratio 2.23 (" in text


def test_what_is_not_in_force_is_not_found(client, town):
    assert client.get("/trace/recommendation/R99/").status_code == 404
    assert client.get("/trace/nonsense/R1/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("?q=advice", ["recommendation/R1"]),
        ("?q=ADVICE+r1", ["recommendation/R1"]),
        ("?kind=measure", ["measure/jobs"]),
        ("?q=advice&kind=measure", []),
    ],
)
def test_records_are_found_by_word_code_and_kind(client, town, asked, codes):
    response = client.get(f"/trace/{asked}")

    assert [url for _, url, _ in response.context["records"]] == [f"/trace/{code}/" for code in codes]
    assert ("Nothing found" in response.content.decode()) is not bool(codes)


def test_an_empty_town_says_so(client):
    make_town()

    assert "Nothing to trace yet" in client.get("/trace/").content.decode()


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("/recommendations/R1/", "/trace/recommendation/R1/"),
        ("/objectives/M1/", "/trace/objective/M1/"),
        ("/measures/jobs/", "/trace/measure/jobs/"),
    ],
)
def test_pages_lead_to_their_trace(client, town, page, address):
    assert f'href="{address}"' in client.get(page).content.decode()
