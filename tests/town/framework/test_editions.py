"""Levels, items, their successors and editions, as the programme team changes them in the browser."""

import io
from datetime import date

import pytest
from docx import Document

from fairplace.town.framework.models import Framework, Item, Level, Recommendation, Response, Succession
from fairplace.town.framework.operations import (
    FrameworkRefused,
    archive_item,
    begin_edition,
    respond,
    save_framework,
    save_levels,
    succeed_item,
)
from fairplace.town.framework.queries import list_recommendations, map_to_heirs
from fairplace.town.measures.queries import list_measures_of
from fairplace.town.people.models import AuditEvent
from fairplace.town.workstreams.models import Alignment
from tests.factories import (
    make_alignment,
    make_group,
    make_measure,
    make_objective,
    make_person,
    make_recommendation,
    make_town,
    make_workstream,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def objective(town):
    return make_objective(town)


@pytest.fixture
def ada(client, town, objective):
    make_recommendation(objective, "R1")
    client.force_login(make_person("Ada", town, "programme-team"))
    return client


def levels_of(*rows):
    return {
        f"{name}_{at}": value
        for at, row in enumerate(rows)
        for name, value in zip(("singular", "plural", "holds"), row, strict=True)
    }


AIMS, OBJECTIVES = ("Aim", "Aims", ""), ("Theme", "Themes", "objectives")
STEPS, ADVICE = ("Step", "Steps", ""), ("Ask", "Asks", "recommendations")


def test_levels_are_named_and_more_are_put_between(ada, objective):
    ada.post("/framework/levels/", levels_of(AIMS, OBJECTIVES, STEPS, ADVICE))

    named = Level.objects.values_list("position", "plural", "holds")
    assert list(named) == [
        (1, "Aims", ""), (2, "Themes", "objectives"), (3, "Steps", ""), (4, "Asks", "recommendations"),
    ]  # fmt: skip
    assert Item.objects.get(code="R1").level.plural == "Asks"
    assert AuditEvent.objects.filter(verb="named the levels").exists()


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([OBJECTIVES], "two to six levels"),
        ([AIMS, STEPS], "One level must hold objectives"),
        ([ADVICE, OBJECTIVES], "Objectives must stand above"),
        ([OBJECTIVES, ("A", "As", "objectives"), ADVICE], "Only one level can hold each"),
        ([OBJECTIVES, ("Aim", "", ""), ADVICE], "a name for one and for many"),
    ],
)
def test_levels_that_make_no_framework_are_refused(ada, rows, sentence):
    html = ada.post("/framework/levels/", levels_of(*rows)).content.decode()

    assert sentence in html
    assert Level.objects.count() == 2


def test_a_level_that_holds_something_is_not_taken_away(ada, town):
    framework = Framework.objects.get()
    aims = Level.objects.create(framework=framework, position=9, singular="Aim", plural="Aims")
    Item.objects.create(framework=framework, level=aims, code="A1", name="Aim.", position=1)

    with pytest.raises(FrameworkRefused, match="Aims hold something"):
        save_levels(by=None, framework=framework, levels=[
            {"singular": "O", "plural": "Os", "holds": "objectives"},
            {"singular": "R", "plural": "Rs", "holds": "recommendations"},
        ])  # fmt: skip


def test_an_item_is_added_under_several_and_changed(ada, objective):
    make_objective(objective.framework.town, "M2", 2)
    words = {
        "code": "R7",
        "name": "Do it.",
        "home": "M1",
        "also_under": ["M2"],
        "status": "own",
        "aliases": "a\nb",
    }
    ada.post(f"/framework/levels/{Level.objects.get(holds='recommendations').position}/add/", words)

    one = Item.objects.get(code="R7")
    assert (one.home.code, [other.code for other in one.also_under.all()]) == ("M1", ["M2"])
    assert one.aliases == ["a", "b"]
    ada.post("/framework/items/R7/", {**words, "name": "Do it soon."})
    one.refresh_from_db()
    assert one.name == "Do it soon."


