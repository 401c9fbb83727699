"""The list of logic models, of all groups and of one."""

import pytest

from fairplace.town.logicmodels.models import LogicModel
from tests.factories import make_group, make_town

pytestmark = pytest.mark.django_db


def test_the_list_can_be_asked_for_one_group(client):
    town = make_town()
    for slug in ("homes", "jobs"):
        group = make_group(town, slug)
        LogicModel.objects.create(
            town=town, slug=slug, title=f"Better {slug}", group=group, is_illustrative=True
        )

    everything = client.get("/logic-models/").content.decode()
    of_one = client.get("/logic-models/?group=jobs").content.decode()

    assert "Better homes" in everything
    assert "Better jobs" in of_one
    assert "Better homes" not in of_one
