import pytest
from django.contrib.auth.models import AnonymousUser

from fairplace.town.people.rules import Ability
from fairplace.town.places.models import AuthorityRank
from fairplace.town.places.queries import (
    get_abilities,
    get_neighbourhood,
    get_town,
    list_contacts,
    list_neighbourhoods,
    search_authorities,
)
from tests.factories import make_neighbourhoods, make_person, make_place, make_town

pytestmark = pytest.mark.django_db


def test_without_a_name_the_town_at_the_front_is_meant():
    make_town("other", "E06000002", "Otherham", is_default=False)
    front = make_town()

    assert get_town() == front
    assert get_town("other").name == "Otherham"
    assert get_town("nowhere") is None


def test_abilities_come_from_the_roles_held_in_this_town_alone():
    here, there = make_town(), make_town("other", "E06000002", "Otherham", is_default=False)
    ada = make_person("Ada", here, "auditor")

    assert get_abilities(person=ada, town=here) == {
        Ability.SEE_DESK,
        Ability.READ_RESTRICTED,
        Ability.READ_AUDIT,
    }
    assert get_abilities(person=ada, town=there) == frozenset()
    assert get_abilities(person=AnonymousUser(), town=here) == frozenset()


def test_somebody_who_may_no_longer_sign_in_may_do_nothing():
    town = make_town()
    ada = make_person("Ada", town, "administrator")
    ada.is_active = False

    assert get_abilities(person=ada, town=town) == frozenset()


def test_authorities_are_found_by_part_of_a_name_or_by_code():
    edition = make_neighbourhoods(make_town(), number=1)
    for rank, (code, name) in enumerate([("E06000039", "Slough"), ("E06000055", "Bedford")], start=1):
        place = make_place(code, name)
        AuthorityRank.objects.create(
            edition=edition, place=place, name=name, column="average-score", rank=rank
        )

    def found(words):
        return [one.name for one in search_authorities(edition=edition, column="average-score", words=words)]

    assert found("") == ["Slough", "Bedford"]
    assert found("lou") == ["Slough"]
    assert found("e06000055") == ["Bedford"]
    assert found("nowhere") == []


def test_neighbourhoods_stand_most_deprived_first():
    town = make_town()
    edition = make_neighbourhoods(town, number=3)

    assert [one.rank for one in list_neighbourhoods(town=town, edition=edition)] == [1, 2, 3]


def test_a_neighbourhood_of_another_town_is_not_found_here():
    town, other = make_town(), make_town("other", "E06000002", "Otherham", is_default=False)
    make_neighbourhoods(town, number=1)

    assert get_neighbourhood(town=town, code="E01000000") is not None
    assert get_neighbourhood(town=other, code="E01000000") is None


def test_nobody_invented_is_given_as_a_contact():
    town = make_town()
    make_person("Ada", town, "programme-team", is_demonstration=True)
    ben = make_person("Ben", town, "programme-team")

    assert list_contacts(town=town) == [ben]