def test_a_code_that_is_taken_keeps_what_was_typed(ada):
    words = {"code": "M1", "name": "Do it.", "home": "M1", "status": "own"}

    html = ada.post("/framework/levels/3/add/", words).content.decode()

    assert "This code is used already" in html
    assert "Do it." in html


def test_what_has_items_under_it_is_not_archived(ada, objective):
    with pytest.raises(FrameworkRefused, match="R1 stand under it"):
        archive_item(by=None, item=objective)


def test_what_is_archived_can_be_brought_back(ada, town):
    ada.post("/framework/items/R1/archive/")
    assert list_recommendations(town=town) == []

    ada.post("/framework/items/R1/archive/")
    assert [one.code for one in list_recommendations(town=town)] == ["R1"]


def test_what_is_reworded_takes_along_what_hangs_on_it(ada, town, objective):
    fresh = make_recommendation(objective, "R2")
    cell = make_alignment(list_recommendations(town=town)[0], make_workstream(town))

    ada.post("/framework/items/R1/succeed/", {"how": "reworded", "after": ["R2"]})

    cell.refresh_from_db()
    assert cell.recommendation_id == fresh.pk
    assert Succession.objects.get().how == "reworded"
    assert Item.objects.get(code="R1").archived_on is not None


def test_what_is_merged_keeps_a_tie_that_the_other_has_too(town, objective):
    one, two = make_recommendation(objective, "R1"), make_recommendation(objective, "R2")
    work = make_workstream(town)
    kept, stays = make_alignment(two, work), make_alignment(one, work)

    succeed_item(by=None, item=one, how="merged", after=["R2"])

    assert set(Alignment.objects.values_list("pk", "recommendation")) == {
        (kept.pk, two.pk),
        (stays.pk, one.pk),
    }


@pytest.mark.parametrize(
    ("how", "after", "sentence"),
    [
        ("split", ["R2"], "becomes two or more"),
        ("reworded", ["R2", "R3"], "becomes one"),
        ("", ["R2"], "Choose what"),
    ],
)
def test_what_became_of_an_item_must_make_sense(ada, objective, how, after, sentence):
    for code in ("R2", "R3"):
        make_recommendation(objective, code)

    html = ada.post("/framework/items/R1/succeed/", {"how": how, "after": after}).content.decode()

    assert sentence in html
    assert not Succession.objects.exists()


def test_a_new_edition_carries_over_codes_levels_ties_and_responses(town, objective):
    one = make_recommendation(objective, "R1")
    one.also_under.add(make_objective(town, "M2", 2))
    measure, group = make_measure(town, objectives=[objective]), make_group(town, objectives=[objective])
    cell = make_alignment(one, make_workstream(town))
    respond(by=None, recommendation=one, answer="accepted", reason="Yes.")
    old = objective.framework

    fresh = begin_edition(
        by=None, framework=old, values={"edition": "2", "title": "T", "vision": "V", "vision_plain": "V"}
    )

    now = list_recommendations(town=town)[0]
    assert (now.framework, now.code, now.objective.code) == (fresh, "R1", "M1")
    assert [other.code for other in now.also_under.all()] == ["M2"]
    assert [found.pk for found in list_measures_of(objective=fresh.objectives[0])] == [measure.pk]
    assert [found.framework for found in group.objectives.all()] == [fresh]
    cell.refresh_from_db()
    assert cell.recommendation_id == now.pk
    assert sorted(Response.objects.values_list("recommendation", "reason")) == sorted(
        [(one.pk, "Yes."), (now.pk, "Yes.")]
    )
    assert [found.code for found in list_recommendations(town=town, edition="1")] == ["R1"]


def test_an_edition_is_begun_in_the_browser_and_its_name_used_once(ada):
    words = {"title": "T", "vision": "V", "vision_plain": "V"}

    twice = ada.post("/framework/editions/add/", {"edition": "1", **words}).content.decode()
    ada.post("/framework/editions/add/", {"edition": "2027", **words})

    assert "There is an edition of this name already." in twice
    assert Framework.objects.get(is_current=True).edition == "2027"
    assert "its recommendations" in ada.get("/framework/").content.decode()


