"""The pens of a drawing: its colours, lines for strengths of evidence, shapes of marks, letters."""

from dataclasses import dataclass

from django.utils.html import escape

from fairplace.town.logicmodels.rules.state import Evidence

INK, SOFT, EDGE = "#1d2a2c", "#4b585a", "#7a7465"
PAPER, RAISED, DO, CHANGE = "#fdfbf7", "#ffffff", "#14594f", "#164b6c"
WORSE = "#7f2f12"
# How a link is drawn says how well it is known: its dashes, and how heavy it is.
LINES = {
    Evidence.NONE: ("1 5", 1.6),
    Evidence.EXPECTED: ("5 4", 1.4),
    Evidence.EXPERIENCE: ("12 4", 1.5),
    Evidence.LOCAL: ("", 1.4),
    Evidence.STUDIES: ("", 2.4),
    Evidence.REVIEWS: ("", 3.4),
}
# Shapes in a square of 12, and whether they are filled.
SHAPES = {
    "better": ("M6 1 11 10H1Z", True),
    "worse": ("M6 11 1 2h10Z", True),
    "unclear": ("M1.5 6a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0", False),
    "none": ("M2 6h8", False),
    "doubt": ("M6 .5 11.5 6 6 11.5.5 6ZM6 3.2v3.4M6 8.2v.6", False),
    "early": ("M1.5 6a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0M6 3.4V6l1.9 1.2", False),
    "added": ("M6 1.5v9M1.5 6h9", False),
    "removed": ("M2 2l8 8M10 2l-8 8", False),
    "changed": ("M1.5 7.5c1.5-4 3.5-4 4.5-1.5s3 2.500 4.500-1.500", False),
}
COLOURS = {"worse": WORSE, "removed": WORSE, "doubt": WORSE, "better": CHANGE, "added": CHANGE}


@dataclass(frozen=True)
class Mark:
    """What is said about a step or a link: words, and one of SHAPES beside them."""

    words: str
    shape: str


def draw_text(
    at: tuple[float, float], line: str, size: float, look: tuple[str, str], weight: str = ""
) -> str:
    (x, y), (fill, name) = at, look
    bold = f' font-weight="{weight}"' if weight else ""
    return (
        f'<text class="logic__{name}" x="{x:g}" y="{y:g}" font-size="{size:g}" fill="{fill}"{bold}>'
        f"{escape(line)}</text>"
    )


def draw_shape(shape: str, x: float, y: float) -> str:
    path, is_filled = SHAPES[shape]
    colour = COLOURS.get(shape, INK)
    look = f'fill="{colour}"' if is_filled else f'fill="none" stroke="{colour}" stroke-width="1.6"'
    kind = "filled" if is_filled else "drawn"
    return (
        f'<path class="logic__mark logic__mark--{kind} logic__mark--{shape}"'
        f' transform="translate({x:g} {y:g})" d="{path}" {look}/>'
    )


def draw_line(evidence: Evidence, colour: str = SOFT) -> str:
    dashes, weight = LINES[evidence]
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<path class="logic__link" d="M0-4H32" fill="none" stroke="{colour}" stroke-width="{weight:g}"'
        f' stroke-linecap="round"{dashed}/>'
    )
