import pytest

from fairplace.town.logicmodels.operations.event import add_events
from fairplace.town.logicmodels.queries.model import get_state
from fairplace.town.logicmodels.rules.checks import check_model, count_findings
from fairplace.town.logicmodels.rules.guide import QUESTIONS, find_question, split_lines
from fairplace.town.logicmodels.rules.state import Kind
from tests.factories import make_logic_model, make_measure

PAGE = "/logic-models/warm-homes/guide/"


def state_of(model):
    model.refresh_from_db()
    return get_state(model)


def test_the_guide_begins_with_the_problem_and_ends_with_how_one_would_know():
    codes = [one.code for one in QUESTIONS]

    assert codes == [
        "problem", "for_whom", "impact", "long", "medium", "short", "output", "activity", "input",
        "links", "assumptions", "outside", "equity", "measures",
    ]  # fmt: skip
    assert find_question("long") == (4, QUESTIONS[3])
    assert find_question("never") is None


def test_several_lines_become_several_answers_without_the_marks_of_a_list():
    assert split_lines(" - One\r\n\n• Two\n* One\n– Three\n") == ["One", "Two", "Three"]


def test_a_chair_who_has_never_seen_one_builds_a_model_of_fifteen_steps(client, town, group, chair):
    client.force_login(chair)
    make_measure(town, "worry")
    client.post("/logic-models/add/", {"title": "Warm homes", "group": "housing", "template": "empty"})
    page = "/logic-models/warm-homes/guide/"
    lines = {
        "impact": "Nobody is ill because of their home",
        "long": "Fewer cold homes\nFewer crowded homes",
        "medium": "Less worry\nFewer bad chests",
        "short": "Lower bills\nLess damp",
        "output": "Homes mended\nHomes inspected",
        "activity": "Mend homes\nInspect homes\nAdvise on money",
        "input": "Advisers\nOfficers\nMoney",
    }

    here = client.get(page).url
    for question in QUESTIONS:
        assert here == f"{page}{question.code}/"
        assert f"{find_question(question.code)[0]} of 14" in client.get(here).content.decode()
        here = client.post(here, {"way": "on", **answer(client, question, lines)}).url

    model = group.logic_models.get()
    state = get_state(model)
    assert here == "/logic-models/warm-homes/"
    assert len(state.steps) == 15
    assert len(state.links) == 14
    assert {name for name, text in state.texts.items() if text} == {
        "title", "problem", "for_whom", "assumptions", "outside", "equity",
    }  # fmt: skip
    # Work is pointed at on the outline; all else that the checks ask for is there.
    assert count_findings(check_model(state)) == {"nobody-carries": 3}


def answer(client, question, lines):
    """Return what somebody would fill into the page of a question."""
    if question.kind:
        return {"lines": lines[question.code]}
    form = client.get(f"/logic-models/warm-homes/guide/{question.code}/").context["form"]
    if question.asks == "text":
        return {"answer": f"About {question.code}.", "version": 0}
    if question.asks == "links":
        ends = {step.key: form.fields[f"end_{step.key}"].choices[1][0] for step in form.steps}
        return {f"end_{key}": end for key, end in ends.items()} | {f"why_{key}": "It does." for key in ends}
    return {
        f"{name}_{step.key}": value
        for step in form.steps
        for name, value in (
            ("measure", "worry"),
            ("local", ""),
            ("early", "Said so"),
            ("version", step.version),
        )
    }


def test_going_back_saves_too_and_adds_nothing_twice(client, model, ada):
    address = f"{PAGE}activity/"

    assert client.post(address, {"lines": "Advise", "way": "back"}).url == f"{PAGE}output/"
    assert (
        client.post(address, {"lines": "Advise\nVisit homes", "way": "leave"}).url
        == "/logic-models/warm-homes/"
    )

    assert [one.text for one in state_of(model).column(Kind.ACTIVITY)] == [
        "Visit homes",
        "Mend draughts",
        "Advise",
    ]


def test_the_guide_goes_on_where_an_answer_is_missing(client, model, ada):
    assert client.get(PAGE).url == f"{PAGE}for_whom/"
    assert client.get(f"{PAGE}never/").status_code == 404


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("x" * 201, "A line has at most 200 letters."),
        ("\n".join(str(n) for n in range(41)), "Forty lines at once are too many."),
    ],
)
def test_what_cannot_be_taken_is_said_and_kept(client, model, ada, lines, sentence):
    page = client.post(f"{PAGE}activity/", {"lines": lines, "way": "on"}).content.decode()

    assert sentence in page
    assert lines[-40:] in page


def test_a_clash_in_the_guide_loses_nothing(client, model, ada):
    add_events(by=ada, model=model, changes=[("set text", {"name": "problem", "value": "Theirs"})])

    answer = client.post(f"{PAGE}problem/", {"answer": "Mine", "version": 1, "way": "on"})

    assert answer.status_code == 409
    assert "Theirs" in answer.content.decode()
    assert "Mine" in answer.content.decode()
    assert client.post(f"{PAGE}problem/", {"answer": "Mine", "version": 2, "way": "on"}).status_code == 302
    assert state_of(model).texts["problem"] == "Mine"


def test_what_was_written_about_a_step_that_went_is_shown_again(client, model, ada):
    add_events(by=ada, model=model, changes=[("remove step", {"key": "mend"})])

    answer = client.post(f"{PAGE}links/", {"end_mend": "homes", "why_mend": "Long thoughts", "way": "on"})

    assert answer.status_code == 200
    assert "A step was taken away meanwhile" in answer.content.decode()
    assert "Long thoughts" in answer.content.decode()


def test_a_step_that_somebody_linked_meanwhile_can_be_linked_again(client, model, ada):
    link = {"key": "new", "start": "mend", "end": "homes"}
    add_events(by=ada, model=model, changes=[("put link", link)])

    same = client.post(
        f"{PAGE}links/", {"end_mend": "homes", "why_mend": "Kept", "way": "on"}
    ).content.decode()
    client.post(f"{PAGE}links/", {"end_mend": "warm", "why_mend": "Kept", "way": "on"})

    assert "Somebody linked these two meanwhile." in same
    assert "Kept" in same
    assert ("mend", "warm", "Kept") in {
        (one.start, one.end, one.rationale) for one in state_of(model).links.values()
    }


def test_a_reason_without_an_end_is_asked_about(client, model, ada):
    page = client.post(f"{PAGE}links/", {"end_mend": "", "why_mend": "Kept", "way": "on"}).content.decode()

    assert "Choose what it leads to, or take your reason out." in page


def test_a_measure_that_somebody_chose_meanwhile_is_not_written_over(client, town, group, ada):
    make_measure(town, "worry")
    put = ("put step", {"key": "late", "kind": "long", "text": "Late"})
    model = make_logic_model(town, "warm-homes", [put], group=group)
    add_events(by=ada, model=model, changes=[("put step", {"key": "late", "local": "Theirs"})])
    mine = {"measure_late": "worry", "local_late": "", "early_late": "Sign", "version_late": 1, "way": "on"}

    answer = client.post(f"{PAGE}measures/", mine)

    assert answer.status_code == 409
    assert "Theirs" in answer.content.decode()
    client.post(f"{PAGE}measures/", {**mine, "version_late": 2})
    late = state_of(model).steps["late"]
    assert (late.measure, late.early) == ("worry", ("Sign",))
