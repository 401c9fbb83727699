"""What a document is made of. Whoever has something to say makes these; how they look is decided once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from fairplace.town.ui.tables import Table


@dataclass(frozen=True)
class Run:
    """A stretch of text that is set alike."""

    text: str
    bold: bool = False
    italic: bool = False
    url: str = ""


# Plain text, or text of which parts stand out. Nothing in it is read as markup; a newline is a new line.
Words: TypeAlias = str | tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading below the document's title: level 1 is the highest, and none is skipped on the way down.

    `place` names the page that it stands on, so that `set_pdf` can tell its number.
    """

    text: str
    level: int = 1
    place: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Text; `strong` words stand before it, such as "Decided:"."""

    text: Words
    strong: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list. A list among its items belongs to the item before it."""

    items: tuple["Words | Bullets", ...]
    numbered: bool = False


@dataclass(frozen=True)
class Facts:
    """Pairs of what and value, such as ("Chair", "Ada")."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Notice:
    """Something not to be overlooked, such as that an item is restricted or the people are invented."""

    text: str


@dataclass(frozen=True)
class Figure:
    """A drawing as SVG, with what it shows in words for those who do not see it.

    One that `fills` takes what is left of its page, as large as it fits.
    """

    svg: str
    alt: str
    caption: str = ""
    fills: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture as it was brought, with what it shows in words, and the share of the line that it takes."""

    content: bytes
    kind: Literal["png", "jpg", "gif"]
    alt: str
    caption: str = ""
    share: float = 1.0


@dataclass(frozen=True)
class PdfPage:
    """One page of a PDF that was brought, counted from 1, with its text. It takes the rest of its page.

    `drawing` is the page as `pages.draw_page` drew it, where that has been done already.
    """

    content: bytes
    page: int
    alt: str
    drawing: tuple[bytes, str] | None = None


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page: with this number, if one is given, and under this banner.

    The banner stands at the head of every page up to the next break. A break that comes first says how the
    document begins. `place` is as for headings. Pages are A4 unless it says another
    `paper`.
    """

    number: int | None = None
    banner: str = ""
    place: str = ""
    paper: Literal["a4", "a3", "a3 wide"] = "a4"


Block: TypeAlias = (
    Heading | Paragraph | Bullets | Facts | Notice | Figure | Picture | PdfPage | PageBreak | Table
)


@dataclass(frozen=True)
class Document:
    """A document: its title, who writes it, and its blocks in order.

    Without `made_at` it carries no date. The same document makes the same bytes, so a digest tells whether
    anything changed. `pages` is the number told as "of", where pages are left out or counted on. A compact
    one is set a little smaller, to fit one page.
    """

    title: str
    author: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    language: str = "en-GB"
    made_at: datetime | None = None
    pages: int | None = None
    is_compact: bool = False
