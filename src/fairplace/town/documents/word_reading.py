"""Reads a Word document into blocks. What cannot be taken is named, and nothing is left out in silence."""

import io
import zipfile
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.translation import gettext as _
from docx import Document as ReadDocument
from docx.oxml.ns import qn
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]  # compiled, without types

from fairplace.town.documents.refusals import NotReadable
from fairplace.town.documents.values import Block, Bullets, Heading, Paragraph, Picture, Run
from fairplace.town.documents.word_lists import Lists
from fairplace.town.documents.words import tidy
from fairplace.town.ui.tables import Table

LARGEST_UNPACKED = 150 * 1024 * 1024
PICTURES: dict[str, Literal["png", "jpg", "gif"]] = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
}
FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass
class _Reading:
    """What has been read so far, and what could not be taken."""

    word: Any
    lists: Lists
    footnotes: dict[str, str]
    blocks: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    caption: str = ""
    last: str = ""


def read_word(content: bytes) -> tuple[Block, ...]:
    """Return the headings, paragraphs, lists, tables, pictures and footnotes of a Word document."""
    word = _open(content)
    reading = _Reading(word, Lists(word), _read_footnotes(word))
    for element in _list_elements(word.element.body):
        read = _read_table if element.tag == qn("w:tbl") else _read_paragraph
        read(element, reading)
    _close_list(reading)
    if reading.notes:
        reading.blocks.append(Paragraph("", strong=_("Notes")))
        reading.blocks.append(Bullets(tuple(reading.notes), numbered=True))
    if reading.refused:
        raise NotReadable(
            _("Not everything in this file can be taken: %(what)s. Change it in Word, or bring a PDF.")
            % {"what": "; ".join(dict.fromkeys(reading.refused))}
        )
    if not reading.blocks:
        raise NotReadable(_("There is no text in the file."))
    return tuple(reading.blocks)


def _list_elements(body: Any) -> list[Any]:
    """Return the paragraphs and tables in order, those in fields for content too.

    A table of contents is left out: it says nothing that the headings do not.
    """
    found: list[Any] = []
    for element in body.iterchildren(qn("w:p"), qn("w:tbl"), qn("w:sdt")):
        if element.tag != qn("w:sdt"):
            found.append(element)
            continue
        gallery = next(element.iter(qn("w:docPartGallery")), None)
        content = element.find(qn("w:sdtContent"))
        if content is not None and (gallery is None or gallery.get(qn("w:val")) != "Table of Contents"):
            found += _list_elements(content)
    return found


def _open(content: bytes) -> Any:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            if sum(one.file_size for one in file.infolist()) > LARGEST_UNPACKED:
                raise NotReadable(_("The file is too large once it is unpacked."))
        return ReadDocument(io.BytesIO(content))
    except NotReadable:
        raise
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, etree.XMLSyntaxError) as problem:
        raise NotReadable(
            _("This is not a Word document that can be read. Save it as .docx and bring it again.")
        ) from problem


def _read_footnotes(word: Any) -> dict[str, str]:
    for relation in word.part.rels.values():
        if relation.reltype == FOOTNOTES:
            root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False))
            return {
                note.get(qn("w:id")): "".join(text.text or "" for text in note.iter(qn("w:t"))).strip()
                for note in root.iter(qn("w:footnote"))
            }
    return {}


def _read_paragraph(element: Any, reading: _Reading) -> None:
    style = _style(element, reading)
    _refuse(element, reading)
    words = _read_words(element, reading)
    text = "".join(run.text for run in words).strip()
    place = reading.lists.find(element, style)
    if place and text:
        reading.lists.add(place, words)
        return
    _close_list(reading)
    level = _level(style)
    if text and style == "caption":
        _caption(text, reading)
    elif text and level:
        reading.blocks.append(Heading(text, level))
    elif text:
        reading.blocks.append(Paragraph(words))
    reading.last = text[:40] or reading.last
    _read_pictures(element, reading)


def _style(element: Any, reading: _Reading) -> str:
    """Return the style's English name in small letters: every language of Word keeps it in the file."""
    found = element.pPr.pStyle if element.pPr is not None else None
    if found is None:
        return "normal"
    for style in reading.word.styles:
        if style.style_id == found.val:
            return str(style.element.name_val or "").lower()
    return "normal"


def _level(style: str) -> int:
    if style == "title":
        return 1
    number = style.removeprefix("heading ")
    return min(int(number), 6) if style.startswith("heading ") and number.isdigit() else 0


def _caption(text: str, reading: _Reading) -> None:
    """Give a caption to the picture above it, or keep it for the table below."""
    above = reading.blocks[-1] if reading.blocks else None
    if isinstance(above, Picture) and not above.caption:
        reading.blocks[-1] = Picture(above.content, above.kind, above.alt, text)
    else:
        reading.caption = text


def _close_list(reading: _Reading) -> None:
    made = reading.lists.take()
    if made:
        reading.blocks.append(made)


