"""Turns a document into plain data for `document.typ`, section by section, and its pictures into files."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from fairplace.town.documents.fonts import show_letters
from fairplace.town.documents.pages import draw_page
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
from fairplace.town.documents.words import list_runs, runs_right_to_left, tidy
from fairplace.town.ui.tables import Table, set_table


@dataclass
class Setting:
    """What Typst is given: data without markup, and the files that it names."""

    data: dict[str, Any]
    files: dict[str, bytes] = field(default_factory=dict)


def set_document(document: Document) -> Setting:
    setting = Setting(
        {
            "title": _plain(document.title).strip() or _("Without a title"),
            "subtitle": _plain(document.subtitle),
            "author": _plain(document.author),
            "language": document.language.partition("-")[0],
            "region": document.language.partition("-")[2] or None,
            "date": _date(document),
            "pages": document.pages,
            "compact": document.is_compact,
            "page_of": _("Page {page} of {pages}"),
        }
    )
    setting.data["sections"] = [_set_section(section, setting) for section in _split(document.blocks)]
    return setting


def _date(document: Document) -> list[int] | None:
    if document.made_at is None:
        return None
    return list(document.made_at.utctimetuple()[:6])


def _split(blocks: tuple[Block, ...]) -> list[tuple[PageBreak, list[Block]]]:
    """Return the blocks between page breaks, each with the break before it. The first may have none."""
    begins = blocks[0] if blocks and isinstance(blocks[0], PageBreak) else None
    sections: list[tuple[PageBreak, list[Block]]] = [(begins or PageBreak(), [])]
    for block in blocks[1:] if begins else blocks:
        if isinstance(block, PageBreak):
            sections.append((block, []))
        else:
            sections[-1][1].append(block)
    return sections


def _set_section(section: tuple[PageBreak, list[Block]], setting: Setting) -> dict[str, Any]:
    start, blocks = section
    return {
        "number": start.number,
        "banner": _plain(start.banner),
        "place": start.place,
        "paper": start.paper,
        "blocks": [_set_block(block, setting) for block in blocks],
    }


def _set_block(block: Block, setting: Setting) -> dict[str, Any]:  # noqa: PLR0911  # one return a kind of block
    match block:
        case Heading():
            text = _plain(block.text)
            return {"kind": "heading", "level": block.level, "text": text, "place": block.place}
        case Paragraph():
            return {"kind": "paragraph", "strong": _plain(block.strong), **_set_words(block.text)}
        case Bullets():
            return _set_bullets(block)
        case Facts():
            pairs = [{"what": _plain(what), **_set_words(str(value))} for what, value in block.pairs]
            return {"kind": "facts", "pairs": pairs}
        case Notice():
            return {"kind": "notice", **_set_words(block.text)}
        case Figure():
            return _set_picture(block.svg.encode(), "svg", block, setting)
        case Picture():
            return _set_picture(block.content, block.kind, block, setting)
        case PdfPage():
            assert block.alt.strip(), "A page says in words what stands on it."
            name = _keep(*(block.drawing or draw_page(block.content, block.page)), setting)
            return {"kind": "pdf page", "file": name, "alt": tidy(block.alt)}
        case Table():
            return _set_table(block)
    raise AssertionError(f"No document holds a {type(block).__name__}.")


def _set_bullets(block: Bullets) -> dict[str, Any]:
    items: list[dict[str, Any]] = []
    for item in block.items:
        if isinstance(item, Bullets):
            assert items, "A list inside a list belongs to the item before it."
            items[-1]["below"].append(_set_bullets(item))
        else:
            items.append({"below": [], **_set_words(item)})
    return {"kind": "bullets", "numbered": block.numbered, "items": items}


def _set_table(block: Table) -> dict[str, Any]:
    table = set_table(block.columns, block.rows)
    rows = [[say_cell(cell) for cell in row] for row in table.rows]
    return {
        "kind": "table",
        "caption": _plain(block.caption),
        "columns": [_plain(column) for column in block.columns],
        "numeric": [heading.is_number for heading in table.headings],
        "widths": list_widths(block.columns, rows),
        "rows": [
            [_set_words((Run(text, url=cell.url),)) for text, cell in zip(texts, cells, strict=True)]
            for texts, cells in zip(rows, table.rows, strict=True)
        ],
    }


def _set_picture(content: bytes, kind: str, block: Figure | Picture, setting: Setting) -> dict[str, Any]:
    assert block.alt.strip(), "A picture says in words what it shows."
    name = _keep(content, kind, setting)
    return {
        "kind": "picture",
        "file": name,
        "alt": tidy(block.alt),
        "caption": _plain(block.caption),
        "fills": isinstance(block, Figure) and block.fills,
        "share": block.share if isinstance(block, Picture) else 1.0,
    }


def _keep(content: bytes, kind: str, setting: Setting) -> str:
    name = f"{len(setting.files)}.{kind}"
    setting.files[name] = content
    return name


def _set_words(words: Words) -> dict[str, Any]:
    runs = list_runs(words)
    return {
        "rtl": runs_right_to_left("".join(run.text for run in runs)),
        "runs": [
            {
                "lines": show_letters(run.text).split("\n"),
                "bold": run.bold,
                "italic": run.italic,
                "url": run.url,
            }
            for run in runs
        ],
    }


def _plain(text: object) -> str:
    return show_letters(tidy(text).replace("\n", " "))
