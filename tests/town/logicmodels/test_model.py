from datetime import timedelta

import pytest
from django.utils import timezone

from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.operations.event import ChangedMeanwhile, add_events
from fairplace.town.logicmodels.operations.model import make_model
from fairplace.town.logicmodels.operations.version import approve_version, make_version
from fairplace.town.logicmodels.queries.model import get_state
from fairplace.town.logicmodels.rules.undo import same_content
from fairplace.town.people.models import AuditEvent
from tests.factories import (
    make_group,
    make_history,
    make_logic_model,
    make_membership,
    make_organisation,
    make_person,
)
from tests.factories.logicmodels import note, put_step

PAGE = "/logic-models/warm-homes/"


def test_a_model_from_a_template_has_its_steps_but_not_its_notes(town, group, model):
    template = make_history(
        town, "t", [put_step("a", detail="D"), note("a", "rating", "Good")], is_template=True
    )

    made = make_model(None, town, "Warm homes", group, template=template)

    state = get_state(made)
    assert made.slug == "warm-homes-2"
    assert (state.texts, list(state.steps), state.notes) == ({"title": "Warm homes"}, ["a"], ())
    assert AuditEvent.objects.filter(kind="logic model", subject="warm-homes-2", verb="made").exists()


def test_no_model_takes_the_address_of_another_page(town):
    assert [make_model(None, town, title).slug for title in ("Add", "Promises", "!!!")] == [
        "add-2",
        "promises-2",
        "model",
    ]


def test_an_old_day_shows_exactly_what_was_there(town):
    changes = [
        (*put_step("a"), "2026-01-05T12:00:00+00:00", "Ada"),
        (*put_step("b"), "2026-03-01T23:30:00+00:00", "Ada"),
        ("remove step", {"key": "a"}, "2026-06-30T23:30:00+00:00", "Ada"),
    ]
    model = make_history(town, "old", changes)

    def on(day):
        return list(get_state(model, at=timezone.datetime.fromisoformat(day).date()).steps)

    assert (on("2026-01-04"), on("2026-01-05"), on("2026-03-01"), on("2026-06-30")) == (
        [],
        ["a"],
        ["a", "b"],
        ["a", "b"],
    )
    # In summer half past eleven in the evening of Greenwich is tomorrow on the wall.
    assert on("2026-07-01") == ["b"]
    assert get_state(model) == get_state(model, seq=model.seq)


def test_the_sum_that_is_kept_is_the_sum_of_the_events(town, model, ada):
    add_events(
        by=ada,
        model=model,
        changes=[("add note", {"about": "", "what": "rating", "value": "1", "reason": "r"})],
    )
    model.refresh_from_db()

    assert get_state(model) == get_state(model, seq=model.seq)
    assert get_state(model).notes[-1].by == "Ada"


def test_what_somebody_else_changed_is_not_written_over(model, ada):
    add_events(
        by=ada, model=model, changes=[("put step", {"key": "visits", "text": "Theirs"})], seen={"visits": 1}
    )

    with pytest.raises(ChangedMeanwhile) as changed:
        add_events(
            by=ada, model=model, changes=[("put step", {"key": "visits", "text": "Mine"})], seen={"visits": 1}
        )

    assert (changed.value.what, changed.value.now.steps["visits"].text) == ("visits", "Theirs")


def test_the_public_sees_examples_and_what_was_approved(client, town, group, model, ada):
    make_logic_model(town, "example", [put_step("a")], is_illustrative=True)
    client.logout()

    assert "warm-homes/" not in client.get("/logic-models/").content.decode()
    assert client.get(PAGE).status_code == 404
    assert client.get("/logic-models/example/").status_code == 200

    approve_version(by=ada, version=make_version(by=ada, model=model, name="First"), words="Agreed.")
    add_events(by=ada, model=model, changes=[("put step", {"key": "visits", "text": "Not agreed yet"})])

    page = client.get(PAGE).content.decode()
    assert "warm-homes/" in client.get("/logic-models/").content.decode()
    assert "Visit homes" in page
    assert "Not agreed yet" not in page
    assert "Not agreed yet" not in client.get(f"{PAGE}model.json").content.decode()
    assert "Not agreed yet" not in client.get(f"{PAGE}steps.csv").content.decode()


def test_the_public_sees_no_names_and_no_notes(client, town, ada):
    make_history(
        town,
        "example",
        [put_step("a", "output"), note("a", "reading", "7", reason="Secret source", by="Bea")],
        is_illustrative=True,
    )
    inside = client.get("/logic-models/example/").content.decode()
    client.logout()
    outside = (
        client.get("/logic-models/example/").content.decode()
        + client.get("/logic-models/example/model.json").content.decode()
    )

    assert "Bea" in inside
    assert "Secret source" in inside
    assert "Bea" not in outside


@pytest.mark.parametrize("on", ["2026-01-01", "2030-01-01"])
def test_a_day_is_shown_without_anything_to_change(client, model, ada, on):
    page = client.get(PAGE, {"on": on}).content.decode()

    assert "This is the model as it was at the end of" in page
    assert "Take away" not in page


def test_what_is_no_day_is_not_found(client, model, ada):
    assert client.get(PAGE, {"on": "yesterday"}).status_code == 404