def _read_words(element: Any, reading: _Reading) -> tuple[Run, ...]:
    """Return the runs of a paragraph: with what was added in tracked changes, without what was struck out."""
    found: list[Run] = []
    for run in element.iter(qn("w:r")):
        if any(
            one.tag in (qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent")) for one in run.iterancestors()
        ):
            continue
        text = "".join(_read_piece(piece, reading) for piece in run.iterchildren())
        if text:
            found.append(Run(text, _is_on(run, "b"), _is_on(run, "i"), _link(run, reading)))
    return tuple(found)


def _read_piece(piece: Any, reading: _Reading) -> str:
    if piece.tag == qn("w:t"):
        return piece.text or ""
    if piece.tag == qn("w:tab"):
        return " "
    if piece.tag in (qn("w:br"), qn("w:cr")):
        return "" if piece.get(qn("w:type")) in ("page", "column") else "\n"
    if piece.tag == qn("w:noBreakHyphen"):
        return "-"
    if piece.tag == qn("w:footnoteReference"):
        reading.notes.append(reading.footnotes.get(piece.get(qn("w:id")), ""))
        return f" [{len(reading.notes)}]"
    return ""


def _is_on(run: Any, name: str) -> bool:
    found = run.rPr.find(qn(f"w:{name}")) if run.rPr is not None else None
    return found is not None and found.get(qn("w:val")) not in ("0", "false", "off")


def _link(run: Any, reading: _Reading) -> str:
    parent = run.getparent()
    target = parent.get(qn("r:id")) if parent.tag == qn("w:hyperlink") else None
    relation = reading.word.part.rels.get(target) if target else None
    url = str(relation.target_ref) if relation is not None and relation.is_external else ""
    return url if url.lower().startswith(("http://", "https://", "mailto:")) else ""


def _read_table(element: Any, reading: _Reading) -> None:
    _close_list(reading)
    _refuse(element, reading)
    if next(element.iter(f"{DRAWING}blip"), None) is not None:
        reading.refused.append(_("a picture inside a table%s") % _where(reading))
    rows = [_read_row(row, reading) for row in element.iterchildren(qn("w:tr"))]
    width = max((len(row) for row in rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in rows]
    told = element.tblPr.find(qn("w:tblCaption")) if element.tblPr is not None else None
    caption = reading.caption or (told.get(qn("w:val")) if told is not None else "")
    reading.caption = ""
    if width < 2 or len(rows) < 2:
        # A table of one row or column only lays something out.
        reading.blocks += [Paragraph(cell) for row in rows for cell in row if cell]
        return
    columns = tuple(rows[0])
    named = caption or ", ".join(one for one in columns if one) or _("Table")
    reading.blocks.append(Table(named, columns, tuple(tuple(row) for row in rows[1:])))


def _read_row(row: Any, reading: _Reading) -> list[str]:
    cells: list[str] = []
    for cell in row.iterchildren(qn("w:tc")):
        lines = ["".join(run.text for run in _read_words(one, reading)) for one in cell.iter(qn("w:p"))]
        properties = cell.tcPr
        span = properties.find(qn("w:gridSpan")) if properties is not None else None
        # A cell across several columns says what it says in the first of them.
        cells += ["\n".join(line for line in lines if line.strip())]
        cells += [""] * (int(span.get(qn("w:val"))) - 1 if span is not None else 0)
    return cells


def _read_pictures(element: Any, reading: _Reading) -> None:
    for blip in element.iter(f"{DRAWING}blip"):
        part = reading.word.part.related_parts.get(blip.get(qn("r:embed")))
        kind = PICTURES.get(part.content_type) if part is not None else None
        alt = tidy(_alt(blip)).strip()
        if part is None or kind is None:
            reading.refused.append(_("a picture that is neither PNG, JPEG nor GIF%s") % _where(reading))
        elif not alt:
            reading.refused.append(_("a picture without alternative text%s") % _where(reading))
        else:
            reading.blocks.append(Picture(part.blob, kind, alt))


def _alt(blip: Any) -> str:
    for parent in blip.iterancestors():
        if parent.tag in (qn("wp:inline"), qn("wp:anchor")):
            properties = parent.find(qn("wp:docPr"))
            return properties.get("descr") or "" if properties is not None else ""
    return ""


def _refuse(element: Any, reading: _Reading) -> None:
    """Note what stands in an element that we cannot take."""
    unknown = {
        f"{WORD}txbxContent": _("a text box%s"),
        f"{WORD}object": _("an embedded object%s"),
        f"{WORD}pict": _("a picture of an old kind%s"),
        "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": _("a chart%s"),
        "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": _("a diagram (SmartArt)%s"),
        "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath": _("an equation%s"),
    }
    for one in element.iter(*unknown):
        reading.refused.append(unknown[one.tag] % _where(reading))


def _where(reading: _Reading) -> str:
    return _(" (after “%(words)s”)") % {"words": reading.last} if reading.last else _(" (at the beginning)")
