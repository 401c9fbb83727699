import io
import time
import zipfile
from datetime import UTC, datetime

import pytest
import vl_convert
from docx import Document as ReadDocument
from docx.oxml.ns import qn
from docx.shared import Cm
from hypothesis import given, settings
from hypothesis import strategies as st

from fairplace.town.documents.values import Bullets, Document, Heading, Paragraph, Picture
from fairplace.town.documents.word import write_word
from tests.town.documents.samples import MARKUP, make_document


def read(content: bytes):
    return ReadDocument(io.BytesIO(content))


def test_document_has_title_author_language_and_date():
    word = read(write_word(make_document(made_at=datetime(2026, 3, 4, 10, 30, tzinfo=UTC))))

    core = word.core_properties
    assert (core.title, core.author, core.language) == ("Every block", "Luton Health Equity Town", "en-GB")
    assert core.created.replace(tzinfo=UTC) == datetime(2026, 3, 4, 10, 30, tzinfo=UTC)
    assert {one.get(qn("w:val")) for one in word.styles.element.iter(qn("w:lang"))} == {"en-GB"}


def test_headings_lists_and_captions_are_real_ones():
    word = read(write_word(make_document()))

    styles = [(one.style.name, one.text) for one in word.paragraphs if one.style.name != "Normal"]

    assert styles == [
        ("Title", "Every block"),
        ("Subtitle", "In one document"),
        ("Heading 1", "First"),
        ("List Bullet", "One"),
        ("List Bullet", "Two"),
        ("List Number 2", "Two and a half"),
        ("List Number 2", "Two and three quarters"),
        ("List Bullet", "Three"),
        ("Heading 2", "Deeper"),
        ("Caption", "Sixty rows"),
        ("Caption", "A drawing"),
        ("Caption", "A picture"),
        ("Heading 1", "Second"),
    ]


def test_table_repeats_its_header_row_and_keeps_its_numbers():
    table = read(write_word(make_document())).tables[0]

    assert [cell.text for cell in table.rows[0].cells] == ["What", "How many", "Verdict", "Where"]
    assert [cell.text for cell in table.rows[8].cells] == ["Row 7", "7", "Getting better", "A page"]
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows[:3]] == [
        True,
        False,
        False,
    ]


def test_pictures_say_in_words_what_they_show():
    word = read(write_word(make_document()))

    assert [shape._inline.docPr.get("descr") for shape in word.inline_shapes] == [
        "A bar that says 55",
        "A dot",
    ]


def test_text_stands_as_it_was_written():
    word = read(write_word(make_document()))

    assert f"Decided: {MARKUP}" in [one.text for one in word.paragraphs]
    assert "Plain, bolditaliclink" in [one.text for one in word.paragraphs]


def test_each_numbered_list_begins_at_one():
    word = read(
        write_word(make_document(blocks=(Bullets(("a",), numbered=True), Bullets(("b",), numbered=True))))
    )

    numbers = [one._p.pPr.numPr.numId.val for one in word.paragraphs if one.style.name == "List Number"]

    assert len(set(numbers)) == 2


def test_banner_stands_at_the_head_of_its_pages_only():
    word = read(write_word(make_document()))

    assert [section.header.paragraphs[0].text for section in word.sections] == [
        "Every block",
        "Restricted: not for publication",
    ]


def test_words_from_right_to_left_are_marked_so():
    word = read(write_word(make_document(blocks=(Paragraph("صحت سب کے لیے"), Paragraph("Health for all")))))

    assert [one._p.find(f".//{qn('w:bidi')}") is not None for one in word.paragraphs[-2:]] == [True, False]


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_any_text_makes_a_word_document(text):
    word = read(write_word(Document(text, text, (Heading(text), Paragraph(text)))))

    assert len(word.paragraphs) == 3


def test_same_document_makes_the_same_bytes_a_minute_later(monkeypatch):
    first = write_word(make_document())
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)

    assert write_word(make_document()) == first
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("share", [1.0, 0.5])
def test_a_picture_takes_its_share_of_the_line(share):
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="500"><rect width="9" height="9"/></svg>'
    )
    wide = Picture(vl_convert.svg_to_png(svg), "png", "A wide one", share=share)

    word = read(write_word(Document("Title", "Author", (wide,))))

    assert word.inline_shapes[0].width == pytest.approx(Cm(16.6) * share, rel=0.01)
