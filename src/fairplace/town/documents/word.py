"""Documents as Word files with real headings, lists and header rows, for committees that work in Word."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _
from docx import Document as NewDocument
from docx.shared import Cm, Emu, Pt, RGBColor

from fairplace.town.documents import word_xml as xml
from fairplace.town.documents.tables import list_widths, say_cell
from fairplace.town.documents.values import (
    Block,
    Bullets,
    Document,
    Facts,
    Figure,
    Heading,
    Notice,
    PageBreak,
    Paragraph,
    PdfPage,
    Picture,
    Run,
    Words,
)
from fairplace.town.documents.words import in_plain, list_runs, runs_right_to_left, tidy
from fairplace.town.ui.tables import Table, set_table

# Every Word has it, and it reads well; the file itself carries no letters.
FONT = "Arial"
ACCENT = RGBColor(0x0F, 0x6B, 0x5C)
WIDTH, HEIGHT = Cm(16.6), Cm(22)
# The day that python-docx's own template carries, so that a file without a date is the same on every day.
UNDATED = datetime(2013, 12, 23, tzinfo=UTC)


def write_word(document: Document) -> bytes:
    """Return the document as a Word file. Equal documents make equal bytes."""
    word = NewDocument()
    _set_up(word, document)
    for number, block in enumerate(document.blocks):
        if number or not isinstance(block, PageBreak):
            _add(word, block, document)
            continue
        xml.set_paper(word.sections[0], block.paper)
        if block.banner:
            _head(word.sections[0].first_page_header, block.banner, is_banner=True)
            _head(word.sections[0].header, block.banner, is_banner=True)
    content = io.BytesIO()
    word.save(content)
    return _without_times(content.getvalue())


def _set_up(word: Any, document: Document) -> None:
    core, made_at = word.core_properties, document.made_at or UNDATED
    core.title, core.author, core.language = tidy(document.title), tidy(document.author), document.language
    core.created = core.modified = made_at.astimezone(UTC).replace(tzinfo=None)
    core.comments, core.last_modified_by = "", tidy(document.author)
    _style(word, document.language)
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    xml.number_pages(section.footer.paragraphs[0], _("Page {page} of {pages}"))
    section.header.paragraphs[0].text = tidy(document.title)
    section.different_first_page_header_footer = True
    xml.number_pages(section.first_page_footer.paragraphs[0], _("Page {page} of {pages}"))
    word.add_heading(tidy(document.title), 0)
    if document.subtitle:
        word.add_paragraph(tidy(document.subtitle), style="Subtitle")


def _style(word: Any, language: str) -> None:
    for style in word.styles:
        if style.type == 1:  # of paragraphs
            xml.set_font(style, FONT)
    xml.set_language(word.styles, language)
    normal = word.styles["Normal"]
    normal.font.size, normal.paragraph_format.space_after = Pt(11), Pt(8)
    for name, size in (("Title", 22), ("Heading 1", 16), ("Heading 2", 13), ("Heading 3", 11.5)):
        style = word.styles[name]
        style.font.size, style.font.color.rgb, style.font.bold = Pt(size), ACCENT, True
    xml.drop_border(word.styles["Title"])
    for name in ("Subtitle", "Caption", *(f"Heading {level}" for level in range(4, 7))):
        style = word.styles[name]
        style.font.color.rgb, style.font.italic = RGBColor(0x1D, 0x2A, 0x2C), False
    word.styles["Caption"].font.size = Pt(9.5)


def _add(word: Any, block: Block, document: Document) -> None:
    match block:
        case Heading():
            word.add_heading(tidy(block.text).replace("\n", " "), block.level)
        case Paragraph():
            strong = (Run(f"{block.strong} ", bold=True),) if block.strong else ()
            _add_words(word.add_paragraph(), (*strong, *list_runs(block.text)))
        case Bullets():
            _add_bullets(word, block, depth=0)
        case Facts():
            for what, value in block.pairs:
                paragraph = word.add_paragraph()
                paragraph.paragraph_format.space_after = Pt(2)
                _add_words(paragraph, (Run(f"{what}: ", bold=True), Run(str(value))))
        case Notice():
            paragraph = word.add_paragraph()
            xml.set_apart(paragraph)
            _add_words(paragraph, block.text)
        case Figure() | Picture():
            _add_picture(word, block)
        case PdfPage():
            _add_page(word, block)
        case PageBreak():
            _add_break(word, block, document)
        case Table():
            _add_table(word, block)


def _add_words(paragraph: Any, words: Words) -> None:
    is_rtl = runs_right_to_left(in_plain(words))
    if is_rtl:
        xml.set_right_to_left(paragraph)
    for run in list_runs(words):
        added = xml.add_link(paragraph, run.text, run.url) if run.url else paragraph.add_run(run.text)
        added.bold, added.italic = run.bold or None, run.italic or None
        if is_rtl:
            added.font.rtl = True


def _add_bullets(word: Any, block: Bullets, *, depth: int) -> None:
    kind = "List Number" if block.numbered else "List Bullet"
    style = f"{kind} {min(depth + 1, 3)}" if depth else kind
    numbers = xml.begin_numbers(word, style) if block.numbered else None
    for item in block.items:
        if isinstance(item, Bullets):
            _add_bullets(word, item, depth=depth + 1)
            continue
        paragraph = word.add_paragraph(style=style)
        paragraph.paragraph_format.space_after = Pt(3)
        if numbers is not None:
            xml.count_by(paragraph, numbers)
        _add_words(paragraph, item)


def _add_picture(word: Any, block: Figure | Picture) -> None:
    assert block.alt.strip(), "A picture says in words what it shows."
    content = _draw(block.svg) if isinstance(block, Figure) else block.content
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.keep_with_next = bool(block.caption)
    picture = paragraph.add_run().add_picture(io.BytesIO(content))
    if isinstance(block, Figure):
        # Drawn at twice its size, so that it stays sharp in print.
        picture.width, picture.height = Emu(picture.width // 2), Emu(picture.height // 2)
    width, height = (
        xml.room_of(word.sections[-1]) if isinstance(block, Figure) and block.fills else (WIDTH, HEIGHT)
    )
    if isinstance(block, Picture):
        width = int(width * block.share)
    # One that fills its page is made larger too; room is left for its heading and its caption.
    most = 4 if isinstance(block, Figure) and block.fills else 1
    scale = min(
        most, width / picture.width, height * 0.88 / picture.height if most > 1 else height / picture.height
    )
    picture.width, picture.height = Emu(int(picture.width * scale)), Emu(int(picture.height * scale))
    xml.describe(picture, tidy(block.alt))
    if block.caption:
        word.add_paragraph(tidy(block.caption), style="Caption")


def _draw(svg: str) -> bytes:
    import vl_convert  # noqa: PLC0415  # brings a whole script engine: loaded only where there is a drawing

    return vl_convert.svg_to_png(svg, scale=2)


def _add_page(word: Any, block: PdfPage) -> None:
    """Add what a page of a PDF says; Word cannot hold the page itself."""
    note = _("Page %(page)s of a PDF. This is its text; how it looks is in the PDF edition.")
    paragraph = word.add_paragraph()
    xml.set_apart(paragraph)
    _add_words(paragraph, note % {"page": block.page})
    for line in tidy(block.alt).split("\n"):
        if line.strip():
            _add_words(word.add_paragraph(), line.strip())


def _add_break(word: Any, block: PageBreak, document: Document) -> None:
    section = word.add_section()
    xml.set_paper(section, block.paper)
    section.different_first_page_header_footer = False
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    xml.number_pages(section.footer.paragraphs[0], _("Page {page} of {pages}"))
    _head(section.header, block.banner or document.title, is_banner=bool(block.banner))


def _head(header: Any, text: str, *, is_banner: bool) -> None:
    header.paragraphs[0].text = ""
    header.paragraphs[0].add_run(tidy(text)).bold = is_banner or None


def _add_table(word: Any, block: Table) -> None:
    table = set_table(block.columns, block.rows)
    texts = [[say_cell(cell) for cell in row] for row in table.rows]
    caption = word.add_paragraph(tidy(block.caption), style="Caption")
    caption.paragraph_format.keep_with_next = True
    made = word.add_table(rows=1 + len(texts), cols=len(block.columns), style="Table Grid")
    made.autofit = False
    xml.caption_table(made, tidy(block.caption))
    xml.repeat_as_header(made.rows[0])
    widths = _share_width(list_widths(block.columns, texts))
    # Through rows: python-docx walks the whole table for each cell asked for by its place.
    for number, (row, cells) in enumerate(zip(made.rows, (block.columns, *texts), strict=True)):
        is_header = number == 0
        xml.keep_whole(row)
        for i, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            cell.width = widths[i]
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(2)
            if table.headings[i].is_number:
                paragraph.alignment = 2  # to the right
            if is_header:
                xml.shade(cell)
            _add_words(paragraph, (Run(str(text), bold=is_header),))
    word.add_paragraph().paragraph_format.space_after = Pt(0)


def _share_width(widths: list[int]) -> list[Emu]:
    shares = [width or 12 for width in widths]
    return [Emu(int(WIDTH * share / sum(shares))) for share in shares]


def _without_times(content: bytes) -> bytes:
    """Return the same file with the times taken out of its zip, where python-docx puts the present one."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for one in old.infolist():
            entry = zipfile.ZipInfo(one.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(one))
    return made.getvalue()
