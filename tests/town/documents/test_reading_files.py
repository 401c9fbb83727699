import io
import zipfile
from contextlib import suppress

import pytest
from docx import Document as NewDocument
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from fairplace.town.documents import brought, word_reading
from fairplace.town.documents.brought import read_file
from fairplace.town.documents.checking import check_blocks
from fairplace.town.documents.html import show_blocks
from fairplace.town.documents.levels import put_below
from fairplace.town.documents.markdown import read_markdown
from fairplace.town.documents.pdf import write_pdf
from fairplace.town.documents.refusals import NotReadable
from fairplace.town.documents.values import (
    Bullets,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    PdfPage,
    Picture,
    Run,
)
from fairplace.town.documents.word import write_word
from fairplace.town.ui.tables import Table
from tests.town.documents.samples import PNG, make_document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def word_of(change) -> bytes:
    word, content = NewDocument(), io.BytesIO()
    change(word)
    word.save(content)
    return content.getvalue()


def test_markdown_becomes_headings_lists_tables_and_emphasis():
    text = "# One\n\nA **b** *c* [d](https://e.org)\n\n- x\n  1. y\n- z\n\n| f | g |\n|---|---|\n| 1 | 2 |\n"

    assert read_markdown(text) == (
        Heading("One", 1),
        Paragraph(
            (
                Run("A "),
                Run("b", bold=True),
                Run(" "),
                Run("c", italic=True),
                Run(" "),
                Run("d", url="https://e.org"),
            )
        ),
        Bullets(((Run("x"),), Bullets(((Run("y"),),), numbered=True), (Run("z"),))),
        Table("f, g", ("f", "g"), (("1", "2"),)),
    )


def test_html_in_markdown_stays_text_and_links_to_scripts_lead_nowhere():
    blocks = read_markdown("<script>x</script>\n\n[a](javascript:alert(1)) ![a map](http://x.org/a.png)")

    said = str(show_blocks(blocks))

    assert "<script" not in said
    assert "javascript" not in said.replace("[a](javascript:alert(1))", "")
    assert "<em>a map</em>" in said


def test_blocks_are_shown_as_html_that_is_escaped():
    blocks = read_markdown(
        "## A & B\n\none  \ntwo **three**\n\n1. x\n   - y\n\n| a | b |\n|---|---|\n| 1 | < |"
    )

    said = str(show_blocks(blocks))

    assert "<h2>A &amp; B</h2>" in said
    assert "<p>one<br>two <strong>three</strong></p>" in said
    assert "<ol><li>x<ul><li>y</li></ul></li></ol>" in said
    assert "<td>&lt;</td>" in said


def test_only_what_can_be_typed_is_shown():
    with pytest.raises(AssertionError, match="Nobody types"):
        show_blocks([PageBreak()])


def test_headings_are_put_below_without_a_skip():
    blocks = [Heading("a", 2), Heading("b", 4), Heading("c", 2), Paragraph("d"), Heading("e", 6)]

    levels = [block.level for block in put_below(blocks, 2) if isinstance(block, Heading)]

    assert levels == [3, 4, 3, 4]


@settings(max_examples=50)
@given(st.text(max_size=300))
def test_any_markdown_makes_a_pdf(text):
    blocks = put_below(read_markdown(text), 0)

    assert write_pdf(Document("x", "x", blocks)).startswith(b"%PDF")


def test_word_document_comes_back_as_it_was_written():
    written = make_document()

    read = read_file("a.docx", write_word(written))

    assert read[:3] == (
        Heading("Every block", 1),
        Paragraph((Run("In one document"),)),
        Heading("First", 1),
    )
    lists = [block for block in read if isinstance(block, Bullets)]
    assert lists == [
        Bullets(
            (
                (Run("One"),),
                (Run("Two"),),
                Bullets(((Run("Two and a half"),), (Run("Two and three quarters"),)), numbered=True),
                (Run("Three"),),
            )
        )
    ]
    table = next(block for block in read if isinstance(block, Table))
    assert (table.caption, table.columns, len(table.rows)) == (
        "Sixty rows",
        ("What", "How many", "Verdict", "Where"),
        60,
    )
    assert [(one.alt, one.caption) for one in read if isinstance(one, Picture)] == [
        ("A bar that says 55", "A drawing"),
        ("A dot", "A picture"),
    ]


def test_picture_without_alternative_text_is_refused_and_named_by_its_place():
    def change(word):
        word.add_paragraph("The costs are these")
        word.add_picture(io.BytesIO(PNG))

    with pytest.raises(NotReadable, match=r"a picture without alternative text .after “The costs are these”"):
        read_file("a.docx", word_of(change))


@pytest.mark.parametrize(
    ("xml", "named"),
    [
        ("<w:r><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r>", "a text box"),
        ("<w:r><w:object/></w:r>", "an embedded object"),
        ("<m:oMath/>", "an equation"),
    ],
)
def test_what_cannot_be_taken_is_named(xml, named):
    def change(word):
        around = f'<w:x xmlns:w="{W}" xmlns:m="{M}">{xml}</w:x>'
        word.add_paragraph("Before")._p.append(word_reading.etree.fromstring(around)[0])

    with pytest.raises(NotReadable, match=named):
        read_file("a.docx", word_of(change))


