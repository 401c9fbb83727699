"""What a snapshot keeps of a town: everything that everybody may know, and nothing else."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fairplace.town.framework.models import Response
from fairplace.town.measures.models import Marking, Note, Standing
from fairplace.town.reviews.queries.body import describe_town
from tests.factories import (
    make_action,
    make_alignment,
    make_decision,
    make_group,
    make_indicator,
    make_item,
    make_measure,
    make_objective,
    make_observations,
    make_organisation,
    make_person,
    make_recommendation,
    make_series,
    make_town,
    make_workstream,
)

pytestmark = pytest.mark.django_db

FALLING = [(30, 29, 31), (27, 26, 28), (24, 23, 25), (21, 20, 22), (18, 17, 19), (15, 14, 16)]


@pytest.fixture
def town():
    town = make_town()
    ada = make_person("Ada Secret", town, "programme-team")
    objective = make_objective(town)
    advice = make_recommendation(objective, "R1")
    make_recommendation(objective, "R2", status="draft")
    Response.objects.create(
        recommendation=advice, answer="accepted", reason="We will.", answered_on="2026-01-01", answered_by=ada
    )
    work = make_workstream(town, "W1", owner="Ada Secret", cost_pence=424242, lead=make_organisation(town))
    make_alignment(advice, work, rationale="Said inside")
    indicator = make_indicator("poverty", "low")
    make_observations(indicator, town.place, FALLING)
    measure = make_measure(town, "poverty", indicator, [objective])
    Note.objects.create(measure=measure, kind="story", text="Rents rose.", by=ada)
    Marking.objects.create(measure=measure, kind="break", on="2010-01-01", text="Counted anew.", by=ada)
    Standing.objects.create(
        measure=measure, on="2026-01-01", state="partly", text="Half.", source="S", by=ada
    )
    group = make_group(town, "children", [objective])
    restricted = make_item(make_series(group), is_restricted=True)
    now = timezone.now()
    make_decision(group, 1, state="decided", decided_at=now, title="In the open", decided_by=ada)
    make_decision(group, 2, state="decided", decided_at=now, title="Behind doors", is_restricted=True)
    make_decision(group, 3, state="decided", decided_at=now, title="From a closed item", item=restricted)
    make_decision(group, 4, state="draft", title="Not decided")
    make_action(group, 1, ada, title="Warm homes", text="Ask Mrs Jones")
    make_action(group, 2, ada, title="Hidden work", item=restricted)
    return town


def test_a_town_is_kept_with_its_plan_numbers_words_and_doings(town):
    said = describe_town(town=town)

    assert said["town"]["name"] == "Testham"
    assert [(one["code"], one["under"]) for one in said["framework"]["items"]] == [("M1", ""), ("R1", "M1")]
    assert said["framework"]["items"][1]["response"]["answer"] == "accepted"
    assert said["mapping"] == [{"recommendation": "R1", "workstream": "W1", "fit": "part"}]
    assert [one["slug"] for one in said["measures"]] == ["poverty"]
    assert said["notes"]["poverty"][0]["text"] == "Rents rose."
    assert said["markings"]["poverty"] == [{"kind": "break", "on": "2010-01-01", "text": "Counted anew."}]
    assert said["standings"]["poverty"][0]["state"] == "partly"
    assert [one["code"] for one in said["releases"]] == ["release"]
    assert [one["title"] for one in said["decisions"]] == ["In the open"]
    assert [one["title"] for one in said["actions"]] == ["Warm homes"]
    assert said["review"] is None


def test_a_chart_is_kept_whole_with_its_table_and_its_sentence(town):
    chart = describe_town(town=town)["charts"]["poverty"]["trend"]

    assert "passes our test" in chart["finding"]
    assert chart["table"]["columns"]
    assert len(chart["table"]["rows"]) == len(FALLING)
    assert chart["spec"]
    assert chart["narrow_spec"]


@pytest.mark.parametrize(
    "inside",
    ["Ada Secret", "424242", "Said inside", "Mrs Jones", "Hidden work", "Behind doors", "closed item", "R2"],
)
def test_what_is_for_those_inside_is_not_in_it(town, inside):
    assert inside not in json.dumps(describe_town(town=town))


def test_more_of_everything_takes_no_more_queries(town):
    describe_town(town=town)
    with CaptureQueriesContext(connection) as one:
        describe_town(town=town)
    group = make_group(town, "homes")
    for n in range(2):
        objective = make_objective(town, f"M{n + 2}", n + 2)
        work = make_workstream(town, f"W{n + 2}", lead=make_organisation(town, f"o{n}"), group=group)
        make_alignment(make_recommendation(objective, f"R{n + 3}"), work)
        indicator = make_indicator(f"more-{n}")
        make_observations(indicator, town.place, FALLING)
        measure = make_measure(town, f"more-{n}", indicator, [objective])
        Note.objects.create(measure=measure, kind="story", text="T")
        make_decision(group, 10 + n, state="decided", decided_at=timezone.now())
        make_action(group, 10 + n)

    with CaptureQueriesContext(connection) as many:
        describe_town(town=town)

    assert len(many) == len(one)
