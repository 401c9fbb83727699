import csv
import io
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from fairplace.town.chain.models import LintRun
from fairplace.town.people.models import AuditEvent
from fairplace.town.reports import operations
from tests.factories import make_objective, make_person, make_recommendation, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    town = make_town()
    make_recommendation(make_objective(town))
    return town


@pytest.fixture
def ada(client, town):
    ada = make_person("Ada", town, "programme-team")
    client.force_login(ada)
    return ada


def make_run(town, days_ago, **counts):
    at = timezone.now() - timedelta(days=days_ago)
    return LintRun.objects.create(town=town.slug, at=at, counts=counts)


def test_the_page_says_what_is_wrong_why_and_where_to_put_it_right(client, town, ada):
    text = client.get("/plan/").content.decode()

    assert "Recommendation with no response (1)" in text
    assert "Nobody can tell whether the town means to do it." in text
    assert 'class="fix" href="/recommendations/R1/response/"' in text
    assert "No count was kept yet" in text


def test_a_long_list_is_shown_whole(client, town, ada):
    for n in range(2, 12):
        make_recommendation(town.frameworks.get().items.get(code="M1"), f"R{n}")

    text = client.get("/plan/").content.decode()

    assert "Show 3 more" in text
    assert text.count('href="/recommendations/R11/response/"') == 1


def test_pressing_the_button_keeps_the_counts_and_records_who_did(client, town, ada):
    response = client.post("/plan/test/", follow=True)

    run = LintRun.objects.get()
    assert run.by == ada
    assert {code: count for code, count in run.counts.items() if count} == {
        "no-response": 1,
        "no-measure": 1,
        "objective-no-measure": 1,
        "no-workstream": 1,
    }
    event = AuditEvent.objects.latest("pk")
    assert (event.by, event.verb, event.kind, event.after) == (ada, "tested", "plan", {"faults": 4})
    assert "Tested. Things to put right: 4." in response.content.decode()


def test_only_the_programme_team_may_press_it(client, town):
    client.force_login(make_person("Ben", town, "contributor"))

    assert "Test now" not in client.get("/plan/").content.decode()
    assert client.post("/plan/test/").status_code == 403
    assert not LintRun.objects.exists()


def test_reading_an_address_keeps_nothing(client, town, ada):
    assert client.get("/plan/test/").status_code == 405
    assert not LintRun.objects.exists()


def test_the_line_has_its_table_and_leaves_out_runs_from_before_a_check(client, town, ada):
    make_run(town, 3, orphan=7)
    make_run(town, 2, orphan=5, **{"no-response": 3})
    make_run(town, 1, orphan=0, **{"no-response": 2})
    make_run(make_town("other", "E07000009", "Other", is_default=False), 1, orphan=99)

    context = client.get("/plan/").context

    assert context["trend"].values == [7, 8, 2]
    trends = {one["check"].code: one["trend"].values for one in context["checks"]}
    assert (trends["orphan"], trends["no-response"], trends["no-owner"]) == ([7, 5, 0], [3, 2], [])


def test_the_file_holds_every_fault_with_whole_addresses(client, town, ada):
    content = b"".join(client.get("/plan/faults.csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))

    assert [row["Check"] for row in rows] == [
        "Recommendation with no response",
        "Recommendation with no measure",
        "Objective without a measure",
        "Recommendation that no workstream carries",
    ]
    assert rows[0]["Address"] == "http://testserver/recommendations/R1/response/"
    assert rows[0]["Code"] == "R1"


def test_the_report_holds_every_fault(client, town, ada):
    text = client.get("/plan/report/").content.decode()

    assert "4 things to put right on" in text
    assert "No workstream carries it." in text


def test_a_whole_plan_says_that_nothing_is_to_be_done(client):
    town = make_town()
    client.force_login(make_person("Ada", town, "programme-team"))

    assert "Nothing to put right" in client.get("/plan/").content.decode()


def test_each_town_is_tested_once_a_day(town):
    make_run(town, 0.9)
    other = make_town("other", "E07000009", "Other", is_default=False)
    make_run(other, 1.1)

    assert list(operations.lint_due_plans()) == ["Other"]
    assert list(operations.lint_due_plans()) == []
    assert AuditEvent.objects.get().by is None


def test_the_command_tests_every_town_now(town):
    out = StringIO()

    call_command("lint_plan", stdout=out)

    assert out.getvalue().startswith(
        "Testham: 4 things to put right\n      1 Recommendation with no response\n"
    )
    assert LintRun.objects.count() == 1
