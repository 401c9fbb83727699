"""A list asks the database as often for three rows as for one."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fairplace.town.chain.models import LintRun
from fairplace.town.framework.models import Recommendation
from fairplace.town.indicators.models import Indicator
from fairplace.town.partners.models import Group, Membership, Pledge
from fairplace.town.places.models import AuthorityRank, NeighbourhoodRank
from fairplace.town.workstreams.models import Contribution
from tests.factories import (
    make_alignment,
    make_indicator,
    make_measure,
    make_neighbourhoods,
    make_objective,
    make_observations,
    make_organisation,
    make_person,
    make_place,
    make_recommendation,
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
        place = make_town(f"town-{n}", f"E0700000{n}", f"Town {n}", is_default=False).place
        AuthorityRank.objects.create(
            edition=edition, place=place, name=place.name, column="average-score", rank=n
        )


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/measures/",
        "/recommendations/",
        "/response/",
        "/recommendations/R1/",
        "/framework/",
        "/sheets/recommendations/file.csv",
        "/groups/",
        "/data/",
        "/deprivation/",
        "/neighbourhoods/",
        "/desk/",
        "/towns/",
        "/objectives/M1/",
        "/data/jobs-1.csv",
    ],
)
def test_the_number_of_questions_does_not_grow_with_the_list(client, address):
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
        work = make_workstream(town, f"W{n}", lead=council, group=group)
        work.partners.add(council)
        make_alignment(advice, work, review_on=date(2020, 1, 1))
        told = Contribution.objects.create(town=town, text="T", state="linked", organisation=council)
        told.recommendations.add(advice)
        make_measure(
            town, f"gap-{n}", gap_indicator=Indicator.objects.get(code=f"jobs-{n}"), gap_edition=edition
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
