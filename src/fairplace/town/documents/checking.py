"""Tries whether what somebody brought can be written again, before it is kept."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError

from fairplace.town.documents.levels import put_below
from fairplace.town.documents.pages import draw_blocks
from fairplace.town.documents.pdf import write_pdf
from fairplace.town.documents.refusals import NotReadable
from fairplace.town.documents.values import Block, Document
from fairplace.town.documents.word import write_word


def check_blocks(blocks: Iterable[Block]) -> None:
    """Raise NotReadable where a picture or a page in the blocks is broken."""
    import typst  # noqa: PLC0415  # 20 MB that only those who make a PDF load

    broken = (typst.TypstError, InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)
    try:
        document = Document("Trial", "Trial", draw_blocks(put_below(blocks, 0)))
        write_pdf(document)
        write_word(document)
    except broken as problem:
        raise NotReadable(
            _("A picture or a page in the file is broken. Save it again and bring it.")
        ) from problem
