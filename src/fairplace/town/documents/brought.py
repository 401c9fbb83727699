"""Reads a file that somebody brought (Word, PDF or text) into blocks, or says in a sentence why it cannot."""

import io
from pathlib import PurePath

from django.utils.translation import gettext as _
from pypdf import PdfReader

from fairplace.town.documents.markdown import read_markdown
from fairplace.town.documents.refusals import NotReadable
from fairplace.town.documents.values import Block, PdfPage
from fairplace.town.documents.word_reading import read_word
from fairplace.town.documents.words import tidy

KINDS = (".docx", ".pdf", ".md", ".txt")
LARGEST = 20 * 1024 * 1024
MOST_PAGES = 200
MOST_LETTERS = 500_000


def read_file(name: str, content: bytes, *, described: str = "") -> tuple[Block, ...]:
    """Return what a file says, by the ending of its name.

    `described` says in words what a PDF shows whose pages hold no text, such as a scan.
    """
    if len(content) > LARGEST:
        raise NotReadable(_("The file is larger than 20 MB."))
    kind = PurePath(name).suffix.lower()
    if kind == ".docx":
        return read_word(content)
    if kind == ".pdf":
        return read_pdf(content, described=described)
    if kind in (".md", ".txt"):
        return read_text(content)
    raise NotReadable(_("Bring a Word document (.docx), a PDF, or a text file (.txt or .md)."))


def read_text(content: bytes) -> tuple[Block, ...]:
    """Return a text file as blocks; Markdown in it is understood."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Windows writes where it does not write UTF-8; it gives every byte but five a letter.
        text = content.decode("cp1252", errors="replace")
    if "\0" in text or len(text) > MOST_LETTERS:
        raise NotReadable(_("This is not a text file, or a very long one."))
    blocks = read_markdown(tidy(text))
    if not blocks:
        raise NotReadable(_("There is no text in the file."))
    return blocks


def read_pdf(content: bytes, *, described: str = "") -> tuple[Block, ...]:
    """Return each page of a PDF with its text; pages without text need `described`."""
    texts = _list_texts(content)
    silent = [number for number, text in enumerate(texts, 1) if not text]
    if silent and not described.strip():
        raise NotReadable(
            _(
                "Page %(page)s of the PDF has no text that a screen reader could read: it may be a scan. "
                "Say in words what it shows, or bring the paper as a Word document."
            )
            % {"page": silent[0]}
        )
    said = tidy(described).strip()
    return tuple(PdfPage(content, number, text or said) for number, text in enumerate(texts, 1))


def _list_texts(content: bytes) -> list[str]:
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise NotReadable(_("The PDF is locked with a password. Save it without one and bring it again."))
        if len(reader.pages) > MOST_PAGES:
            raise NotReadable(_("The PDF has more than 200 pages. Bring it in parts."))
        texts = [tidy(page.extract_text()).strip() for page in reader.pages]
    except NotReadable:
        raise
    except Exception as problem:
        # pypdf raises whatever a broken file makes it stumble on: of its own kinds and of Python's.
        raise NotReadable(_("The PDF is broken and cannot be read. Save it again and bring it.")) from problem
    if not texts:
        raise NotReadable(_("The PDF has no pages."))
    return texts
