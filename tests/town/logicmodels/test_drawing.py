"""Drawings: the same state gives the same bytes, nothing is told by colour alone, and files are for their readers."""

import hashlib
import io
import xml.etree.ElementTree as ET
from datetime import datetime, timedelta

import docx
import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from fairplace.town.logicmodels.drawing import draw
from fairplace.town.logicmodels.models import ModelEvent
from fairplace.town.logicmodels.operations.event import add_events
from fairplace.town.logicmodels.paper import TALL, WIDE, choose_page
from fairplace.town.logicmodels.rules.difference import find_differences
from fairplace.town.logicmodels.rules.layout import lay_out
from fairplace.town.logicmodels.rules.state import (
    Event,
    Evidence,
    Kind,
    State,
    apply,
    from_json,
    replay,
    to_json,
)
from fairplace.town.logicmodels.showing import draw_pair
from fairplace.town.logicmodels.strokes import Mark
from tests.factories import make_person, make_town
from tests.factories.logicmodels import make_linked_model

SVG = "{http://www.w3.org/2000/svg}"


def make_state(steps=3) -> State:
    """Return a chain of steps over the columns, with a link of each strength of evidence in turn."""
    said = [
        (
            "put step",
            {"key": f"s{n}", "kind": list(Kind)[n % 7].value, "text": f"Step <{n}> & more", "order": n},
        )
        for n in range(steps)
    ]
    said += [
        (
            "put link",
            {"key": f"l{n}", "start": f"s{n}", "end": f"s{n + 1}", "evidence": list(Evidence)[n % 6].value},
        )
        for n in range(steps - 1)
    ]
    return replay(Event(n, verb, one) for n, (verb, one) in enumerate(said, start=1))


def read_texts(svg: str) -> list[str]:
    return [one.text for one in ET.fromstring(svg).iter(f"{SVG}text")]


def test_a_drawing_is_one_image_with_a_title_and_a_description():
    root = ET.fromstring(draw(make_state(), title="Warm & dry", key="k"))

    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "Warm & dry"
    assert root.get("aria-labelledby") == root.find(f"{SVG}title").get("id") == "k-title"
    assert root.find(f"{SVG}desc").text == (
        "Inputs: 1, Activities: 1, Outputs: 1. Links: 2. The outline says the same in words, with the reason for each link."
    )


def test_what_people_write_is_never_markup():
    state = apply(
        State(), Event(1, "put step", {"key": "s", "kind": "input", "text": "<script>alert(1)</script>"})
    )

    root = ET.fromstring(draw(state, title='"><script>'))

    assert not [one for one in root.iter() if one.tag.endswith("script")]
    assert "<script>alert(1)</script>" in "".join(read_texts(draw(state, title="t"))).replace(" ", "")


def test_marks_are_words_and_shapes_and_in_the_legend_for_links():
    marks = {"s1": Mark("Getting worse", "worse"), "l0": Mark("In doubt", "doubt")}

    svg = draw(make_state(), title="t", marks=marks)

    assert "Getting worse" in read_texts(svg)
    assert "In doubt" in read_texts(svg)
    assert svg.count("logic__mark--worse") == 1
    assert svg.count("logic__mark--doubt") == 2


def test_the_legend_names_each_kind_of_line_that_is_used_and_no_other():
    texts = read_texts(draw(make_state(3), title="t"))

    assert "We expect it; nobody has tried" in texts
    assert "Reviews of many studies show it" not in texts


def test_the_same_state_gives_the_same_bytes_and_another_gives_others():
    state = make_state(40)
    again = from_json(to_json(state))

    digests = {hashlib.sha256(draw(one, title="t").encode()).hexdigest() for one in (state, again)}
    moved = apply(state, Event(state.seq + 1, "put step", {"key": "s0", "text": "Else"}))

    assert len(digests) == 1
    assert hashlib.sha256(draw(moved, title="t").encode()).hexdigest() not in digests


def test_a_link_that_leads_back_is_named_in_the_legend():
    state = apply(make_state(3), Event(6, "put link", {"key": "back", "start": "s2", "end": "s0"}))

    assert "Leads back" in read_texts(draw(state, title="t"))


@pytest.mark.parametrize(("steps", "least"), [(15, 11), (60, 6.5), (120, 5.5)])
def test_letters_on_one_a3_page_can_be_read(steps, least):
    state = make_state(steps)

    frame, is_wide = choose_page(state, {}, {})

    laid = lay_out(state, frame)
    width, height = WIDE if is_wide else TALL
    points = frame.letter * min(width / laid.width, height / (laid.height + 40)) / 25.4 * 72
    assert points >= least


def test_differences_leave_places_out():
    old = make_state(3)
    new = old
    for verb, said in (
        ("put step", {"key": "s0", "order": 9}),
        ("put step", {"key": "s1", "text": "Else"}),
        ("put step", {"key": "s9", "kind": "impact", "text": "New"}),
        ("remove step", {"key": "s2"}),
    ):
        new = apply(new, Event(new.seq + 1, verb, said))

    assert find_differences(old, new) == {"s1": "changed", "s2": "removed", "s9": "added", "l1": "removed"}


