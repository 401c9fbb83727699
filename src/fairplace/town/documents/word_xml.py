"""The few things a Word file needs that python-docx has no public way for."""

from typing import Any

from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.run import Run as WordRun


def make(name: str, **attributes: str) -> Any:
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def set_font(style: Any, font: str) -> None:
    """Name one font for all scripts; the styles' own theme fonts would win over it."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), font)


def set_language(styles: Any, language: str) -> None:
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(make("lang", val=language, eastAsia=language, bidi="ar-SA"))


def drop_border(style: Any) -> None:
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def number_pages(paragraph: Any, pattern: str) -> None:
    """Write "Page 3 of 9" with fields that Word counts itself."""
    paragraph.text = ""
    paragraph.alignment = 2  # to the right
    before, _, rest = pattern.partition("{page}")
    between, _, after = rest.partition("{pages}")
    for text, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        paragraph.add_run(text)
        if field:
            shown = make("fldSimple", instr=field)
            run, words = make("r"), make("t")
            words.text = "1"
            run.append(words)
            shown.append(run)
            paragraph._p.append(shown)


def set_paper(section: Any, paper: str) -> None:
    """Give a section the size of its pages: "a4", "a3", or "a3 wide"."""
    short, long = (Cm(21), Cm(29.7)) if paper == "a4" else (Cm(29.7), Cm(42))
    is_wide = paper.endswith("wide")
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if is_wide else (short, long)


def room_of(section: Any) -> tuple[int, int]:
    """Return the width and height that a section's pages have between their margins."""
    width = section.page_width - section.left_margin - section.right_margin
    return width, section.page_height - section.top_margin - section.bottom_margin


def set_apart(paragraph: Any) -> None:
    """Give a paragraph a line at its side and a ground of its own."""
    properties = paragraph._p.get_or_add_pPr()
    borders = make("pBdr")
    borders.append(make("left", val="single", sz="24", space="8", color="0F6B5C"))
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:bidi", "w:spacing", "w:ind", "w:jc"
    )
    ground = make("shd", val="clear", color="auto", fill="F4EFE4")
    properties.insert_element_before(
        ground, "w:tabs", "w:suppressAutoHyphens", "w:bidi", "w:spacing", "w:ind", "w:jc"
    )


def set_right_to_left(paragraph: Any) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(make("bidi"), "w:adjustRightInd", "w:spacing", "w:ind", "w:jc", "w:rPr")


def add_link(paragraph: Any, text: str, url: str) -> WordRun:
    target = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), target)
    run = make("r")
    link.append(run)
    paragraph._p.append(link)
    added = WordRun(run, paragraph)
    added.text, added.underline = text, True
    return added


def begin_numbers(word: Any, style: str) -> int:
    """Begin a list at 1; without it Word counts on from the list before."""
    numbering = word.part.numbering_part.element
    style_numbers = word.styles[style].element.pPr.numPr.numId.val
    layout = next(one for one in numbering.num_lst if one.numId == style_numbers).abstractNumId.val
    added = numbering.add_num(layout)
    added.add_lvlOverride(ilvl=0).add_startOverride(1)
    return added.numId


def count_by(paragraph: Any, numbers: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = numbers


def describe(picture: Any, alt: str) -> None:
    picture._inline.docPr.set("descr", alt)


def caption_table(table: Any, caption: str) -> None:
    table._tbl.tblPr.append(make("tblCaption", val=caption))


def repeat_as_header(row: Any) -> None:
    """Mark a row as the table's header: Word repeats it on each page, and readers announce it."""
    row._tr.get_or_add_trPr().append(make("tblHeader", val="true"))


def keep_whole(row: Any) -> None:
    # Before tblHeader, as the format's order of elements asks.
    row._tr.get_or_add_trPr().insert(0, make("cantSplit", val="true"))


def shade(cell: Any) -> None:
    cell._tc.get_or_add_tcPr().append(make("shd", val="clear", color="auto", fill="F4EFE4"))
