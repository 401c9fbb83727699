"""Areas of a town's own: by ticked neighbourhoods or postcodes, never too small, never a small rest."""

import pytest

from fairplace.town.people.models import AuditEvent
from fairplace.town.places.models import Area, Postcode
from fairplace.town.places.operations.area import add_area, change_area, remove_area
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.places.queries.area import list_areas, list_parts
from fairplace.town.places.rules.area import (
    AreaRefused,
    Known,
    check_differences,
    check_size,
    count_people,
    gather,
)
from tests.factories import make_geography, make_person, make_town

pytestmark = pytest.mark.django_db
PEOPLE = dict.fromkeys("abcdefgh", 1000) | {"x": 400, "y": 500}
WORDS = {"name": "School run", "rule": "Around the three schools.", "is_public": True}


def known(name, parts):
    return Known(name, dict.fromkeys(parts, 1.0))


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"a": 1.0}, "at least 2 neighbourhoods. This has 1."),
        ({}, "at least 2 neighbourhoods. This has 0."),
        ({"x": 1.0, "y": 1.0}, "Fewer than 1,000 people"),
        ({"a": 0.5, "b": 0.4}, "Fewer than 1,000 people"),
    ],
)
def test_an_area_that_is_too_small_is_refused_with_the_reason(parts, said):
    with pytest.raises(AreaRefused, match=said):
        check_size(parts, PEOPLE)


def test_an_area_of_a_thousand_people_in_two_neighbourhoods_is_large_enough():
    check_size({"a": 0.5, "b": 0.5}, PEOPLE)

    assert count_people({"a": 0.5, "b": 0.5}, PEOPLE) == 1000


@pytest.mark.parametrize("mine", ["abc", "abcde"])
def test_a_rest_of_one_neighbourhood_is_refused_whichever_is_the_larger(mine):
    with pytest.raises(AreaRefused, match="“North” differ by too little"):
        check_differences(dict.fromkeys(mine, 1.0), [known("North", "abcd")], PEOPLE)


def test_a_rest_of_few_people_is_refused_even_in_two_neighbourhoods():
    with pytest.raises(AreaRefused, match="North"):
        check_differences(dict.fromkeys("ab", 1.0), [known("North", "abxy")], PEOPLE)


def test_a_rest_of_part_of_a_neighbourhood_is_refused():
    with pytest.raises(AreaRefused, match="North"):
        check_differences({"a": 1.0, "b": 1.0, "c": 0.5}, [known("North", "abc")], PEOPLE)


@pytest.mark.parametrize("mine", ["ab", "abcd", "cdef", "abcdef"])
def test_an_area_that_leaves_enough_is_let_through(mine):
    check_differences(dict.fromkeys(mine, 1.0), [known("North", "abcd")], PEOPLE)


def test_one_neighbourhood_must_not_come_out_of_several_areas_together():
    """a+b, b+c and a+c are each apart enough; their sum and difference are twice one neighbourhood."""
    others = [known("One", "ab"), known("Two", "bc")]

    with pytest.raises(AreaRefused, match="a single neighbourhood"):
        check_differences(dict.fromkeys("ac", 1.0), others, PEOPLE)


def test_what_could_be_worked_out_before_is_not_held_against_a_new_area():
    others = [known("One", "ab"), known("Two", "bc"), known("Three", "ac")]

    check_differences(dict.fromkeys("efgh", 1.0), others, PEOPLE)


def test_a_list_of_postcodes_gathers_whole_neighbourhoods_by_most_of_them():
    found = {"P1": {"a"}, "P2": {"a"}, "P3": {"b"}}

    assert gather(found, {"a": 3, "b": 2}, in_part=False) == {"a": 1.0}
    assert gather(found, {"a": 3, "b": 2}, in_part=True) == {"a": pytest.approx(2 / 3), "b": 0.5}


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def places(town):
    """Seven neighbourhoods. Wards of 2024: north a, b, c1; south c2, d, e, f. Of 2021: north a, b, c."""
    return make_geography(town)


@pytest.fixture
def ana(town):
    return make_person("Ana", town, "analyst")


def parts_of(places, names):
    return {places[name].code: 1.0 for name in names}


