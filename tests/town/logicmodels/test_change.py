"""Changes that the canvas sends: checked, never written over somebody else's silently, and safe to send again."""

import json
import time

import pytest
from django.core.cache import caches
from django.test import Client

from fairplace.town.logicmodels.models import LogicModel, ModelEvent
from fairplace.town.logicmodels.operations.change import change_model
from fairplace.town.logicmodels.operations.event import ChangedMeanwhile
from fairplace.town.logicmodels.presence import SECONDS
from fairplace.town.logicmodels.queries.change import MOST
from fairplace.town.logicmodels.rules.change import LINKS, STEPS, ChangeRefused, check_change
from fairplace.town.logicmodels.rules.state import Event, Evidence, from_json, replay
from fairplace.town.people.models import AuditEvent
from tests.factories import make_person, make_town
from tests.factories.logicmodels import make_linked_model

ADDRESS = "/logic-models/warm-homes/changes/"


@pytest.fixture
def town(db, settings, tmp_path):
    caches["shared"].clear()
    return make_town()


@pytest.fixture
def ada(town):
    return make_person("Ada", town, "programme-team")


@pytest.fixture
def dee(town):
    return make_person("Dee", town, "programme-team")


@pytest.fixture
def model(town, ada):
    return make_linked_model(
        town, steps={"a": "input", "b": "activity", "c": "output"}, links=[("a", "b")], by=ada
    )


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def post(client, changes, seen=None, *, since=0, **more):
    body = {
        "changes": [{"verb": verb, "said": said} for verb, said in changes],
        "seen": seen or {},
        "since": since,
        **more,
    }
    return client.post(ADDRESS, json.dumps(body), content_type="application/json")


def state_now():
    return from_json(LogicModel.objects.get().state)


def test_each_sees_what_the_other_did_and_who_it_was(model, ada, dee):
    post(client_of(ada), [("put step", {"key": "d", "kind": "impact", "text": "Nobody is cold"})], {"d": 0})

    theirs = client_of(dee).get(f"{ADDRESS}?since={model.seq}").json()
    own = client_of(ada).get(f"{ADDRESS}?since={model.seq}").json()

    event = {
        "seq": model.seq + 1,
        "verb": "put step",
        "said": {"key": "d", "kind": "impact", "text": "Nobody is cold"},
        "by": "Ada",
    }
    assert theirs["events"] == [{**event, "mine": False}]
    assert own["events"] == [{**event, "mine": True}]


def test_who_else_is_here_is_told_and_forgotten(model, ada, dee, monkeypatch):
    assert client_of(ada).get(f"{ADDRESS}?since=0").json()["here"] == []
    assert client_of(dee).get(f"{ADDRESS}?since=0").json()["here"] == ["Ada"]
    assert client_of(ada).get(f"{ADDRESS}?since=0").json()["here"] == ["Dee"]

    later = time.time() + SECONDS + 1
    monkeypatch.setattr("fairplace.town.logicmodels.presence.time.time", lambda: later)
    assert client_of(ada).get(f"{ADDRESS}?since=0").json()["here"] == []


def test_nothing_new_costs_no_body_and_few_questions(model, ada, django_assert_max_num_queries):
    client = client_of(ada)
    first = client.get(f"{ADDRESS}?since={model.seq}")

    with django_assert_max_num_queries(9):
        again = client.get(f"{ADDRESS}?since={model.seq}", headers={"If-None-Match": first["ETag"]})
    packed = client.get(f"{ADDRESS}?since={model.seq}", headers={"If-None-Match": f"W/{first['ETag']}"})

    assert (again.status_code, again.content) == (304, b"")
    assert packed.status_code == 304
    post(client, [("put step", {"key": "a", "order": 7})])
    assert (
        client.get(f"{ADDRESS}?since={model.seq}", headers={"If-None-Match": first["ETag"]}).status_code
        == 200
    )


def test_whoever_is_far_behind_gets_the_whole(model, ada):
    add = [("put step", {"key": "a", "order": float(n)}) for n in range(1, MOST + 2)]
    change_model(by=ada, model=model, changes=add)

    said = client_of(ada).get(f"{ADDRESS}?since=0").json()

    assert {one["key"] for one in said["state"]["steps"]} == {"a", "b", "c"}
    assert "events" not in said
    assert "state" in client_of(ada).get(f"{ADDRESS}?since=99999").json()


