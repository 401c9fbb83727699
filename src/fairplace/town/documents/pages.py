"""Pages of PDFs that were brought, drawn so that they can stand in a PDF of ours.

A page cannot be taken over as it is: its fonts and tags would break the promises of PDF/UA. So it becomes a
drawing, which stays sharp at every size, or a photograph where it is mostly pictures, such as a scan.
"""

import io
import tempfile
from pathlib import Path
from typing import Literal

# A drawing above this size holds pictures, which a photograph holds better.
LARGEST_DRAWING = 1_500_000
DOTS_PER_INCH = 170

_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image("brought.pdf", page: int(sys.inputs.page))"""


def draw_page(content: bytes, page: int) -> tuple[bytes, Literal["svg", "jpg"]]:
    """Return a page of a PDF, counted from 1, as a drawing and its kind."""
    import typst  # noqa: PLC0415  # 20 MB that only those who make a PDF load

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "brought.pdf").write_bytes(content)
        (Path(folder) / "page.typ").write_bytes(_PAGE)
        compiler = typst.Compiler(str(Path(folder) / "page.typ"), sys_inputs={"page": str(page)})
        drawing = _one(compiler.compile(format="svg"))
        if len(drawing) <= LARGEST_DRAWING:
            return drawing, "svg"
        return _photograph(_one(compiler.compile(format="png", ppi=DOTS_PER_INCH))), "jpg"


def _one(made: bytes | list[bytes] | None) -> bytes:
    assert isinstance(made, bytes), "One page makes one drawing."
    return made


def _photograph(picture: bytes) -> bytes:
    from PIL import Image  # noqa: PLC0415  # loaded only where a page holds pictures

    made = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        image.convert("RGB").save(made, "JPEG", quality=82, optimize=True)
    return made.getvalue()