def test_an_area_is_made_with_its_parts_and_written_down(town, places, ana):
    area = add_area(by=ana, town=town, values=WORDS, parts=parts_of(places, "ade"))

    event = AuditEvent.objects.get(kind="area")
    assert (area.slug, area.made_by, area.version) == ("school-run", ana, 1)
    assert list_parts(areas=[area])[area.pk] == parts_of(places, "ade")
    assert (event.verb, event.subject, event.after["parts"]) == (
        "added",
        "School run",
        parts_of(places, "ade"),
    )


def test_slugs_are_free_and_none_is_the_address_of_the_form(town, places, ana):
    made = [
        add_area(by=ana, town=town, values={**WORDS, "name": name}, parts=parts_of(places, parts))
        for name, parts in (("Add", "ad"), ("Add", "ad"), ("!", "ad"))
    ]

    assert [one.slug for one in made] == ["add-2", "add-3", "area"]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("a",), "at least 2"),
        (("c2", "d", "e"), "“South” differ by too little"),
        (("a", "b"), "“North” differ by too little"),
        (("a", "b", "c1", "d"), "“North” differ by too little"),
        (("a", "b", "c1", "c2", "d", "e"), "“Testham” differ by too little"),
    ],
)
def test_an_area_too_near_a_ward_or_the_town_is_refused_and_nothing_is_stored(town, places, ana, names, said):
    with pytest.raises(AreaRefused, match=said):
        add_area(by=ana, town=town, values=WORDS, parts=parts_of(places, names))

    assert not Area.objects.exists()
    assert not AuditEvent.objects.filter(kind="area").exists()


def test_an_area_is_changed_once_and_the_second_is_told(town, places, ana):
    area = add_area(by=ana, town=town, values=WORDS, parts=parts_of(places, "ad"))
    change_area(by=ana, area=area, version=1, values={**WORDS, "rule": "B"}, parts=parts_of(places, "ad"))

    with pytest.raises(ChangedMeanwhile):
        change_area(by=ana, area=area, version=1, values={**WORDS, "rule": "C"}, parts=parts_of(places, "ad"))

    area.refresh_from_db()
    assert (area.rule, area.version) == ("B", 2)


def test_saving_what_is_there_writes_nothing(town, places, ana):
    area = add_area(by=ana, town=town, values=WORDS, parts=parts_of(places, "ad"))

    change_area(by=ana, area=area, version=1, values=WORDS, parts=parts_of(places, "ad"))

    assert AuditEvent.objects.filter(kind="area").count() == 1


def test_a_public_area_may_not_move_by_one_neighbourhood(town, places, ana):
    area = add_area(by=ana, town=town, values=WORDS, parts=parts_of(places, "ad"))

    with pytest.raises(AreaRefused, match="“School run” differ by too little"):
        change_area(by=ana, area=area, version=1, values=WORDS, parts=parts_of(places, "ade"))

    area.refresh_from_db()
    assert (area.version, list_parts(areas=[area])[area.pk]) == (1, parts_of(places, "ad"))


def test_an_area_that_the_public_has_not_seen_may_be_put_right(town, places, ana):
    words = {**WORDS, "is_public": False}
    area = add_area(by=ana, town=town, values=words, parts=parts_of(places, "ad"))

    change_area(by=ana, area=area, version=1, values=words, parts=parts_of(places, "ade"))

    assert list_parts(areas=[area])[area.pk] == parts_of(places, "ade")


def test_what_was_public_once_counts_after_it_is_taken_away(town, places, ana):
    area = add_area(by=ana, town=town, values=WORDS, parts=parts_of(places, "ad"))
    remove_area(by=ana, area=area)
    assert not Area.objects.exists()

    with pytest.raises(AreaRefused, match="“School run” differ by too little"):
        add_area(by=ana, town=town, values={**WORDS, "name": "New"}, parts=parts_of(places, "ade"))


def test_what_only_those_inside_saw_does_not_count_once_it_is_gone(town, places, ana):
    area = add_area(by=ana, town=town, values={**WORDS, "is_public": False}, parts=parts_of(places, "ad"))
    remove_area(by=ana, area=area)

    assert add_area(by=ana, town=town, values=WORDS, parts=parts_of(places, "ade"))


def test_areas_are_held_against_those_of_their_own_town_alone(town, places, ana):
    other = make_town("other", "E06000002", "Otherham", is_default=False)
    Area.objects.create(town=other, slug="x", name="X", rule="R")

    assert [one.name for one in list_areas(town=town, is_signed_in=True)] == []


