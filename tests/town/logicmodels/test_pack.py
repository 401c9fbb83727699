from datetime import date
from pathlib import Path

import pytest

from fairplace.town.logicmodels.models import Claim, LogicModel
from fairplace.town.logicmodels.operations.event import add_events
from fairplace.town.logicmodels.operations.pack import list_events, save_pack_models
from fairplace.town.logicmodels.queries.model import get_state
from fairplace.town.logicmodels.rules.alive import get_life
from fairplace.town.logicmodels.rules.checks import check_model, count_findings
from fairplace.town.logicmodels.rules.state import replay
from fairplace.town.packs.checks import check, find_loose_ends
from fairplace.town.packs.reading import find_pack, read_model_templates, read_pack
from tests.factories import make_group

TODAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def pack():
    return read_pack(find_pack("luton"))


def entries(found):
    return [one.model_dump() for one in found]


def test_each_priority_group_has_a_model_of_twelve_to_eighteen_steps(pack):
    sizes = {one.group: len(one.steps) for one in pack.logic_models}

    assert set(sizes) == {
        "children-and-young-people",
        "housing-and-health",
        "employment-and-skills",
        "net-zero",
    }
    assert all(12 <= size <= 18 for size in sizes.values())


def test_no_link_of_a_model_is_lost_on_the_way(pack):
    for entry in [*pack.logic_models, *read_model_templates()]:
        state = replay(list_events(entry.model_dump()))

        assert len(state.links) == len(entry.links), entry.slug
        assert len(state.steps) == len(entry.steps), entry.slug


def test_the_models_show_what_the_checks_find_and_no_more(pack):
    found = {
        one.slug: count_findings(check_model(replay(list_events(one.model_dump()))))
        for one in pack.logic_models
    }

    assert found == {
        "early-years-and-aspirations": {},
        "warm-and-healthy-homes": {},
        "good-work-for-local-people": {"nobody-carries": 1},
        "streets-to-walk-and-breathe-in": {},
    }


def test_one_link_is_in_doubt_and_one_outcome_too_early(pack):
    homes = next(one for one in pack.logic_models if one.slug == "warm-and-healthy-homes")
    state = replay(list_events(homes.model_dump()))

    life = get_life(state, verdicts={"worry": "cannot tell"}, made_on=homes.began, today=TODAY)

    assert [(one.output, one.outcome) for one in life.doubts] == [("mended", "worry")]
    assert (life.steps["fuel"].state, life.steps["fuel"].until) == ("too early", "October 2029")


def test_templates_have_no_loose_ends_and_point_at_nothing_of_a_town():
    templates = read_model_templates()

    assert len(templates) == 5
    for one in templates:
        assert list(find_loose_ends(one)) == []
        assert not any(step.points or step.measure for step in one.steps)
        assert one.source


@pytest.mark.django_db
def test_loading_twice_adds_nothing_and_keeps_what_people_changed(pack, town, ada):
    make_group(town, "housing-and-health")
    told = entries(pack.logic_models)
    assert save_pack_models(town=town, entries=told, is_demonstration=True) == 4
    assert save_pack_models(town=town, entries=told, is_demonstration=True) == 0
    mine, untouched = LogicModel.objects.order_by("pk")[:2]
    add_events(by=ada, model=mine, changes=[("set text", {"name": "problem", "value": "Mine"})])

    changed = [{**entry, "problem": "New"} for entry in told]

    assert save_pack_models(town=town, entries=changed, is_demonstration=True) == 3
    mine.refresh_from_db()
    assert get_state(mine).texts["problem"] == "Mine"
    assert get_state(LogicModel.objects.get(slug=untouched.slug)).texts["problem"] == "New"
    assert LogicModel.objects.count() == 4
    assert Claim.objects.filter(is_demonstration=True, model__slug="warm-and-healthy-homes").count() == 2


@pytest.mark.django_db
def test_the_first_version_is_the_model_of_its_day(pack, town):
    save_pack_models(town=town, entries=entries(pack.logic_models), is_demonstration=True)
    model = LogicModel.objects.get(slug="warm-and-healthy-homes")

    version = model.versions.get()

    assert set(get_state(model).steps) - set(get_state(model, seq=version.seq).steps) == {"crowded"}


def test_a_model_that_does_not_fit_its_pack_is_named(pack):
    model = pack.logic_models[0]
    step = model.steps[3].model_copy(update={"points": ["workstream:W99"], "measure": "gone"})
    link = model.links[0].model_copy(update={"to": "nowhere"})
    late = model.steps[0].model_copy(update={"day": date(2026, 1, 1)})
    broken = model.model_copy(
        update={
            "group": "nobody",
            "steps": [late, *model.steps[1:3], step, *model.steps[4:], late],
            "links": [link, *model.links],
            "notes": [model.notes[1].model_copy(update={"about": "gone"})],
            "claims": [],
        }
    )
    changed = read_pack(Path(pack.folder))
    changed.logic_models = [broken, broken]

    found = [(one.row, one.column) for one in check(changed)]

    assert {row for row, _column in found} >= {
        "entry 2",
        model.slug,
        f"{model.slug}, homes",
        f"{model.slug}, a link",
        f"{model.slug}, a note",
    }
    assert {column for _row, column in found} == {
        "slug",
        "group",
        "measure",
        "points",
        "key",
        "to",
        "day",
        "about",
    }