def test_the_second_who_changes_the_same_step_is_shown_the_first(model, ada, dee):
    seen = {"a": model_version("a")}
    assert post(client_of(ada), [("put step", {"key": "a", "text": "Ada's"})], seen).status_code == 200

    clash = post(client_of(dee), [("put step", {"key": "a", "text": "Dee's"})], seen, since=model.seq)

    assert clash.status_code == 409
    assert clash.json()["events"][0]["said"]["text"] == "Ada's"
    assert clash.json()["events"][0]["by"] == "Ada"
    assert state_now().steps["a"].text == "Ada's"


def model_version(key):
    state = state_now()
    return (state.steps.get(key) or state.links[key]).version


def test_a_change_that_was_stored_can_be_sent_again(model, ada):
    """When the answer got lost, the browser cannot know; nothing is doubled and nothing clashes with itself."""
    batch = [
        ("put step", {"key": "d", "kind": "impact", "text": "Warm"}),
        ("put link", {"key": "l1", "start": "b", "end": "d"}),
    ]
    seen = {"d": 0, "l1": 0}
    first = post(client_of(ada), batch, seen, since=model.seq)

    again = post(client_of(ada), batch, seen, since=model.seq)

    assert again.status_code == 200
    assert again.json() == first.json()
    assert post(client_of(ada), [("remove link", {"key": "l1"})], {"l1": 1}).status_code == 200
    assert post(client_of(ada), [("remove link", {"key": "l1"})], {"l1": 1}).status_code == 200
    assert ModelEvent.objects.filter(verb="remove link").count() == 1


def test_a_step_that_comes_back_does_not_pass_for_its_old_self(model, ada, dee):
    version = model_version("a")
    post(client_of(ada), [("remove step", {"key": "a"})], {"a": version})
    post(
        client_of(ada),
        [("put step", {"key": "a", "kind": "input", "text": "a", "version": version + 1})],
        {"a": 0},
    )

    late = post(client_of(dee), [("put step", {"key": "a", "text": "Dee's"})], {"a": version})

    assert late.status_code == 409


def test_taking_back_names_only_what_is_ones_own(model, ada, dee):
    own = post(client_of(ada), [("put step", {"key": "a", "text": "x"})]).json()["seq"]
    post(client_of(dee), [("put step", {"key": "a", "text": "y"})], undoes=own)
    post(client_of(ada), [("put step", {"key": "a", "text": "z"})], undoes=own)

    assert list(ModelEvent.objects.order_by("-seq").values_list("undoes", flat=True)[:2]) == [own, None]


def test_what_was_changed_is_written_down(model, ada):
    post(client_of(ada), [("put step", {"key": "a", "text": "New words"})])

    record = AuditEvent.objects.latest("pk")
    assert (record.verb, record.kind, record.subject) == ("changed", "logic model", "warm-homes")
    assert record.after == {"events": [["put step", {"key": "a", "text": "New words"}]]}


