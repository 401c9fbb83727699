"""Documents as tagged PDFs (PDF/UA-1) on A4, set by Typst in fonts that we bring along."""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fairplace.town.documents.fonts import FAMILIES, FOLDER, list_letters
from fairplace.town.documents.setting import set_document
from fairplace.town.documents.values import Document

if TYPE_CHECKING:
    from typst import Compiler

TEMPLATE = Path(__file__).parent / "document.typ"


@dataclass(frozen=True)
class SetPdf:
    """A PDF, the numbers of the pages that its document names as places, and of its last page."""

    content: bytes
    places: dict[str, int]
    last_page: int


def write_pdf(document: Document) -> bytes:
    """Return the document as a tagged PDF. Equal documents make equal bytes."""
    with tempfile.TemporaryDirectory() as folder:
        return _compile(_prepare(document, Path(folder)))


def set_pdf(document: Document) -> SetPdf:
    """Return the document as `write_pdf` does, and on which pages its places are."""
    with tempfile.TemporaryDirectory() as folder:
        compiler = _prepare(document, Path(folder))
        content = _compile(compiler)
        found = json.loads(compiler.query("<place>", field="value"))
    places = {one["place"]: one["page"] for one in found}
    return SetPdf(content, places, places.pop(""))


def _compile(compiler: "Compiler") -> bytes:
    made = compiler.compile(format="pdf", pdf_standards=["ua-1"])
    assert isinstance(made, bytes), "A PDF is one file."
    return made


def _prepare(document: Document, folder: Path) -> "Compiler":
    import typst  # noqa: PLC0415  # 20 MB that only those who make a PDF load

    list_letters()  # says what to do where the fonts are missing
    setting = set_document(document)
    setting.data["fonts"] = list(FAMILIES)
    (folder / "document.typ").write_bytes(TEMPLATE.read_bytes())
    for name, content in setting.files.items():
        (folder / name).write_bytes(content)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])
    return typst.Compiler(
        str(folder / "document.typ"),
        root=str(folder),
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(setting.data, ensure_ascii=False)},
    )
