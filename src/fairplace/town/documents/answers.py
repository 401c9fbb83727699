"""Documents as answers to a request."""

from typing import Literal

from django.http import HttpResponse
from django.utils.text import slugify

from fairplace.town.documents.pdf import write_pdf
from fairplace.town.documents.values import Document
from fairplace.town.documents.word import write_word

Kind = Literal["pdf", "docx"]
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}


def answer(document: Document, kind: Kind, name: str) -> HttpResponse:
    """Return the document, to be saved under a name such as "Luton work plan" made safe for files."""
    content = write_pdf(document) if kind == "pdf" else write_word(document)
    return answer_file(content, kind, name)


def answer_file(content: bytes, kind: str, name: str) -> HttpResponse:
    """Return a file that is there already, to be saved and never shown as a page of ours."""
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{slugify(name)[:100] or "document"}.{kind}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