STEP = {"key": "d", "kind": "input", "text": "d"}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("put step", {**STEP, "text": "  "}), "A step needs a few words."),
        (("put step", {**STEP, "text": "x" * 201}), "A step can have up to 200 letters."),
        (
            ("put step", {**STEP, "detail": "x" * 2001}),
            "This text is too long. It can have up to 2000 letters.",
        ),
        (("put step", {**STEP, "kind": "dream"}), "The place: kind."),
        (("put step", {**STEP, "colour": "red"}), "The place: colour."),
        (("put step", {**STEP, "key": "a b"}), "The place: key."),
        (("put step", {**STEP, "text": "a\0b"}), "The place: text."),
        (("put step", {**STEP, "target": 1e300}), "The place: target."),
        (("put step", {"key": "d", "text": "d"}), "The step was taken away meanwhile."),
        (("put step", {**STEP, "key": "a-b"}), "A step cannot have the key of a link."),
        (("put link", {"key": "l", "start": "a", "end": "a"}), "A step cannot lead to itself."),
        (("put link", {"key": "l", "start": "a", "end": "z"}), "One of the two steps was taken away"),
        (("put link", {"key": "l", "start": "a", "end": "b"}), "These two steps are linked already."),
        (("put link", {"key": "l", "rationale": "So"}), "The link was taken away meanwhile."),
        (("put link", {"key": "c", "start": "a", "end": "c"}), "A link cannot have the key of a step."),
        (("put link", {"key": "a-b", "evidence": "magic"}), "The place: evidence."),
        (("add note", {"key": "d"}), "could not be read"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(model, ada, change, sentence):
    answer = post(client_of(ada), [change])

    assert answer.status_code == 400
    assert sentence in answer.json()["refused"]
    assert state_now().seq == model.seq


@pytest.mark.parametrize("body", ["", "[]", "{", '{"changes": []}', '{"changes": [], "who": 1}', "nul\0"])
def test_what_cannot_be_read_is_refused(model, ada, body):
    answer = client_of(ada).post(ADDRESS, body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()["refused"]


def test_too_much_at_once_is_refused(model, ada):
    many = [("put step", {"key": "a", "order": float(n)}) for n in range(401)]
    assert "too much at once" in post(client_of(ada), many).json()["refused"]

    long = client_of(ada).post(ADDRESS, "x" * 400_001, content_type="application/json")
    assert "too much at once" in long.json()["refused"]


def test_a_batch_is_taken_whole_or_not_at_all(model, ada):
    answer = post(client_of(ada), [("put step", STEP), ("put link", {"key": "l", "start": "d", "end": "z"})])

    assert answer.status_code == 400
    assert "d" not in state_now().steps


def test_models_have_limits():
    many = [("put step", {"key": f"s{n}", "kind": "input", "text": "x"}) for n in range(STEPS)]
    ends = [(one, other) for one in range(30) for other in range(30) if one != other][:LINKS]
    links = [("put link", {"key": f"l{a}-{b}", "start": f"s{a}", "end": f"s{b}"}) for a, b in ends]
    state = replay(Event(n, verb, said) for n, (verb, said) in enumerate([*many, *links], start=1))

    with pytest.raises(ChangeRefused, match="up to 300 steps"):
        check_change(state, "put step", STEP)
    with pytest.raises(ChangeRefused, match="up to 600 links"):
        check_change(state, "put link", {"key": "l", "start": "s40", "end": "s41"})


def test_an_archived_model_is_not_changed(model, ada):
    LogicModel.objects.update(archived_on="2026-01-01")

    assert "is archived" in post(client_of(ada), [("put step", STEP)]).json()["refused"]


def test_a_forged_form_changes_nothing(model, ada):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)

    assert post(client, [("put step", STEP)]).status_code == 403


def test_only_those_who_lead_the_group_see_and_make_changes(model, town):
    for person in (make_person("Ben", town, "contributor"), make_person("Eve", town, "group-chair")):
        assert client_of(person).get(f"{ADDRESS}?since=0").status_code == 403
        assert post(client_of(person), [("put step", STEP)]).status_code == 403
    assert Client().get(f"{ADDRESS}?since=0").status_code == 302
    assert post(Client(), [("put step", STEP)]).status_code == 302


def test_another_towns_model_is_not_found(model):
    other = make_town("slough", "E06000039", "Slough", is_default=False)
    person = make_person("Fay", other, "programme-team")

    assert client_of(person).get("/towns/slough/logic-models/warm-homes/changes/?since=0").status_code == 404


@pytest.mark.parametrize("since", ["x", "-1", "9999999999", "1.5"])
def test_events_are_numbered(model, ada, since):
    assert client_of(ada).get(f"{ADDRESS}?since={since}").status_code == 404


def test_two_who_write_at_once_lose_nothing(model, ada, dee):
    change_model(
        by=ada,
        model=model,
        changes=[("put link", {"key": "a-b", "rationale": "Ada's reason"})],
        seen={"a-b": 1},
    )

    with pytest.raises(ChangedMeanwhile):
        change_model(by=dee, model=model, changes=[("remove link", {"key": "a-b"})], seen={"a-b": 1})

    link = state_now().links["a-b"]
    assert (link.rationale, link.evidence) == ("Ada's reason", Evidence.NONE)


def test_a_tidier_order_is_offered_and_changes_nothing_by_itself(town, ada):
    links = [("a", "d"), ("b", "c")]
    steps = {"a": "input", "b": "input", "c": "output", "d": "output"}
    make_linked_model(town, steps=steps, links=links, by=ada)
    before = state_now()

    orders = client_of(ada).get("/logic-models/warm-homes/tidier/").json()["orders"]

    assert set(orders) <= set(steps)
    assert orders
    assert state_now() == before


def test_the_canvas_page_holds_the_model_and_its_words(model, ada):
    answer = client_of(ada).get("/logic-models/warm-homes/canvas/")

    data = answer.context["canvas"]
    assert {one["key"] for one in data["model"]["steps"]} == {"a", "b", "c"}
    assert [one["kind"] for one in data["kinds"]] == [
        "input",
        "activity",
        "output",
        "short",
        "medium",
        "long",
        "impact",
    ]
    assert data["words"]["undo"] == "Undo"
    assert 'href="/logic-models/warm-homes/"' in answer.content.decode()