# Pages.


def fill_in(places, names, **more):
    return {
        "name": "School run",
        "rule": "Around the schools.",
        "neighbourhoods": [places[name].code for name in names],
        **more,
    }


def test_an_area_is_drawn_by_ticking(client, town, places, ana):
    client.force_login(ana)

    response = client.post("/areas/add/", fill_in(places, "ade", is_public="on"), follow=True)

    assert response.redirect_chain == [("/areas/school-run/", 302)]
    assert Area.objects.get().is_public
    assert "3,000 people live here, as IoD 2019 counts them." in response.content.decode()


def test_an_area_too_small_is_refused_on_the_page_and_nothing_typed_is_lost(client, town, places, ana):
    client.force_login(ana)

    response = client.post("/areas/add/", fill_in(places, "a"))

    html = response.content.decode()
    assert "An area needs at least 2 neighbourhoods. This has 1." in html
    assert "Around the schools." in html
    assert f'value="{places["a"].code}" checked' in html


def test_nothing_ticked_is_a_mistake(client, town, places, ana):
    client.force_login(ana)

    html = client.post("/areas/add/", {"name": "N", "rule": "R"}).content.decode()

    assert "Tick neighbourhoods, or paste postcodes." in html


def put_postcodes(places):
    for number, name in enumerate(("a", "a", "a", "d", "d", "e")):
        Postcode.objects.create(postcode=f"LU{number} 1AA", place=places[name])


def test_an_area_is_drawn_from_postcodes(client, town, places, ana):
    put_postcodes(places)
    client.force_login(ana)
    pasted = "lu0 1aa\nLU1 1AA, LU3 1AA; lu41aa"

    client.post("/areas/add/", fill_in(places, "", postcodes=pasted, partly="most"))

    area = Area.objects.get()
    assert list_parts(areas=[area])[area.pk] == parts_of(places, "ad")


def test_in_part_a_neighbourhood_counts_by_its_postcodes(client, town, places, ana):
    put_postcodes(places)
    client.force_login(ana)

    pasted = fill_in(places, "e", postcodes="LU0 1AA\nLU1 1AA\nLU3 1AA", partly="share")
    html = client.post("/areas/add/", pasted, follow=True).content.decode()

    area = Area.objects.get()
    assert list_parts(areas=[area])[area.pk] == {
        places["a"].code: pytest.approx(2 / 3),
        places["d"].code: 0.5,
        places["e"].code: 1.0,
    }
    assert "Some neighbourhoods count in part" in html
    assert "67% of it" in html


def test_every_postcode_that_is_unknown_is_named_and_the_list_stays(client, town, places, ana):
    put_postcodes(places)
    client.force_login(ana)
    pasted = "LU0 1AA\nLU9 9ZZ\nnonsense"

    html = client.post("/areas/add/", fill_in(places, "d", postcodes=pasted)).content.decode()

    assert "2 postcodes are not known here: LU9 9ZZ, nonsense." in html
    assert pasted in html.replace("\r", "")
    assert not Area.objects.exists()


def test_unknown_postcodes_are_left_out_when_told_so(client, town, places, ana):
    put_postcodes(places)
    client.force_login(ana)
    pasted = "LU0 1AA\nLU1 1AA\nnonsense"

    client.post("/areas/add/", fill_in(places, "d", postcodes=pasted, leave_out="on"))

    area = Area.objects.get()
    assert list_parts(areas=[area])[area.pk] == parts_of(places, "ad")


def test_a_long_list_of_unknown_postcodes_is_cut_short(client, town, places, ana):
    put_postcodes(places)
    client.force_login(ana)
    pasted = "\n".join(f"LU9 {n}ZZ" for n in range(9)) + "\n" + "\n".join(f"LU8 {n}ZZ" for n in range(9))
    pasted += "\n" + "\n".join(f"LU7 {n}ZZ" for n in range(9))

    html = client.post("/areas/add/", fill_in(places, "d", postcodes=pasted)).content.decode()

    assert "27 postcodes are not known here" in html
    assert "LU7 1ZZ …" in html


