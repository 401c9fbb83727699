import pytest

from fairplace.town.framework.models import Framework, Item, PolicyObjective, Recommendation
from fairplace.town.framework.operations import save_framework
from tests.factories import make_town

pytestmark = pytest.mark.django_db

VALUES = {"title": "Together", "vision": "Fair.", "vision_plain": "A fair town.", "vision_by": 2040}
PILLARS = [{"code": "P1", "name": "Work for all", "short": "Work"}]
OBJECTIVES = [
    {"code": "M1", "name": "Best start", "short": "Start", "plain": "Plainly."},
    {"code": "M2", "name": "Good work", "short": "Work", "plain": "Plainly."},
]
ADVICE = [
    {"code": "R1", "objective": "M1", "name": "Help.", "status": "public"},
    {"code": "R2", "objective": "M2", "name": "Pay.", "status": "public"},
]


def save(town, edition="2022", objectives=OBJECTIVES, recommendations=ADVICE):
    return save_framework(
        town=town,
        edition=edition,
        values=VALUES,
        pillars=PILLARS,
        objectives=objectives,
        recommendations=recommendations,
    )


def test_a_framework_is_stored_in_its_order():
    framework = save(make_town())

    assert [(one.code, one.position) for one in framework.pillars] == [("P1", 1)]
    assert [(one.code, one.position) for one in framework.objectives] == [("M1", 1), ("M2", 2)]
    assert [(one.code, one.objective.code) for one in Recommendation.objects.all()] == [
        ("R1", "M1"),
        ("R2", "M2"),
    ]


def test_saved_again_nothing_is_added_and_what_was_taken_out_is_archived():
    town = make_town()
    save(town)
    kept = PolicyObjective.objects.get(code="M2").pk

    save(town, objectives=OBJECTIVES[1:], recommendations=ADVICE[1:])

    in_force = PolicyObjective.objects.filter(archived_on=None)
    assert [(one.pk, one.code, one.position) for one in in_force] == [(kept, "M2", 1)]
    assert set(Item.objects.exclude(archived_on=None).values_list("code", flat=True)) == {"M1", "R1"}


def test_what_people_wrote_themselves_stays_when_the_pack_is_loaded_again():
    town = make_town()
    framework = save(town)
    level = framework.levels.get(holds="recommendations")
    Item.objects.create(
        framework=framework, level=level, code="OWN-1", name="Ours.", status="own", position=9
    )

    save(town)

    assert Item.objects.get(code="OWN-1").archived_on is None


def test_a_new_edition_takes_the_place_of_the_old_one_which_stays_on_record():
    town = make_town()
    save(town)

    save(town, "2027")

    editions = Framework.objects.order_by("edition").values_list("edition", "is_current")
    assert list(editions) == [("2022", False), ("2027", True)]


def test_an_edition_of_another_town_stays_in_force():
    town, other = make_town(), make_town("other", "E06000002", "Otherham", is_default=False)

    save(other)
    save(town)

    assert Framework.objects.filter(is_current=True).count() == 2
