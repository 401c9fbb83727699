"""A document with every kind of block, and texts that would go wrong if they were read as markup."""

import io

from pypdf import PdfReader

from fairplace.town.documents.values import (
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
)
from fairplace.town.ui.tables import Table

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="80" viewBox="0 0 200 80">'
    '<rect width="120" height="40" fill="#0f6b5c"/><text x="10" y="70" font-size="14">Ünlü 55</text></svg>'
)
MARKUP = r"""#let x = *star* _line_ $dollar$ [a](b) \back `code` <label> @ref -- ~ = "both' // & <b>"""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000004000000040802000000269309290000001049444154789c63e0cf8e812306"
    "e2380057330d6147f868160000000049454e44ae426082"
)


def read_pdf(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def make_document(pdf: bytes = b"", **changes) -> Document:
    pages = (PageBreak(), PdfPage(pdf, 1, "The text of the page")) if pdf else ()
    rows = tuple(
        (f"Row {i}", i, {"verdict": "better"}, ("A page", "https://example.org/a")) for i in range(60)
    )
    values = {
        "title": "Every block",
        "subtitle": "In one document",
        "author": "Luton Health Equity Town",
        "blocks": (
            Heading("First"),
            Paragraph(MARKUP, strong="Decided:"),
            Paragraph((Run("Plain, "), Run("bold", bold=True), Run("italic", italic=True), Run("link", url="https://example.org/"))),
            Bullets(("One", "Two", Bullets(("Two and a half", "Two and three quarters"), numbered=True), "Three")),
            Facts((("Chair", "Ada"), ("Place", "Town Hall"))),
            Notice("The people here are invented."),
            Heading("Deeper", 2),
            Table("Sixty rows", ("What", "How many", "Verdict", "Where"), rows),
            Figure(SVG, "A bar that says 55", "A drawing"),
            Picture(PNG, "png", "A dot", "A picture"),
            *pages,
            PageBreak(number=20, banner="Restricted: not for publication", place="later"),
            Heading("Second"),
            Paragraph("The end."),
        ),
    }  # fmt: skip
    return Document(**(values | changes))
