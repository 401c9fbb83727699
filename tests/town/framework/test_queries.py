import pytest

from fairplace.town.framework.models import Framework, Item, Level, Succession
from fairplace.town.framework.queries import (
    find_recommendation,
    get_framework,
    get_objective,
    list_recommendations,
    list_successors,
)
from tests.factories import make_objective, make_recommendation, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    town = make_town()
    start, work = make_objective(town, "M1"), make_objective(town, "M2", 2)
    make_recommendation(work, "R3", "illustrative")
    make_recommendation(start, "R1")
    make_recommendation(start, "R2", "illustrative")
    return town


def set_aside(town):
    Framework.objects.filter(town=town).update(is_current=False)


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({}, ["R1", "R2", "R3"]),
        ({"objective": "M1"}, ["R1", "R2"]),
        ({"status": "illustrative"}, ["R2", "R3"]),
        ({"objective": "M2", "status": "public"}, []),
        ({"objective": "M9"}, []),
    ],
)
def test_recommendations_stand_by_objective_and_answer_to_both_filters(town, asked, codes):
    assert [one.code for one in list_recommendations(town=town, **asked)] == codes


def test_only_the_edition_in_force_is_read(town):
    set_aside(town)

    assert get_framework(town=town) is None
    assert get_objective(town=town, code="M1") is None
    assert list_recommendations(town=town) == []


def test_an_objective_is_found_by_its_code_in_its_own_town(town):
    other = make_town("other", "E06000002", "Otherham", is_default=False)

    assert get_objective(town=town, code="M1").framework.town == town
    assert get_objective(town=other, code="M1") is None
    assert get_objective(town=town, code="m1") is None


def test_a_framework_asks_for_its_objectives_once(town, django_assert_num_queries):
    framework = get_framework(town=town)

    with django_assert_num_queries(2):
        assert [one.code for one in framework.objectives] == ["M1", "M2"]
        assert [one.code for one in framework.objectives] == ["M1", "M2"]
        assert framework.pillars == []


def test_a_recommendation_stands_under_its_objective_through_levels_between(town):
    start = get_objective(town=town, code="M1")
    between = Level.objects.create(framework=start.framework, position=7, singular="Aim", plural="Aims")
    aim = Item.objects.create(framework=start.framework, level=between, home=start, code="A1", position=1)
    Item.objects.filter(code="R3").update(home=aim)

    assert {one.code for one in list_recommendations(town=town, objective="M1")} == {"R1", "R2", "R3"}


def test_what_was_merged_or_split_leads_to_what_took_its_place(town):
    one, two, three = (find_recommendation(town=town, code=f"R{n}") for n in (1, 2, 3))
    Succession.objects.create(before=one, after=two, how="reworded")
    Succession.objects.create(before=two, after=three, how="merged")
    # What leads back to where it began ends somewhere all the same.
    Succession.objects.create(before=three, after=one, how="reworded")

    assert list_successors(three) == []
    Succession.objects.filter(before=three).delete()
    assert [found.code for found in list_successors(one)] == ["R3"]


def test_an_old_address_means_what_it_meant_in_the_newest_edition_that_had_it(town):
    old = get_framework(town=town)
    Framework.objects.filter(pk=old.pk).update(is_current=False)
    newer = Framework.objects.create(town=town, edition="2", title="T", vision="V", vision_plain="V")

    assert find_recommendation(town=town, code="R1").framework == old
    assert find_recommendation(town=town, code="R9") is None
    assert newer.is_current
    assert list_recommendations(town=town) == []
