from datetime import UTC, datetime

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from fairplace.town.documents import pages
from fairplace.town.documents.pages import draw_page
from fairplace.town.documents.pdf import set_pdf, write_pdf
from fairplace.town.documents.values import Document, Figure, Heading, PageBreak, Paragraph, PdfPage
from tests.town.documents.samples import MARKUP, SVG, make_document
from tests.town.documents.samples import read_pdf as read


def walk(node):
    """Yield every element of a PDF's tree of tags, parents first."""
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from walk(one)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from walk(node["/K"])


def tags(reader: PdfReader) -> list[str]:
    return [str(one["/S"]) for one in walk(reader.trailer["/Root"]["/StructTreeRoot"])]


def test_pdf_says_that_it_is_tagged_in_which_language_and_what_it_is_called():
    reader = read(write_pdf(make_document()))

    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Every block", "Luton Health Equity Town")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()


def test_headings_lists_tables_and_figures_are_tagged_as_such():
    found = tags(read(write_pdf(make_document())))

    assert found.count("/H1") == 2
    assert found.count("/H2") == 1
    assert found.count("/Table") == 1
    assert found.count("/TH") == 4
    assert found.count("/TD") == 240
    assert found.count("/Figure") == 2
    assert found.count("/Link") == 61


def test_every_figure_says_in_words_what_it_shows():
    tree = read(write_pdf(make_document())).trailer["/Root"]["/StructTreeRoot"]

    alts = [one["/Alt"] for one in walk(tree) if one["/S"] == "/Figure"]

    assert alts == ["A bar that says 55", "A dot"]


def test_picture_without_words_is_refused():
    document = make_document(blocks=(Figure(SVG, " "),))

    with pytest.raises(AssertionError, match="says in words"):
        write_pdf(document)


def test_each_page_carries_its_number_and_a_table_its_headings_again():
    reader = read(write_pdf(make_document()))

    texts = [page.extract_text() for page in reader.pages]

    assert "Page 1 of 20" in texts[0]
    assert texts[1].count("How many") == 1
    assert "Every block" in texts[1]


def test_break_continues_at_a_number_under_a_banner_and_its_place_is_told():
    made = set_pdf(make_document())
    reader = read(made.content)

    assert made.places == {"later": 20}
    assert reader.page_labels[-1] == "20"
    assert "Restricted: not for publication" in reader.pages[-1].extract_text()
    assert "Restricted" not in reader.pages[-2].extract_text()


def test_pages_count_out_of_the_number_given():
    made = read(write_pdf(make_document(pages=99)))

    assert "Page 20 of 99" in made.pages[-1].extract_text()


def test_nothing_people_write_is_read_as_markup():
    text = read(write_pdf(make_document(title=MARKUP, author=MARKUP))).pages[0].extract_text()

    assert "".join(text.split()).count("".join(MARKUP.split())) == 3


@settings(max_examples=40)
@given(st.text(max_size=60))
def test_any_text_makes_a_pdf(text):
    content = write_pdf(Document(text or "x", text, (Heading(text), Paragraph(text, strong=text))))

    assert content.startswith(b"%PDF")


@pytest.mark.parametrize(
    "text", ["Zażółć gęślą jaźń", "Ștefan și Țara", "ਸਿਹਤ", "આરોગ્ય", "স্বাস্থ্য", "صحت سب کے لیے", "Ünlü – “x”"]
)
def test_languages_of_the_town_are_shown_in_their_own_letters(text):
    reader = read(write_pdf(Document("x", "x", (Paragraph(text),))))

    # What stands for a glyph the font does not have would make Typst refuse PDF/UA, so it must not ask for help.
    shown = reader.pages[0].extract_text()
    assert "[" not in shown
    assert set(text.split()[0]) & set(shown)


def test_what_no_font_shows_is_put_into_words():
    text = read(write_pdf(Document("x", "x", (Paragraph("Done 🎉 สวัสดี 👩🏽‍⚕️"),)))).pages[0].extract_text()

    assert "Done [party popper] [Thai letters] [woman][staff of aesculapius]" in text


def test_same_document_makes_the_same_bytes():
    assert write_pdf(make_document()) == write_pdf(make_document())


def test_document_carries_the_date_it_is_given_or_none():
    dated = read(write_pdf(make_document(made_at=datetime(2026, 3, 4, 10, 30, tzinfo=UTC))))
    undated = read(write_pdf(make_document()))

    assert dated.metadata is not None
    assert undated.metadata is not None
    assert dated.metadata.creation_date == datetime(2026, 3, 4, 10, 30, tzinfo=UTC)
    assert undated.metadata.creation_date is None


def test_page_of_a_pdf_is_drawn_with_its_text_for_those_who_do_not_see_it():
    inner = write_pdf(Document("Inner", "x", (Paragraph("What the page says"),)))

    reader = read(write_pdf(make_document(blocks=(PageBreak(), PdfPage(inner, 1, "What the page says")))))

    figures = [one for one in walk(reader.trailer["/Root"]["/StructTreeRoot"]) if one["/S"] == "/Figure"]
    assert [one["/Alt"] for one in figures] == ["What the page says"]
    assert len(reader.pages) == 1


def test_page_that_is_mostly_pictures_becomes_a_photograph(monkeypatch):
    inner = write_pdf(Document("Inner", "x", (Paragraph("What the page says"),)))
    assert draw_page(inner, 1)[1] == "svg"
    monkeypatch.setattr(pages, "LARGEST_DRAWING", 10)

    photograph, kind = draw_page(inner, 1)

    assert kind == "jpg"
    assert photograph.startswith(b"\xff\xd8")


def test_skipped_level_of_heading_is_not_let_through():
    with pytest.raises(typst.TypstError):
        write_pdf(make_document(blocks=(Heading("First"), Heading("Third", 3))))
