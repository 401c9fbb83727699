"""A list asks the database as often for three rows as for one."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fairplace.town.chain.models import LintRun
from fairplace.town.framework.models import Recommendation
from fairplace.town.indicators.models import Indicator
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.partners.models import Group, Membership, Organisation, Pledge
from fairplace.town.people.models import AuditEvent, Person
from fairplace.town.places.models import AuthorityRank, ComparatorGroup, NeighbourhoodRank, Town
from fairplace.town.ui.charts import asking
from fairplace.town.workstreams.models import Batch, Contribution, Round, Strategy, Workstream
from tests.factories import (
    make_alignment,
    make_indicator,
    make_measure,
    make_membership,
    make_neighbourhoods,
    make_objective,
    make_observations,
    make_organisation,
    make_person,
    make_place,
    make_pledge,
    make_recommendation,
    make_round,
    make_subgroup,
    make_tie,
    make_town,
    make_workstream,
)

pytestmark = pytest.mark.django_db


def fill(town, edition, england, numbers):
    """Add one of everything a list can hold, for each number."""
    for n in numbers:
        objective = make_objective(town, f"M{n}", n)
        indicator = make_indicator(f"jobs-{n}")
        make_observations(indicator, town.place, [10 + year for year in range(6)])
        make_observations(indicator, england, [11 + year for year in range(6)])
        make_measure(town, f"jobs-{n}", indicator, [objective])
        make_recommendation(objective, f"R{n}")
        group = Group.objects.create(town=town, slug=f"g{n}", name="G", kind="board", purpose="P", position=n)
        group.objectives.add(objective)
        part = make_place(f"E0109999{n}", f"Part {n}", "neighbourhood", town.place)
        make_observations(indicator, part, [10])
        NeighbourhoodRank.objects.create(
            edition=edition, place=part, score=n, rank=n, decile=1, population=1, tile_column=n, tile_row=1
        )
        partner = make_organisation(town, f"partner-{n}")
        make_membership(group, partner)
        make_membership(group, make_organisation(town, f"mate-{n}"))
        make_pledge(partner)
        make_tie(partner, make_organisation(town, f"friend-{n}"))
        place = make_town(f"town-{n}", f"E0700000{n}", f"Town {n}", is_default=False).place
        AuthorityRank.objects.create(
            edition=edition, place=place, name=place.name, column="average-score", rank=n
        )
        fill_work(town, objective, n, partner)
        fill_measures(town, n)


def fill_measures(town, n):
    """Give the first measure one more of everything that its page shows, and the town a group of places."""
    measure = ImpactMeasure.objects.get(town=town, slug="jobs-1")
    measure.notes.create(kind="story", text=f"Story {n}", by=Person.objects.get(name="Ada"))
    measure.markings.create(kind="notice", on=date(2015, 1, n), text=f"Notice {n}")
    measure.standings.create(on=date(2015, 1, n), state="told", text="T", source="S")
    path_of = {"base_year": 2019.5, "base_value": 15, "year": 2040, "value": 20, "source": "S"}
    measure.targets.create(of="level", subgroup=f"g{n}", status="proposed", **path_of)
    other = make_subgroup(f"group-{n}", "ethnicity", n)
    make_observations(measure.indicator, town.place, [10 + year for year in range(6)], subgroup=other)
    group = ComparatorGroup.objects.create(town=town, slug=f"places-{n}", name=f"Places {n}", why="W")
    group.places.set(Town.objects.exclude(pk=town.pk).values_list("place", flat=True))
    measure.beside = ComparatorGroup.objects.get(slug="places-1")
    measure.save()
    measure.beside.places.add(town.comparators.first().place, make_place(f"E0600020{n}", f"Beside {n}"))


def fill_work(town, objective, n, lead):
    """Add a workstream that carries all there is, something found, and a row and a column to each round."""
    row = Recommendation.objects.get(code=f"R{n}")
    group = Group.objects.get(slug=f"g{n}")
    work = make_workstream(town, f"W{n}", reach=(5, 4, 3, 2, 1), lead=lead, group=group)
    work.partners.set(Organisation.objects.filter(town=town))
    work.places.add(town.place)
    work.strategies.add(Strategy.objects.create(town=town, name=f"Plan {n}"))
    for one in Recommendation.objects.all():
        make_alignment(one, work)
    for one in Workstream.objects.exclude(pk=work.pk):
        make_alignment(row, one)
    # One that nobody maps, with words that suggest it.
    make_recommendation(objective, f"S{n}", plain="Damp homes")
    make_workstream(town, f"V{n}", summary="Damp homes", lead=lead, group=group)
    record_cells(town, n)
    told = Contribution.objects.create(
        pk=100 + n, town=town, text=f"Trees {n}", organisation=lead, state="linked"
    )
    told.recommendations.add(row)
    waiting = Contribution.objects.create(pk=n, town=town, text=f"Songs {n}", organisation=lead)
    waiting.recommendations.add(row)
    ada, fay = Person.objects.get(name="Ada"), Person.objects.filter(name="Fay").first()
    fay = fay or make_person("Fay", town, "analyst")
    make_person(f"Fay{n}", town, "analyst")
    Round.objects.filter(pk__in=[1, 2]).delete()
    rows, works = Recommendation.objects.all(), Workstream.objects.all()
    make_round(town, ada, fay, rows, works, pk=1)
    make_round(town, ada, fay, rows, works, pk=2, marks={(ada, "R1", "W1"): "part"}, rest="none")
    make_round(town, ada, fay, rows, works, pk=10 + n)


def record_cells(town, n):
    """Write down what was done to a cell, and let a change of many cells name one more."""
    ada = Person.objects.get(name="Ada")
    said = {"by": ada, "kind": "alignment", "subject": "R1 × W1", "town": town.slug, "after": {"fit": "part"}}
    AuditEvent.objects.create(verb="mapped", **said)
    change = {
        "name": "R1 × W1", "recommendation": 1, "workstream": 1, "before": None,
        "after": {"fit": "part", "rationale": ""},
    }  # fmt: skip
    Batch.objects.update_or_create(
        pk=1, defaults={"town": town, "by": ada, "at": timezone.now(), "changes": [change] * n}
    )


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/measures/",
        "/measures/compare/",
        "/measures/equiplot/",
        "/measures/inequality-duty/",
        "/measures/jobs-1/explore/",
        "/measures/jobs-1/",
        "/measures/?status=on+course",
        "/comparators/",
        "/recommendations/",
        "/response/",
        "/recommendations/R1/",
        "/framework/",
        "/sheets/recommendations/file.csv",
        "/groups/",
        "/groups/g1/",
        "/groups/g1/members/",
        "/groups/g1/change/",
        "/duties/",
        "/data/",
        "/deprivation/",
        "/neighbourhoods/",
        "/desk/",
        "/towns/",
        "/objectives/M1/",
        "/data/jobs-1.csv",
        "/workstreams/",
        "/workstreams/?objective=M1&strategy=1&without=owner",
        "/workstreams/scale/",
        "/workstreams/W1/",
        "/workstreams/add/",
        "/sheets/workstreams/file.csv",
        "/contributions/",
        "/contributions/1/",
        "/mapping/rounds/",
        "/mapping/rounds/add/",
        "/mapping/rounds/1/",
        "/mapping/rounds/1/marks/R1/",
        "/mapping/rounds/2/",
        "/mapping/rounds/2/settle/R1/W1/",
        "/partners/",
        "/partners/check-ins/",
        "/partners/map/",
        "/partners/map/?focus=partner-1&steps=4",
        "/partners/map/draw/",
        "/partners/map/ties.csv",
        "/partners/map/map.graphml",
        "/partners/partner-1/",
        "/mapping/",
        "/mapping/?tick=1&objective=M1&fit=part&group=g1&sector=other&q=advice",
        "/mapping/matrix.csv",
        "/mapping/matrix.xlsx",
        "/mapping/link/?recommendations=R1&workstreams=W1",
        "/mapping/suggestions/",
        "/mapping/changes/1/",
        "/mapping/R1/",
        "/mapping/R1/W1/",
        "/mapping/gaps/",
        "/mapping/gaps.csv",
        "/mapping/gaps.xlsx",
    ],
)
def test_the_number_of_questions_does_not_grow_with_the_list(client, address, monkeypatch):
    # To ask for a picture that nobody has seen is one question more, whatever is in it.
    monkeypatch.setattr(asking, "MOST_AN_HOUR", 0)
    england = make_place("E92000001", "England", "country")
    town = make_town(compared=[england])
    edition = make_neighbourhoods(town)
    client.force_login(make_person("Ada", town, "programme-team"))
    fill(town, edition, england, [1])
    client.get(address)

    with CaptureQueriesContext(connection) as one:
        client.get(address)
    fill(town, edition, england, [2, 3])
    with CaptureQueriesContext(connection) as three:
        assert client.get(address).status_code == 200

    assert len(three) == len(one)


def fill_chain(town, edition, numbers):
    """Add work of every kind, tied to what stands there already."""
    for n in numbers:
        group = Group.objects.get(town=town, slug=f"g{n}")
        council = make_organisation(town, f"p{n}")
        Membership.objects.create(group=group, organisation=council)
        Pledge.objects.create(organisation=council, text="P", made_on=date(2020, 1, 1))
        advice = Recommendation.objects.get(framework__town=town, code=f"R{n}")
        work = make_workstream(town, f"C{n}", lead=council, group=group)
        work.partners.add(council)
        make_alignment(advice, work, review_on=date(2020, 1, 1))
        told = Contribution.objects.create(
            pk=1000 + n, town=town, text="T", state="linked", organisation=council
        )
        told.recommendations.add(advice)
        make_measure(
            town,
            f"gap-{n}",
            kind="number",
            gap_indicator=Indicator.objects.get(code=f"jobs-{n}"),
            gap_edition=edition,
        )
        LintRun.objects.create(town=town.slug, at=timezone.now(), counts={"orphan": n})


@pytest.mark.parametrize(
    "address",
    [
        "/trace/",
        "/trace/vision/vision/",
        "/trace/recommendation/R1.json",
        "/trace/organisation/p1/report/",
        "/plan/",
        "/plan/report/",
        "/plan/faults.csv",
    ],
)
def test_the_number_of_questions_does_not_grow_with_the_chain(client, address):
    england = make_place("E92000001", "England", "country")
    town = make_town(compared=[england])
    edition = make_neighbourhoods(town)
    client.force_login(make_person("Ada", town, "programme-team"))
    fill(town, edition, england, [1])
    fill_chain(town, edition, [1])
    client.get(address)

    with CaptureQueriesContext(connection) as one:
        client.get(address)
    fill(town, edition, england, [2, 3])
    fill_chain(town, edition, [2, 3])
    with CaptureQueriesContext(connection) as three:
        assert client.get(address).status_code == 200

    assert len(three) == len(one)
