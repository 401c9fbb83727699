import pytest

from fairplace.town.logicmodels.operations.event import add_events
from fairplace.town.logicmodels.queries.model import get_state
from fairplace.town.logicmodels.rules.state import Kind
from tests.factories import (
    make_logic_model,
    make_measure,
    make_objective,
    make_recommendation,
    make_workstream,
)
from tests.factories.logicmodels import put_step

PAGE = "/logic-models/warm-homes/"


def state_of(model):
    model.refresh_from_db()
    return get_state(model)


def test_an_output_is_added_with_its_denominator(client, model, ada):
    fields = {
        "version": 0,
        "kind": "output",
        "text": "Homes reached",
        "target": "1,000",
        "out_of": "",
        "out_of_what": "",
    }
    address = f"{PAGE}steps/add/?kind=output"

    refused = client.post(address, {**fields, "target": "1000"}).content.decode()
    client.post(
        address, {**fields, "target": "1000", "out_of": "6400", "out_of_what": "cold homes", "unit": "homes"}
    )

    assert "A number says little alone. Say out of how many." in refused
    assert "Say who or what those are." in refused
    added = state_of(model).column(Kind.OUTPUT)[-1]
    assert (added.text, added.target, added.out_of, added.out_of_what) == (
        "Homes reached",
        1000,
        6400,
        "cold homes",
    )


def test_an_outcome_keeps_its_measure_early_signs_and_lag(client, town, model, ada):
    make_measure(town, "worry")
    fields = {
        "version": 0, "kind": "medium", "text": "Less worry", "measure": "worry",
        "early": "- Said so\n\n- Calls fewer\r\n- Said so", "lag": "24",
    }  # fmt: skip

    client.post(f"{PAGE}steps/add/?kind=medium", fields)

    added = state_of(model).column(Kind.MEDIUM)[0]
    assert (added.measure, added.early, added.lag) == ("worry", ("Said so", "Calls fewer"), 24)


def test_only_the_fields_that_differ_are_written(client, model, ada):
    client.post(
        f"{PAGE}steps/homes/", {"version": 1, "kind": "output", "text": "Homes mended", "unit": "homes"}
    )
    client.post(
        f"{PAGE}steps/homes/", {"version": 2, "kind": "output", "text": "Homes mended", "unit": "homes"}
    )

    events = list(model.events.order_by("-seq").values_list("verb", "said")[:2])
    assert events[0] == ("put step", {"key": "homes", "unit": "homes"})
    assert events[1][0] == "put link"


def test_a_step_moves_to_another_column_at_its_end(client, model, ada):
    client.post(f"{PAGE}steps/visits/", {"version": 1, "kind": "output", "text": "Visit homes"})

    assert [one.key for one in state_of(model).column(Kind.OUTPUT)] == ["homes", "visits"]


def test_a_clash_shows_both_and_saving_again_writes_over(client, model, ada):
    add_events(by=ada, model=model, changes=[("put step", {"key": "visits", "text": "Theirs"})])
    mine = {"version": 1, "kind": "activity", "text": "Mine", "detail": "Long thoughts"}

    answer = client.post(f"{PAGE}steps/visits/", mine)
    page = answer.content.decode()

    assert answer.status_code == 409
    for words in ("Theirs", "Mine", "Long thoughts", 'name="version" value="2"'):
        assert words in page
    client.post(f"{PAGE}steps/visits/", {**mine, "version": 2})
    assert (state_of(model).steps["visits"].text, state_of(model).steps["visits"].detail) == (
        "Mine",
        "Long thoughts",
    )


def test_a_step_that_was_taken_away_while_somebody_wrote_comes_back_with_their_words(client, model, ada):
    add_events(by=ada, model=model, changes=[("remove step", {"key": "visits"})])
    mine = {"version": 1, "kind": "activity", "text": "Mine", "detail": "Long thoughts"}

    answer = client.post(f"{PAGE}steps/visits/", mine)

    assert answer.status_code == 409
    assert "Somebody took this away meanwhile" in answer.content.decode()
    assert "Long thoughts" in answer.content.decode()
    client.post(f"{PAGE}steps/visits/", {**mine, "version": 0})
    assert state_of(model).steps["visits"].text == "Mine"
    assert client.get(f"{PAGE}steps/never/").status_code == 404


