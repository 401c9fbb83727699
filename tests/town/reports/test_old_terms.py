"""The gaps can be told in the terms of an earlier edition."""

import pytest

from fairplace.town.framework.models import Recommendation
from fairplace.town.framework.operations import begin_edition, succeed_item
from tests.factories import (
    make_alignment,
    make_objective,
    make_person,
    make_recommendation,
    make_town,
    make_workstream,
)


@pytest.mark.django_db
def test_the_gaps_of_an_earlier_edition_count_the_work_of_what_took_its_place(client):
    town = make_town()
    objective = make_objective(town)
    rows = [make_recommendation(objective, code) for code in ("R1", "R2", "R3")]
    make_alignment(rows[0], make_workstream(town), "full")
    old = town.frameworks.get()
    begin_edition(
        by=None, framework=old, values={"edition": "2", "title": "T", "vision": "V", "vision_plain": "V"}
    )
    now = {one.code: one for one in Recommendation.objects.filter(framework__is_current=True)}
    succeed_item(by=None, item=now["R2"], how="merged", after=["R1"])
    client.force_login(make_person("Ada", town, "programme-team"))

    in_force = client.get("/mapping/gaps/").content.decode()
    before = client.get(f"/mapping/gaps/?edition={old.edition}").content.decode()
    file = client.get(f"/mapping/gaps.csv?edition={old.edition}").content.decode()

    assert "1 of 2 recommendations not or weakly covered" in in_force
    assert "1 of 3 recommendations not or weakly covered" in before
    assert "those of an earlier edition" in before
    assert "R3" in file
    assert "1 of 2 recommendations" in client.get("/mapping/gaps/?edition=none").content.decode()
