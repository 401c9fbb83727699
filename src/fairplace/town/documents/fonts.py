"""Which letters our fonts have, so that no document shows an empty box where somebody's words should be."""

import struct
import unicodedata
from functools import cache
from itertools import groupby
from pathlib import Path

from django.utils.translation import gettext as _

FOLDER = Path(__file__).parent / "built"
# In the order in which they are tried. hatch_build.py brings the files.
FAMILIES = (
    "Source Sans 3",
    "Noto Sans Arabic",
    "Noto Sans Bengali",
    "Noto Sans Gujarati",
    "Noto Sans Gurmukhi",
)


class NoFonts(RuntimeError):
    """The fonts are not where the build puts them."""


@cache
def list_letters() -> frozenset[int]:
    """Return the code points that at least one of the upright fonts can show."""
    files = sorted(FOLDER.glob("*Regular.ttf"))
    if len(files) < len(FAMILIES):
        raise NoFonts("The fonts for PDFs are missing: install the project again, which brings them.")
    return frozenset().union(*(_read_letters(file.read_bytes()) for file in files))


def show_letters(text: str) -> str:
    """Return the text with what no font can show put into words: "[party popper]", "[Thai letters]".

    Signs that only shape or colour their neighbours are left out where no font knows them.
    """
    letters = list_letters()
    if all(ord(letter) in letters or letter == "\n" for letter in text):
        return text
    shown = []
    kept = (letter for letter in text if _is_shown(letter, letters) or not _is_invisible(letter))
    for name, run in groupby(kept, lambda letter: "" if _is_shown(letter, letters) else _name(letter)):
        shown.append(f"[{name}]" if name else "".join(run))
    return "".join(shown)


def _is_shown(letter: str, letters: frozenset[int]) -> bool:
    return letter == "\n" or ord(letter) in letters


def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cf", "Mn", "Me", "Sk")


def _name(letter: str) -> str:
    name = unicodedata.name(letter, "")
    if unicodedata.category(letter)[0] in "LM" and name:
        return _("%(script)s letters") % {"script": name.split()[0].capitalize()}
    return name.lower() or _("a sign without a name")


def _read_letters(font: bytes) -> set[int]:
    """Return the code points in a font's table of characters, as the OpenType specification lays it out."""
    (tables,) = struct.unpack_from(">H", font, 4)
    places = {font[12 + 16 * i : 16 + 16 * i]: 12 + 16 * i for i in range(tables)}
    (start,) = struct.unpack_from(">I", font, places[b"cmap"] + 8)
    (count,) = struct.unpack_from(">H", font, start + 2)
    found: set[int] = set()
    for i in range(count):
        (offset,) = struct.unpack_from(">I", font, start + 8 + 8 * i)
        (layout,) = struct.unpack_from(">H", font, start + offset)
        read = {4: _read_segments, 12: _read_groups}.get(layout)
        if read:
            found |= read(font, start + offset)
    return found


def _read_segments(font: bytes, at: int) -> set[int]:
    # Format 4: parallel arrays of last and first code points. The last segment is a mark of the end.
    (doubled,) = struct.unpack_from(">H", font, at + 6)
    ends = struct.unpack_from(f">{doubled // 2}H", font, at + 14)
    starts = struct.unpack_from(f">{doubled // 2}H", font, at + 16 + doubled)
    return {
        code
        for first, last in zip(starts, ends, strict=True)
        for code in range(first, last + 1)
        if code != 0xFFFF
    }


def _read_groups(font: bytes, at: int) -> set[int]:
    # Format 12: groups of first code point, last code point, first glyph.
    (count,) = struct.unpack_from(">I", font, at + 12)
    groups = (struct.unpack_from(">II", font, at + 16 + 12 * i) for i in range(count))
    return {code for first, last in groups for code in range(first, last + 1)}