def test_what_is_typed_wrongly_is_kept(client, model, ada):
    page = client.post(
        f"{PAGE}steps/homes/", {"version": 1, "kind": "output", "text": "T", "target": "many"}
    ).content.decode()

    assert "Write a number, such as 310." in page
    assert 'value="many"' in page


@pytest.mark.parametrize(
    ("key", "way", "order"),
    [
        ("mend", "up", ["mend", "visits"]),
        ("visits", "down", ["mend", "visits"]),
        ("visits", "up", ["visits", "mend"]),
    ],
)
def test_a_step_moves_up_and_down_and_stays_at_the_ends(client, model, ada, key, way, order):
    client.post(f"{PAGE}steps/{key}/move/", {"way": way})

    assert [one.key for one in state_of(model).column(Kind.ACTIVITY)] == order


def test_steps_that_share_a_place_can_be_moved_apart(client, town, group, ada):
    model = make_logic_model(town, "flat", [put_step("a"), put_step("b"), put_step("c")], group=group)

    client.post("/logic-models/flat/steps/c/move/", {"way": "up"})
    assert [one.key for one in state_of(model).column(Kind.ACTIVITY)] == ["a", "c", "b"]
    client.post("/logic-models/flat/steps/a/move/", {"way": "down"})
    assert [one.key for one in state_of(model).column(Kind.ACTIVITY)] == ["c", "a", "b"]


def test_a_step_is_taken_away_only_as_it_was_read(client, model, ada):
    page = client.post(f"{PAGE}steps/visits/remove/", {"version": 7}, follow=True).content.decode()

    assert "Look at it again before you take it away." in page
    assert "visits" in state_of(model).steps
    client.post(f"{PAGE}steps/visits/remove/", {"version": 1})
    assert "visits" not in state_of(model).steps
    assert "visits-homes" not in state_of(model).links


def test_an_activity_points_at_work_found_by_words(client, town, model, ada):
    make_workstream(town, "W1")
    make_recommendation(make_objective(town), "R1")
    address = f"{PAGE}steps/visits/points/"

    assert "Work W1" in client.get(address, {"q": "w1 WORK"}).content.decode()
    assert "Nothing fits" in client.get(address, {"q": "nowhere"}).content.decode()
    client.post(address, {"add": "workstream:W1"})
    client.post(address, {"add": "recommendation:R1"})
    client.post(address, {"add": "workstream:W9"})
    client.post(address, {"add": "measure:jobs"})
    assert state_of(model).steps["visits"].points == ("workstream:W1", "recommendation:R1")

    client.post(address, {"remove": "workstream:W1"})
    assert state_of(model).steps["visits"].points == ("recommendation:R1",)


def test_a_pointer_to_nothing_is_named_and_not_lost_by_saving(client, town, model, ada):
    add_events(
        by=ada,
        model=model,
        changes=[
            ("put step", {"key": "warm", "measure": "gone"}),
            ("put step", {"key": "visits", "points": ["workstream:W9"]}),
        ],
    )

    page = client.get(PAGE).content.decode()
    client.post(
        f"{PAGE}steps/warm/",
        {"version": 2, "kind": "short", "text": "Warm", "measure": "gone", "local": "Asked"},
    )

    assert "workstream:W9 is not there any more" in page
    assert "points at measure gone, which is not there" in page
    assert state_of(model).steps["warm"].measure == "gone"


def test_a_model_stands_behind_a_step_but_never_behind_itself(client, town, group, model, ada):
    inner = make_logic_model(town, "inner", [put_step("a")], group=group)
    innermost = make_logic_model(town, "innermost", [put_step("a", child="warm-homes")], group=group)
    add_events(by=ada, model=inner, changes=[("put step", {"key": "a", "child": "innermost"})])
    fields = {"version": 1, "kind": "activity", "text": "Visit homes"}

    for slug in ("warm-homes", "inner", "innermost"):
        refused = client.post(f"{PAGE}steps/visits/", {**fields, "child": slug})
        assert refused.status_code == 200
    add_events(by=ada, model=innermost, changes=[("put step", {"key": "a", "child": ""})])
    client.post(f"{PAGE}steps/visits/", {**fields, "child": "inner"})

    assert state_of(model).steps["visits"].child == "inner"
    assert client.get(f"{PAGE}steps/add/?kind=dream").status_code == 404
