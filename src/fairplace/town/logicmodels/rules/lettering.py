"""How wide words are in a sans-serif face, near enough to break lines without a browser."""

from functools import lru_cache

# Widths of letters as parts of their size, after Arial and its twins.
_WIDTHS = {
    **dict.fromkeys("iljI.,:;'|!", 0.26),
    **dict.fromkeys(' ft()[]/-r"', 0.31),
    **dict.fromkeys("Jcksvxyz", 0.5),
    **dict.fromkeys("abdeghnopqu0123456789L?", 0.557),
    **dict.fromkeys("FTZ", 0.61),
    **dict.fromkeys("ABEKPSVXY&", 0.667),
    **dict.fromkeys("CDHNRUw", 0.722),
    **dict.fromkeys("GOQ", 0.778),
    **dict.fromkeys("mM", 0.833),
    **dict.fromkeys("W@%", 0.95),
}
_OTHER, _WIDE = 0.6, 1.0
BOLD = 1.1
# Where scripts with letters as wide as they are high begin.
_WIDE_FROM = 0x1100


def measure(words: str, size: float) -> float:
    """Return about how wide the words are in Arial at a size of letters."""
    return sum(_WIDTHS.get(one) or _guess(one) for one in words) * size


def _guess(letter: str) -> float:
    return _WIDE if ord(letter) >= _WIDE_FROM else _OTHER


@lru_cache(maxsize=4096)
def wrap(words: str, room: float, size: float) -> tuple[str, ...]:
    """Return the words in lines that fit the room; a word too long for a line is broken."""
    lines, line = [], ""
    for word in words.split():
        longer = f"{line} {word}" if line else word
        if measure(longer, size) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _break(word, room, size)
        lines += full
    return (*lines, line) if line or not lines else tuple(lines)


def _break(word: str, room: float, size: float) -> list[str]:
    pieces, piece = [], ""
    for letter in word:
        if piece and measure(piece + letter, size) > room:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]
