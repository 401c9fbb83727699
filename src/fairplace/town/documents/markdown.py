"""Reads Markdown that somebody typed into blocks: headings, lists, tables, emphasis, links."""

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from fairplace.town.documents.values import Block, Bullets, Heading, Paragraph, Run, Words
from fairplace.town.ui.tables import Table

# HTML stays what it is in plain sight: text.
_READER = MarkdownIt("commonmark", {"html": False}).enable("table")
# Only these lead anywhere from a document; a link to a script or to a file on a disk does not.
_SCHEMES = ("http://", "https://", "mailto:")


def read_markdown(text: str) -> tuple[Block, ...]:
    """Return the text as blocks. What Markdown has no block for is kept as paragraphs."""
    blocks: list[Block] = []
    for node in SyntaxTreeNode(_READER.parse(text)).children:
        blocks += _read(node)
    return tuple(blocks)


def _read(node: SyntaxTreeNode) -> list[Block]:  # noqa: PLR0911  # one return a kind of node
    match node.type:
        case "heading":
            return [Heading(_in_plain(_words(node)), int(node.tag[1]))]
        case "paragraph":
            return [Paragraph(_words(node))]
        case "bullet_list" | "ordered_list":
            return [_read_list(node)]
        case "table":
            return [_read_table(node)]
        case "fence" | "code_block":
            return [Paragraph(node.content.rstrip("\n"))]
        case "blockquote":
            return [block for child in node.children for block in _read(child)]
    return []  # a rule across the page says nothing


def _read_list(node: SyntaxTreeNode) -> Bullets:
    items: list[Words | Bullets] = []
    for item in node.children:
        own: list[Words | Bullets] = []
        for child in item.children:
            for block in _read(child):
                if isinstance(block, Bullets):
                    own.append(block)
                elif isinstance(block, Paragraph | Heading):
                    own.append(block.text)
                elif isinstance(block, Table):
                    own += ["; ".join(str(cell) for cell in row) for row in (block.columns, *block.rows)]
        if not own or isinstance(own[0], Bullets):
            own.insert(0, "")
        items += own
    return Bullets(tuple(items), numbered=node.type == "ordered_list")


def _read_table(node: SyntaxTreeNode) -> Table:
    rows = [
        tuple(_in_plain(_words(cell)) for cell in row.children)
        for part in node.children
        for row in part.children
    ]
    return Table(", ".join(one for one in rows[0] if one) or "Table", rows[0], tuple(rows[1:]))


def _words(node: SyntaxTreeNode) -> tuple[Run, ...]:
    return tuple(_runs(node, Run("")))


def _runs(node: SyntaxTreeNode, look: Run) -> list[Run]:
    found: list[Run] = []
    for child in node.children:
        match child.type:
            case "text" | "code_inline" | "html_inline":
                found.append(Run(child.content, look.bold, look.italic, look.url))
            case "softbreak":
                found.append(Run(" ", look.bold, look.italic, look.url))
            case "hardbreak":
                found.append(Run("\n", look.bold, look.italic, look.url))
            case "strong":
                found += _runs(child, Run("", True, look.italic, look.url))
            case "em":
                found += _runs(child, Run("", look.bold, True, look.url))
            case "link":
                target = str(child.attrs.get("href", ""))
                url = target if target.lower().startswith(_SCHEMES) else ""
                found += _runs(child, Run("", look.bold, look.italic, url))
            case "image":
                # A picture elsewhere is not fetched; what it shows stands in its place.
                found.append(Run(child.content, look.bold, True, look.url))
            case _:
                found += _runs(child, look)
    return found


def _in_plain(words: tuple[Run, ...]) -> str:
    return "".join(run.text for run in words)