def test_a_response_is_given_changed_and_published(ada):
    ada.post(
        "/recommendations/R1/response/", {"answer": "adapted", "reason": "In part.", "owner": "The director"}
    )
    ada.post(
        "/recommendations/R1/response/",
        {"answer": "accepted", "reason": "All of it.", "owner": "The director", "due_on": "2027-03-31"},
    )

    html = ada.get("/response/").content.decode()
    word = Document(io.BytesIO(ada.get("/response/response.docx").content))

    assert all(words in html for words in ("Accepted: 1.", "All of it.", "31 March 2027"))
    assert [cell.text for cell in word.tables[0].rows[1].cells] == [
        "R1: Advice R1.", "Accepted", "All of it.", "The director\n31 March 2027",
    ]  # fmt: skip
    assert list(AuditEvent.objects.filter(kind="recommendation").values_list("verb", flat=True)) != []


def test_a_response_without_its_reason_keeps_what_was_typed(ada):
    html = ada.post("/recommendations/R1/response/", {"answer": "declined", "reason": ""}).content.decode()

    assert "Write why, in a sentence or two." in html
    assert not Response.objects.exists()


def test_a_town_without_a_framework_says_how_to_begin(client, town):
    client.force_login(make_person("Ada", town, "programme-team"))

    assert "No framework yet" in client.get("/framework/").content.decode()
    assert client.get("/framework/levels/").status_code == 404
    assert "No recommendations yet" in client.get("/response/").content.decode()


def test_each_item_knows_what_carries_on_from_it(town):
    objective = make_objective(town)
    old = objective.framework
    kept, merged, split = (make_recommendation(objective, code) for code in ("R1", "R2", "R3"))
    gone = make_recommendation(objective, "R9")
    begin_edition(
        by=None, framework=old, values={"edition": "2", "title": "T", "vision": "V", "vision_plain": "V"}
    )
    now = {one.code: one for one in Recommendation.objects.filter(framework__is_current=True)}
    fresh = [make_recommendation(now["R1"].home, code) for code in ("R4", "R5")]
    for before, after in ((now["R2"], now["R1"]), (now["R3"], fresh[0]), (now["R3"], fresh[1])):
        Succession.objects.create(before=before, after=after, how="split")
    Recommendation.objects.filter(pk__in=[now["R2"].pk, now["R3"].pk, now["R9"].pk]).update(
        archived_on=date(2026, 1, 1)
    )

    heirs = map_to_heirs(town=town)

    assert heirs[kept.pk] == heirs[merged.pk] == {now["R1"].pk}
    assert heirs[split.pk] == {one.pk for one in fresh}
    assert heirs[gone.pk] == set()
    assert heirs[now["R1"].pk] == {now["R1"].pk}


def test_a_pack_with_a_new_edition_brings_along_what_hangs_on_the_old_one(town):
    objective = make_objective(town)
    cell = make_alignment(make_recommendation(objective, "R1"), make_workstream(town))

    save_framework(
        town=town,
        edition="next",
        values={"title": "T", "vision": "V", "vision_plain": "V"},
        pillars=[],
        objectives=[{"code": "M1", "name": "N", "short": "S", "plain": "P", "status": "public"}],
        recommendations=[{"code": "R1", "name": "Advice", "objective": "M1", "status": "public"}],
    )

    cell.refresh_from_db()
    assert (cell.recommendation.framework.edition, cell.recommendation.name) == ("next", "Advice")


def test_a_code_that_is_an_address_is_refused_in_the_browser_too(ada):
    html = ada.post("/framework/items/R1/", {"code": "rounds", "name": "N", "home": "M1", "status": "own"})

    assert "This is an address of ours" in html.content.decode()
    assert Recommendation.objects.filter(code="R1").exists()