def test_neighbourhoods_of_two_censuses_are_not_mixed(client, town, places, ana):
    Postcode.objects.create(postcode="LU1 1AA", place=places["c"])
    client.force_login(ana)

    html = client.post(
        "/areas/add/", fill_in(places, ("c1", "d"), postcodes="LU1 1AA", partly="most")
    ).content.decode()

    assert "belong to different censuses" in html


def test_a_clash_shows_both_and_saving_again_writes_over(client, town, places, ana):
    area = add_area(by=ana, town=town, values=WORDS, parts=parts_of(places, "ad"))
    change_area(
        by=ana, area=area, version=1, values={**WORDS, "rule": "Theirs"}, parts=parts_of(places, "ad")
    )
    client.force_login(ana)
    mine = fill_in(places, "ad", version="1", is_public="on", rule="Mine")

    response = client.post("/areas/school-run/change/", mine)

    html = response.content.decode()
    assert response.status_code == 409
    assert "Theirs" in html
    assert "Mine" in html
    client.post("/areas/school-run/change/", {**mine, "version": "2"})
    assert Area.objects.get().rule == "Mine"


def test_a_refusal_while_changing_keeps_what_was_typed(client, town, places, ana):
    add_area(by=ana, town=town, values=WORDS, parts=parts_of(places, "ad"))
    client.force_login(ana)

    html = client.post(
        "/areas/school-run/change/", fill_in(places, "ade", version="1", is_public="on", rule="Mine")
    ).content.decode()

    assert "differ by too little" in html
    assert "Mine" in html


def test_a_part_weight_stays_while_its_tick_stays(client, town, places, ana):
    parts = {**parts_of(places, "ade"), places["d"].code: 0.5}
    area = add_area(by=ana, town=town, values=WORDS, parts=parts)
    client.force_login(ana)

    shown = client.get("/areas/school-run/change/").content.decode()
    client.post(
        "/areas/school-run/change/", fill_in(places, "ade", version="1", is_public="on", rule="Other")
    )

    area.refresh_from_db()
    assert "(50% of it)" in shown
    assert (area.rule, list_parts(areas=[area])[area.pk]) == ("Other", parts)


def test_anybody_who_signs_in_draws_areas_for_those_inside(client, town, places):
    ben = make_person("Ben", town, "contributor")
    client.force_login(ben)

    client.post("/areas/add/", fill_in(places, "ad", is_public="on"))

    assert not Area.objects.get().is_public
    assert "Show it to the public" not in client.get("/areas/school-run/change/").content.decode()
    client.post("/areas/school-run/remove/")
    assert not Area.objects.exists()


@pytest.mark.parametrize("role", ["analyst", "programme-team"])
def test_who_keeps_figures_or_the_framework_makes_areas_public(client, town, places, role):
    client.force_login(make_person("Ada", town, role))

    client.post("/areas/add/", fill_in(places, "ad", is_public="on"))

    assert Area.objects.get().is_public


def test_what_is_public_or_of_others_is_not_changed_by_everybody(client, town, places, ana):
    ben = make_person("Ben", town, "contributor")
    add_area(by=ana, town=town, values={**WORDS, "is_public": False}, parts=parts_of(places, "ad"))
    add_area(by=ben, town=town, values={**WORDS, "name": "Own"}, parts=parts_of(places, "be"))
    client.force_login(ben)

    assert client.get("/areas/school-run/change/").status_code == 403
    assert client.get("/areas/own/change/").status_code == 403
    assert client.get("/areas/school-run/").status_code == 200


def test_the_public_sees_public_areas_alone(client, town, places, ana):
    add_area(by=ana, town=town, values={**WORDS, "is_public": False}, parts=parts_of(places, "ad"))
    add_area(by=ana, town=town, values={**WORDS, "name": "Open"}, parts=parts_of(places, "be"))

    html = client.get("/areas/").content.decode()

    assert "Open" in html
    assert "School run" not in html
    assert "2 neighbourhoods, 2,000 people" in html
    assert client.get("/areas/school-run/").status_code == 404
    assert client.get("/areas/open/").status_code == 200


def test_a_town_without_areas_says_so(client, town):
    assert "No areas yet" in client.get("/areas/").content.decode()


def test_without_neighbourhoods_there_is_nothing_to_tick(client, town, ana):
    client.force_login(ana)

    assert "No neighbourhoods are known" in client.get("/areas/add/").content.decode()
