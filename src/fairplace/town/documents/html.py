"""Blocks as a part of a page, for what people typed."""

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from fairplace.town.documents.values import Block, Bullets, Heading, Paragraph, Run, Words
from fairplace.town.documents.words import list_runs
from fairplace.town.ui.tables import Table


def show_blocks(blocks: Iterable[Block]) -> SafeString:
    """Return headings, paragraphs, lists and tables as HTML. Level 1 is the page's own heading: h1."""
    return mark_safe("\n".join(_show(block) for block in blocks))  # noqa: S308  # each is escaped below


def _show(block: Block) -> SafeString:
    match block:
        case Heading():
            return format_html("<h{0}>{1}</h{0}>", min(block.level, 6), block.text)
        case Paragraph():
            return format_html("<p>{}</p>", _words(block.text))
        case Bullets():
            return _bullets(block)
        case Table():
            context = {"caption": block.caption, "columns": block.columns, "rows": block.rows}
            return mark_safe(render_to_string("ui/_table.html", context))  # noqa: S308  # a template's output
    raise AssertionError(f"Nobody types a {type(block).__name__}.")


def _bullets(block: Bullets) -> SafeString:
    items: list[tuple[SafeString, SafeString]] = []
    for item in block.items:
        if isinstance(item, Bullets):
            items[-1] = (items[-1][0], items[-1][1] + _bullets(item))
        else:
            items.append((_words(item), SafeString()))
    inner = format_html_join("", "<li>{}{}</li>", items)
    return format_html("<{0}>{1}</{0}>", "ol" if block.numbered else "ul", inner)


def _words(words: Words) -> SafeString:
    return format_html_join("", "{}", ((_run(run),) for run in list_runs(words)))


def _run(run: Run) -> SafeString:
    shown = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in run.text.split("\n")))
    if run.italic:
        shown = format_html("<em>{}</em>", shown)
    if run.bold:
        shown = format_html("<strong>{}</strong>", shown)
    return format_html('<a href="{}">{}</a>', run.url, shown) if run.url else shown
