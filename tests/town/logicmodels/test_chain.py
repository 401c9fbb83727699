import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fairplace.town.chain.queries import get_chain, list_faults
from fairplace.town.chain.rules import CHECKS
from tests.factories import (
    make_group,
    make_history,
    make_indicator,
    make_logic_model,
    make_measure,
    make_objective,
    make_observations,
    make_recommendation,
    make_workstream,
)
from tests.factories.logicmodels import note, put_link, put_step
from tests.town.logicmodels.test_alive import STEPS, read

pytestmark = pytest.mark.django_db


def faults(town, code):
    chain = get_chain(town=town)
    return [
        (one.record[1], one.sentence, one.fix_url)
        for one in list_faults(town=town, chain=chain)[CHECKS[code]]
    ]


def test_steps_stand_between_work_and_measures(town, group):
    make_workstream(town, "W1")
    make_recommendation(make_objective(town), "R1")
    make_measure(town, "worry")
    make_logic_model(town, "inner", [put_step("x")], group=group)
    changes = [
        put_step("a", points=["workstream:W1", "recommendation:R1"]),
        put_step("b", "long", measure="worry", child="inner"),
    ]
    make_logic_model(town, "homes", changes, group=group)

    chain = get_chain(town=town)

    assert set(chain.list_above(("step", "homes.a"))) == {
        ("logic-model", "homes"),
        ("workstream", "W1"),
        ("recommendation", "R1"),
    }
    assert set(chain.list_below(("step", "homes.b"))) == {("measure", "worry"), ("logic-model", "inner")}
    assert ("group", "housing") in chain.list_below(("logic-model", "homes"))
    assert chain.broken == ()


def test_a_pointer_to_nothing_is_a_broken_tie(town, group):
    make_logic_model(town, "homes", [put_step("a", points=["workstream:W9"])], group=group)

    assert [sentence for _id, sentence, _url in faults(town, "broken-tie")] == [
        "Step a is tied to workstream W9, which is not in force any more."
    ]


def test_the_public_chain_has_the_models_that_everybody_may_read(town, group):
    make_logic_model(town, "hidden", [put_step("a")], group=group)
    make_logic_model(town, "shown", [put_step("a")], group=group, is_illustrative=True)

    public = get_chain(town=town).only_public()

    assert {key for key in public.records if key[0] in ("step", "logic-model")} == {
        ("logic-model", "shown"),
        ("step", "shown.a"),
    }


def test_the_lint_has_one_line_a_model_for_each_check(town, group):
    make_logic_model(town, "homes", [put_step("a"), put_step("b"), put_step("c")], group=group)
    make_logic_model(town, "other", [put_step("a")], group=group)

    assert faults(town, "model-orphan") == [
        ("homes", "“Step a” has no link to or from it. And 2 more.", "/logic-models/homes/#checks"),
        ("other", "“Step a” has no link to or from it.", "/logic-models/other/#checks"),
    ]
    assert [found[0] for found in faults(town, "model-nobody-carries")] == ["homes", "other"]


def test_templates_and_archived_models_are_not_asked(town, group):
    make_logic_model(town, "t", [put_step("a")], is_template=True)
    make_logic_model(town, "old", [put_step("a")], archived_on="2026-01-01")

    assert faults(town, "model-orphan") == []


def test_promises_that_are_due_and_links_in_doubt_are_told(town):
    indicator = make_indicator(polarity="low")
    make_observations(indicator, town.place, [(10 + n, 9.9 + n, 10.1 + n) for n in range(8)])
    make_measure(town, "worry", indicator=indicator)
    make_history(town, "homes", [note("", "start", "2020-01-01"), *STEPS, *read(1, 2, 3, 4)])

    promises = faults(town, "promise-due")

    assert (
        "homes",
        "“Warmer” can be judged since January 2021, and nobody has yet.",
        "/logic-models/homes/notes/add/?about=soon&what=rating",
    ) in promises
    assert (
        "homes",
        "The early signs of “Less worry” were to be looked at in January 2021.",
        "/logic-models/homes/notes/add/?about=mid&what=early+sign",
    ) in promises
    assert faults(town, "link-in-doubt") == [
        (
            "homes",
            "“Homes mended” grew in each of the last 3 readings (1, 2, 3, 4), but for “Less worry” the test says "
            "it gets worse, and a change could be expected since January 2022.",
            "/logic-models/homes/#step-out",
        )
    ]


def test_the_trace_of_a_step_opens_by_its_code(client, town, group):
    make_logic_model(
        town,
        "homes",
        [put_step("a"), put_step("b", "output"), put_link("a", "b")],
        group=group,
        is_illustrative=True,
    )

    assert client.get("/trace/step/homes.a/").status_code == 200
    assert client.get("/trace/step/homes.a.json").status_code == 200
    assert client.get("/trace/logic-model/homes/").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/logic-models/",
        "/logic-models/promises/",
        "/logic-models/m1/",
        "/plan/",
        "/measures/worry/contribution/",
    ],
)
def test_the_number_of_questions_does_not_grow_with_the_models(client, town, ada, address):
    make_measure(town, "worry")

    def fill(numbers):
        for n in numbers:
            make_workstream(town, f"W{n}")
            group = make_group(town, f"g{n}")
            steps = [
                put_step(f"a{n}", points=[f"workstream:W{n}"]),
                put_step(f"b{n}", "long", measure="worry"),
                put_link(f"a{n}", f"b{n}"),
            ]
            make_history(town, f"m{n}", [*STEPS, *steps], group=group)

    fill([1])
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    fill([2, 3])
    with CaptureQueriesContext(connection) as three:
        assert client.get(address).status_code == 200

    assert len(three) == len(one)