def test_what_was_struck_out_is_not_read_and_what_was_added_is():
    def change(word):
        paragraph = word.add_paragraph("We agree")._p
        for kind, text in (("ins", " today"), ("del", " never")):
            tag = "delText" if kind == "del" else "t"
            paragraph.append(
                word_reading.etree.fromstring(
                    f'<w:{kind} xmlns:w="{W}">'
                    f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r></w:{kind}>'
                )
            )

    (paragraph,) = read_file("a.docx", word_of(change))

    assert paragraph == Paragraph((Run("We agree"), Run(" today")))


def test_table_of_one_column_is_a_frame_and_merged_cells_say_things_once():
    def change(word):
        frame = word.add_table(1, 1)
        frame.cell(0, 0).text = "In a frame"
        table = word.add_table(2, 3)
        for column, text in enumerate("abc"):
            table.cell(0, column).text = text
        table.cell(1, 0).merge(table.cell(1, 1)).text = "both"
        table.cell(1, 2).text = "one"

    read = read_file("a.docx", word_of(change))

    assert read == (
        Paragraph("In a frame"),
        Table("a, b, c", ("a", "b", "c"), (("both", "", "one"),)),
    )


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip", write_pdf(make_document())[:500]])
def test_broken_word_document_is_told_in_a_sentence(content):
    with pytest.raises(NotReadable, match="not a Word document that can be read"):
        read_file("a.docx", content)


def test_empty_word_document_and_one_that_swells_are_refused(monkeypatch):
    with pytest.raises(NotReadable, match="no text in the file"):
        read_file("a.docx", word_of(lambda word: None))
    monkeypatch.setattr(word_reading, "LARGEST_UNPACKED", 1000)
    with pytest.raises(NotReadable, match="too large once it is unpacked"):
        read_file("a.docx", word_of(lambda word: None))


def test_zip_that_is_no_word_document_is_refused():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr("a.txt", "x")

    with pytest.raises(NotReadable, match="not a Word document"):
        read_file("a.docx", content.getvalue())


def test_each_page_of_a_pdf_brings_its_text():
    content = write_pdf(Document("T", "x", (Paragraph("First words"), PageBreak(), Paragraph("More"))))

    read = read_file("a.pdf", content)

    assert [(one.page, "First words" in one.alt) for one in read if isinstance(one, PdfPage)] == [
        (1, True),
        (2, False),
    ]


def scan() -> bytes:
    writer, content = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(content)
    return content.getvalue()


def test_pdf_without_text_needs_words_for_what_it_shows():
    with pytest.raises(NotReadable, match="Page 1 of the PDF has no text"):
        read_file("a.pdf", scan())

    (page,) = read_file("a.pdf", scan(), described="A map of the cold homes")

    assert isinstance(page, PdfPage)
    assert page.alt == "A map of the cold homes"


def test_pdf_with_a_password_is_told_so():
    writer, content = PdfWriter(), io.BytesIO()
    writer.append(PdfReader(io.BytesIO(write_pdf(make_document()))))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(content)

    with pytest.raises(NotReadable, match="locked with a password"):
        read_file("a.pdf", content.getvalue())


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"%PDF-1.7\n1 0 obj\n<</Type/Catalog", b"x" * 4000])
def test_broken_pdf_is_told_in_a_sentence(content):
    with pytest.raises(NotReadable, match="broken"):
        read_file("a.pdf", content)


@settings(max_examples=80)
@given(st.integers(0, 5000), st.binary(min_size=1, max_size=40))
def test_pdf_with_bytes_changed_is_read_or_refused(place, noise):
    content = write_pdf(Document("T", "x", (Paragraph("First words"),)))
    changed = content[:place] + noise + content[place + len(noise) :]

    read = None
    with suppress(NotReadable):
        read = read_file("a.pdf", changed)

    assert read is None or all(isinstance(one, PdfPage) for one in read)


def test_broken_picture_and_page_are_found_before_they_are_kept():
    with pytest.raises(NotReadable, match="A picture or a page in the file is broken"):
        check_blocks([Picture(PNG[:40], "png", "A dot")])
    with pytest.raises(NotReadable, match="A picture or a page in the file is broken"):
        check_blocks([PdfPage(b"%PDF-1.7", 1, "A page")])

    check_blocks([Picture(PNG, "png", "A dot"), Heading("Deep", 4)])


def test_too_large_and_too_long_files_are_refused(monkeypatch):
    monkeypatch.setattr(brought, "MOST_PAGES", 1)
    with pytest.raises(NotReadable, match="more than 200 pages"):
        read_file("a.pdf", write_pdf(make_document()))
    with pytest.raises(NotReadable, match="very long"):
        read_file("a.txt", b"a" * 500_001)
    monkeypatch.setattr(brought, "LARGEST", 10)
    with pytest.raises(NotReadable, match="larger than 20 MB"):
        read_file("a.txt", b"a" * 11)


def test_text_of_windows_is_understood_and_nothing_is_no_text():
    assert read_file("a.txt", "Café – £5".encode("cp1252")) == (Paragraph((Run("Café – £5"),)),)
    with pytest.raises(NotReadable, match="no text"):
        read_file("a.md", b"  \n")
    with pytest.raises(NotReadable, match="not a text file"):
        read_file("a.txt", b"a\0b")
