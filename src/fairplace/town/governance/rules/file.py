"""Which files may be kept with an action: by their ending, their size, and what they hold."""

import io
import zipfile
from collections.abc import Callable

from django.utils.translation import gettext as _

MOST_BYTES = 10 * 1024 * 1024
LONGEST_NAME = 200


class FileRefused(Exception):
    """A file cannot be kept; the message is a sentence that says why, and what to do."""


def check_file(name: str, content: bytes) -> str:
    """Return the ending of a file that may be kept. Raises FileRefused for all others."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    ending = "jpg" if ending == "jpeg" else ending
    if ending not in _KINDS:
        said = _("A file of this kind cannot be kept here. Bring one of: %(kinds)s.")
        raise FileRefused(said % {"kinds": ", ".join(_KINDS)})
    if not content:
        raise FileRefused(_("This file is empty."))
    if len(content) > MOST_BYTES:
        raise FileRefused(
            _("A file has at most %(most)s MB. Make it smaller, or keep it elsewhere and write its address.")
            % {"most": MOST_BYTES // 1024 // 1024}
        )
    if not _KINDS[ending](content):
        said = _("This is not what its name says: the content is not that of a %(kind)s file.")
        raise FileRefused(said % {"kind": ending})
    return ending


def _begins(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(starts)


def _is_office(folder: str) -> Callable[[bytes], bool]:
    """Word, Excel and PowerPoint keep their parts in a folder of their own; one with macros is refused."""

    def check(content: bytes) -> bool:
        names = _names(content)
        has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
        return "[Content_Types].xml" in names and not has_macros and any(n.startswith(folder) for n in names)

    return check


def _is_open_document(kind: str) -> Callable[[bytes], bool]:
    def check(content: bytes) -> bool:
        # The kind stands first in the file, not compressed, so that it can be told without unpacking.
        return (
            bool(_names(content)) and f"application/vnd.oasis.opendocument.{kind}".encode() in content[:200]
        )

    return check


def _names(content: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.namelist()
    except zipfile.BadZipFile:
        return []


def _is_text(content: bytes) -> bool:
    return b"\x00" not in content


_KINDS: dict[str, Callable[[bytes], bool]] = {
    "pdf": _begins(b"%PDF-"),
    "docx": _is_office("word/"),
    "xlsx": _is_office("xl/"),
    "pptx": _is_office("ppt/"),
    "odt": _is_open_document("text"),
    "ods": _is_open_document("spreadsheet"),
    "csv": _is_text,
    "txt": _is_text,
    "png": _begins(b"\x89PNG\r\n\x1a\n"),
    "jpg": _begins(b"\xff\xd8\xff"),
}
KINDS = tuple(_KINDS)