def test_the_outline_says_everything_the_drawing_shows(client, model, ada):
    page = client.get(PAGE).content.decode()

    for words in (
        "Homes are cold.",
        "Visit homes",
        "Each visit mends.",
        "Nobody has said why.",
        "Short-term outcomes",
    ):
        assert words in page
    assert page.index('id="activity"') < page.index('id="output"') < page.index('id="short"')


def test_a_chair_edits_the_models_of_their_own_group_alone(client, town, group, model, chair):
    other = make_logic_model(town, "other", [put_step("a")], group=make_group(town, "work"))
    ownerless = make_logic_model(town, "nobodys", [put_step("a")])
    client.force_login(chair)

    codes = [
        client.get(f"/logic-models/{one.slug}/steps/add/").status_code for one in (model, other, ownerless)
    ]

    assert codes == [200, 403, 403]
    assert "Take away" not in client.get("/logic-models/other/").content.decode()


@pytest.mark.parametrize("days", [(-9, -1), (1, 9)], ids=["left", "not begun"])
def test_a_seat_that_is_not_held_today_opens_nothing(client, town, group, model, days):
    eve = make_person("Eve", town, "group-chair")
    since, until = (timezone.localdate() + timedelta(days=one) for one in days)
    make_membership(
        group, make_organisation(town), person=eve, is_deputy=True, since_on=since, until_on=until
    )
    client.force_login(eve)

    assert client.get("/logic-models/warm-homes/steps/add/").status_code == 403
    assert client.get("/logic-models/add/").status_code == 403


def test_a_chair_begins_a_model_and_is_led_to_the_guide(client, town, group, chair):
    client.force_login(chair)
    template = make_logic_model(town, "t", [put_step("a")], is_template=True)

    answer = client.post(
        "/logic-models/add/", {"title": "Good work", "group": "housing", "template": template.slug}
    )

    made = LogicModel.objects.get(slug="good-work")
    assert answer.url == "/logic-models/good-work/guide/"
    assert (made.group, list(get_state(made).steps), made.is_template) == (group, ["a"], False)


def test_a_model_needs_a_title_and_a_group(client, town, group, ada):
    page = client.post("/logic-models/add/", {"title": "", "group": "", "template": "empty"}).content.decode()

    assert "Give the model a title." in page
    assert "Choose the group." in page


def test_a_text_is_changed_and_a_clash_loses_nothing(client, model, ada):
    address = f"{PAGE}texts/problem/"
    add_events(by=ada, model=model, changes=[("set text", {"name": "problem", "value": "Theirs"})])

    answer = client.post(address, {"value": "Mine", "version": 1})
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "Theirs" in page
    assert page.count("Mine") >= 2
    assert client.post(address, {"value": "Mine", "version": 2}).status_code == 302
    model.refresh_from_db()
    assert get_state(model).texts["problem"] == "Mine"


def test_line_endings_alone_are_no_difference(client, model, ada):
    value = "Cold homes.\nDamp homes."
    add_events(by=ada, model=model, changes=[("set text", {"name": "problem", "value": value})])

    answer = client.post(f"{PAGE}texts/problem/", {"value": value.replace("\n", "\r\n"), "version": 1})

    assert answer.status_code == 409
    assert answer.context["clash"].differences == ()


def test_a_model_has_only_its_texts(client, model, ada):
    assert client.get(f"{PAGE}texts/colour/").status_code == 404


def test_the_title_is_changed_everywhere(client, model, ada):
    client.post(f"{PAGE}texts/title/", {"value": "Warmer homes", "version": 1})
    model.refresh_from_db()

    assert model.title == "Warmer homes"


def test_a_model_is_archived_and_comes_back(client, model, ada):
    client.post(f"{PAGE}archive/")
    assert PAGE not in client.get("/logic-models/").content.decode()
    assert "Archived on" in client.get(PAGE).content.decode()

    client.post(f"{PAGE}archive/")
    assert PAGE in client.get("/logic-models/").content.decode()


def test_undo_takes_back_ones_own_last_change_and_redo_does_it_again(client, model, ada):
    before = get_state(model)
    client.post(f"{PAGE}steps/visits/remove/", {"version": 1})
    client.post(f"{PAGE}undo/")
    model.refresh_from_db()
    undone = get_state(model)

    client.post(f"{PAGE}undo/", {"again": "yes"})
    model.refresh_from_db()

    assert same_content(undone, before)
    assert "visits" not in get_state(model).steps


def test_undo_refuses_with_a_sentence(client, town, model, ada):
    client.post(f"{PAGE}texts/problem/", {"value": "Mine", "version": 1})
    bea = make_person("Bea", town, "programme-team")
    add_events(by=bea, model=model, changes=[("set text", {"name": "problem", "value": "Hers"})])

    page = client.post(f"{PAGE}undo/", follow=True).content.decode()

    assert "Somebody changed the same text since. Nothing was taken back." in page
    model.refresh_from_db()
    assert get_state(model).texts["problem"] == "Hers"


def test_nothing_to_undo_or_redo_is_said(client, model, ada):
    assert (
        "There is no change of yours to take back."
        in client.post(f"{PAGE}undo/", follow=True).content.decode()
    )
    assert (
        "There is nothing to do again."
        in client.post(f"{PAGE}undo/", {"again": "yes"}, follow=True).content.decode()
    )