# --- Files ---


@pytest.fixture
def town(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_town()


@pytest.fixture
def model(town):
    ada = make_person("Ada", town, "programme-team")
    return make_linked_model(
        town, steps={"a": "input", "b": "activity"}, links=[("a", "b")], by=ada, is_illustrative=True
    )


def open_file(kind, query="", client=None):
    return (client or Client()).get(f"/logic-models/warm-homes/drawing.{kind}{query}")


def test_the_drawing_leaves_as_svg_and_png(model):
    svg, png = open_file("svg"), open_file("png")

    assert svg["Content-Type"] == "image/svg+xml"
    assert {"Warm homes", "a", "b"} <= set(read_texts(svg.content.decode()))
    assert png.content.startswith(b"\x89PNG")
    assert open_file("png").content == png.content
    assert open_file("gif").status_code == 404


def test_the_pdf_is_tagged_and_has_the_drawing_on_one_a3_page_then_the_outline(model):
    reader = PdfReader(io.BytesIO(open_file("pdf").content))

    first, second = reader.pages[:2]
    assert [round(float(side)) for side in first.mediabox[2:]] == [1191, 842]
    assert [round(float(side)) for side in second.mediabox[2:]] == [595, 842]
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "The same in words" in second.extract_text()
    assert "no reason given yet" in second.extract_text()


def test_the_word_file_has_the_drawing_with_words_and_the_outline(model):
    word = docx.Document(io.BytesIO(open_file("docx").content))

    assert len(word.inline_shapes) == 1
    assert "Inputs: 1" in word.inline_shapes[0]._inline.docPr.get("descr")
    assert [table.rows[1].cells[0].text for table in word.tables] == ["a", "b"]
    assert word.sections[0].page_width > word.sections[0].page_height > word.sections[1].page_width


def test_an_old_day_and_an_old_change_redraw_exactly(model):
    """What was drawn then, and what is drawn now for then, have the same digest."""
    ModelEvent.objects.update(at=timezone.now() - timedelta(days=3))
    then = timezone.localdate() - timedelta(days=2)
    before = open_file("svg", f"?on={then}").content
    by_number = open_file("svg", f"?seq={model.seq}").content

    add_events(
        by=None,
        model=model,
        changes=[("put step", {"key": "a", "text": "Something else"}), ("remove step", {"key": "b"})],
    )

    assert hashlib.sha256(open_file("svg", f"?on={then}").content).digest() == hashlib.sha256(before).digest()
    assert open_file("svg", f"?seq={model.seq}").content == by_number
    assert "Something else" in read_texts(open_file("svg").content.decode())
    assert open_file("svg", "?on=1999-01-01").status_code == 200


@pytest.mark.parametrize("query", ["?on=yesterday", "?seq=x", "?seq=-1", "?seq=9999999999"])
def test_what_is_no_moment_leads_nowhere(model, query):
    assert open_file("svg", query).status_code == 404


def test_the_public_sees_a_towns_own_model_as_it_was_approved_and_not_later(town):
    model = make_linked_model(town, steps={"a": "input"})
    assert open_file("svg").status_code == 404

    model.versions.create(number=1, seq=model.seq, approved_on=timezone.localdate())
    add_events(
        by=None, model=model, changes=[("put step", {"key": "b", "kind": "input", "text": "Not for you"})]
    )
    inside = Client()
    inside.force_login(make_person("Ben", town, "contributor"))

    for query in ("", "?seq=99", f"?on={timezone.localdate()}"):
        assert "Not for you" not in read_texts(open_file("svg", query).content.decode())
        assert "Not for you" in read_texts(open_file("svg", query, inside).content.decode())


def test_a_day_is_over_at_midnight_in_luton(model):
    """In summer the clock on the wall is an hour ahead of the one in the database."""
    zone = timezone.get_default_timezone()
    ModelEvent.objects.filter(seq__lt=model.seq).update(at=datetime(2025, 7, 1, 23, 30, tzinfo=zone))
    ModelEvent.objects.filter(seq=model.seq).update(at=datetime(2025, 7, 2, 0, 30, tzinfo=zone))

    drawn = open_file("svg", "?on=2025-07-01").content.decode()

    assert "Links: 0" in drawn


def test_two_states_are_drawn_with_what_differs_marked(model):
    old = from_json(model.state)
    new = apply(
        apply(old, Event(old.seq + 1, "remove step", {"key": "b"})),
        Event(old.seq + 2, "put step", {"key": "c", "kind": "input", "text": "c"}),
    )

    before, after = draw_pair(model, old, new, ("Then", "Now"))

    assert "Taken away" in read_texts(before.svg)
    assert "New" not in read_texts(before.svg)
    assert "New" in read_texts(after.svg)
    assert (before.columns, after.columns) == (2, 1)
