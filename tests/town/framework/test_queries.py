import pytest

from fairplace.town.framework.models import Framework
from fairplace.town.framework.queries import get_framework, get_objective, list_recommendations
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


def test_a_framework_brings_its_objectives_without_asking_again(town, django_assert_num_queries):
    framework = get_framework(town=town)

    with django_assert_num_queries(0):
        assert [one.code for one in framework.objectives.all()] == ["M1", "M2"]
        assert list(framework.pillars.all()) == []
