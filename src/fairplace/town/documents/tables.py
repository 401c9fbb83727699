"""How the cells of a table are said, and how wide its columns are, in every kind of document."""

from collections.abc import Sequence

from fairplace.town.documents.words import tidy
from fairplace.town.ui.tables import Cell
from fairplace.town.ui.templatetags.ui import VERDICTS

# Columns of at most this many letters are as wide as what is in them; others share the rest of the width.
NARROW = 14
SLIMMEST, WIDEST = 24, 60


def say_cell(cell: Cell) -> str:
    """Return what a cell says in text; a verdict in its words."""
    if cell.verdict:
        return str(VERDICTS[cell.verdict])
    return tidy("" if cell.text is None else cell.text)


def list_widths(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Return a share for each column by what it holds; zero means as wide as its content."""
    widths = []
    for i, heading in enumerate(columns):
        lengths = [max((len(line) for line in row[i].split("\n")), default=0) for row in rows] or [0]
        longest, mean = max([len(heading), *lengths]), sum(lengths) / len(lengths)
        widths.append(0 if longest <= NARROW else round(min(max(mean, longest / 2, SLIMMEST), WIDEST)))
    return widths
