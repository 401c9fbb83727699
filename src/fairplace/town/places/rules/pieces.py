"""What areas share: each as a set of pieces of land that no boundary, old or new, cuts through."""

from collections import defaultdict
from collections.abc import Mapping

from fairplace.town.places.rules.layer import Geography

Pieces = Mapping[str, frozenset[str]]


def cut_in_pieces(geography: Geography, town: str) -> Pieces:
    """Return the pieces of each neighbourhood, ward, part of town, and of the town itself, by code.

    A neighbourhood that went on in others consists of what it shares with each. One of which nothing is
    known is its own piece. The town is its newest neighbourhoods.
    """
    before, after = defaultdict(set), defaultdict(set)
    for step in geography.steps:
        piece = f"{step.before} in {step.after}"
        before[step.before].add(piece)
        after[step.after].add(piece)
    codes = {code for members in geography.members.values() for code in members}
    pieces = {code: frozenset(before.get(code) or after.get(code) or {code}) for code in codes}
    for layer in geography.layers:
        if layer.is_made:
            for area in layer.names:
                own = frozenset[str]().union(*(pieces.get(part, {part}) for part in layer.parts_of(area)))
                if own:
                    pieces.setdefault(area, own)
    newest = next(iter(geography.vintages), "")
    whole = frozenset[str]().union(*(pieces[code] for code in geography.members.get(newest, ())))
    return {**pieces, town: whole} if whole else pieces
