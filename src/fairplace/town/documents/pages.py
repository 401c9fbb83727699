"""Pages of PDFs that were brought, drawn so that they can stand in a PDF of ours.

A page cannot be taken over as it is: its fonts and tags would break the promises of PDF/UA. So it becomes a
drawing, which stays sharp at every size, or a photograph where it is mostly pictures, such as a scan.
"""

import io
import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from fairplace.town.documents.values import Block, PdfPage

if TYPE_CHECKING:
    from typst import Compiler

Kind = Literal["svg", "jpg"]

# A drawing above this size holds pictures, which a photograph holds better.
LARGEST_DRAWING = 1_500_000
DOTS_PER_INCH = 170

_PAGES = b"""#set page(width: auto, height: auto, margin: 0pt, fill: white)
#for page in json(bytes(sys.inputs.pages)) [#image("brought.pdf", page: page) #pagebreak(weak: true)]"""


def draw_pages(content: bytes, pages: Sequence[int]) -> list[tuple[bytes, Kind]]:
    """Return pages of a PDF, counted from 1, each as a drawing and its kind."""
    import typst  # noqa: PLC0415  # 20 MB that only those who make a PDF load

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "brought.pdf").write_bytes(content)
        (Path(folder) / "pages.typ").write_bytes(_PAGES)
        compiler = typst.Compiler(str(Path(folder) / "pages.typ"))
        drawings = _compile(compiler, pages, "svg")
        return [
            (drawing, "svg") if len(drawing) <= LARGEST_DRAWING else (_photograph(compiler, page), "jpg")
            for page, drawing in zip(pages, drawings, strict=True)
        ]


def draw_page(content: bytes, page: int) -> tuple[bytes, Kind]:
    """Return one page of a PDF as a drawing and its kind."""
    return draw_pages(content, [page])[0]


def draw_blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks with the pages of a PDF among them drawn, all together, for several documents."""
    blocks = tuple(blocks)
    pages = [block for block in blocks if isinstance(block, PdfPage)]
    drawn: dict[int, tuple[bytes, Kind]] = {}
    for content in {id(page.content): page.content for page in pages}.values():
        of = [page for page in pages if page.content is content]
        made = draw_pages(content, [page.page for page in of])
        drawn |= {id(page): one for page, one in zip(of, made, strict=True)}
    return tuple(
        replace(block, drawing=drawn[id(block)]) if isinstance(block, PdfPage) else block for block in blocks
    )


def _compile(compiler: "Compiler", pages: Sequence[int], kind: Literal["svg", "png"]) -> list[bytes]:
    inputs = {"pages": json.dumps(list(pages))}
    made = compiler.compile(format=kind, ppi=DOTS_PER_INCH, sys_inputs=inputs)
    assert made is not None, "Without a file to write, Typst returns what it made."
    return [made] if isinstance(made, bytes) else made


def _photograph(compiler: "Compiler", page: int) -> bytes:
    from PIL import Image  # noqa: PLC0415  # loaded only where a page holds pictures

    (picture,) = _compile(compiler, [page], "png")
    made = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        image.convert("RGB").save(made, "JPEG", quality=82, optimize=True)
    return made.getvalue()
