"""A town of an earlier version keeps its framework, and what hangs on it, when it is brought up to date."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from fairplace.town.framework.models import Item
from fairplace.town.partners.models import Group

APPS = ("framework", "partners", "measures")


@pytest.fixture
def before(transactional_db):
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    executor = MigrationExecutor(connection)
    executor.migrate([(app, "0001_initial") for app in APPS])
    yield executor.loader.project_state([(app, "0001_initial") for app in APPS]).apps
    MigrationExecutor(connection).migrate(latest)


def test_pillars_objectives_and_recommendations_become_items_and_keep_their_links(before):
    place = before.get_model("places", "Place").objects.create(code="E06000001", name="T", kind="authority")
    town = before.get_model("places", "Town").objects.create(
        place=place, slug="t", name="T", title="T", promise="P", updated_on="2026-01-01"
    )
    framework = before.get_model("framework", "Framework").objects.create(
        town=town, edition="1", title="T", vision="V", vision_plain="V"
    )
    named = {"framework": framework, "name": "N", "short": "S", "position": 1}
    before.get_model("framework", "Pillar").objects.create(code="P1", **named)
    objective = before.get_model("framework", "PolicyObjective").objects.create(code="M1", plain="P", **named)
    before.get_model("framework", "Recommendation").objects.create(
        framework=framework, objective=objective, code="R1", text="Do.", status="public", position=1
    )
    group = before.get_model("partners", "Group").objects.create(
        town=town, slug="g", name="G", kind="board", purpose="P", position=1
    )
    group.objectives.add(objective)

    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())

    assert list(Item.objects.values_list("level__holds", "code", "name", "home__code")) == [
        ("pillars", "P1", "N", None),
        ("objectives", "M1", "N", None),
        ("recommendations", "R1", "Do.", "M1"),
    ]
    assert [one.code for one in Group.objects.get().objectives.all()] == ["M1"]
