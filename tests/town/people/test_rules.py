import pytest

from fairplace.town.people.rules import (
    ROLES,
    Ability,
    Change,
    abilities_of,
    grantable,
    list_changes,
    name_browser,
)


def test_abilities_of_several_roles_add_up():
    assert abilities_of({"contributor", "auditor"}) == {
        Ability.SEE_DESK,
        Ability.SEND_NUMBERS,
        Ability.READ_RESTRICTED,
        Ability.READ_AUDIT,
    }


def test_nobody_without_a_role_may_do_anything():
    assert abilities_of(set()) == frozenset()


def test_administrators_may_give_every_role():
    assert set(grantable(abilities_of({"administrator"}))) == set(ROLES)


def test_programme_team_may_give_no_role_that_can_do_more_than_they():
    given = set(grantable(abilities_of({"programme-team"})))

    assert given == {"contributor", "partner-lead", "group-chair", "programme-team", "director", "auditor"}


def test_those_who_keep_no_people_may_give_no_role():
    assert grantable(abilities_of({"director", "analyst"})) == {}


def test_changes_name_only_the_fields_that_differ():
    before = {"name": "Ada", "role": "analyst", "left": 1}
    after = {"name": "Ada", "role": "director", "right": 2}

    assert list_changes(before, after) == [
        Change("left", 1, None),
        Change("right", None, 2),
        Change("role", "analyst", "director"),
    ]


def test_changes_of_something_new_are_all_its_fields():
    assert list_changes(None, {"name": "Ada"}) == [Change("name", None, "Ada")]


def test_changes_of_a_plain_value_have_no_field():
    assert list_changes("open", "closed") == [Change("", "open", "closed")]


def test_no_change_is_an_empty_list():
    assert list_changes({"a": 1}, {"a": 1}) == []


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/140 Safari/537 Edg/140", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 16) AppleWebKit/537 Chrome/140 Mobile Safari/537", "Chrome on Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/18 Safari/605", "Safari on Mac"),
        ("curl/8", "An unknown browser"),
    ],
)
def test_browser_is_named_as_people_name_it(user_agent, name):
    assert name_browser(user_agent) == name
