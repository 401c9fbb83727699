"""What a document is made of. Whoever has something to say makes these; how they look is decided once."""

from dataclasses import dataclass

from fairplace.town.ui.tables import Table


@dataclass(frozen=True)
class Heading:
    """A heading below the document's title: level 1 is the highest, and none is skipped on the way down."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Plain text; `strong` words stand before it, such as "Decided:"."""

    text: str
    strong: str = ""


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]


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
    """A drawing as SVG, with what it shows in words for those who do not see it."""

    svg: str
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class PageBreak:
    pass


Block = Heading | Paragraph | Bullets | Facts | Notice | Figure | PageBreak | Table


@dataclass(frozen=True)
class Document:
    """A document: its title, who writes it, and its blocks in order."""

    title: str
    author: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    language: str = "en-GB"
