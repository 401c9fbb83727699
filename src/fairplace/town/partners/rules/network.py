"""What the shape of a network says: who is tied to whom, where the ways lead, what holds it together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

Network = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Standing:
    """Where a partner stands in the network.

    `between` is the share of the shortest ways between two other partners that lead through it, 0 to 1.
    `part` counts the parts of the network from 1, the largest. `only_way_for` is how many partners
    would lose every way to the rest without it. `sectors` are those that its own ties reach.
    """

    code: str
    degree: int
    between: float
    part: int
    only_way_for: int
    sectors: frozenset[str]
    is_bridge: bool


def build_network(codes: Iterable[str], pairs: Iterable[tuple[str, str]]) -> Network:
    """Return the neighbours of each partner; ties to partners that are not among them are left out."""
    found: dict[str, set[str]] = {code: set() for code in sorted(codes)}
    for one, other in pairs:
        if one in found and other in found:
            found[one].add(other)
            found[other].add(one)
    return {code: frozenset(others) for code, others in found.items()}


def reach(network: Network, start: str, steps: int) -> dict[str, int]:
    """Return who can be reached from one partner in so many steps, with the number of steps."""
    found, edge = {start: 0}, [start]
    for step in range(1, steps + 1):
        edge = sorted({other for code in edge for other in network[code]} - set(found))
        found.update(dict.fromkeys(edge, step))
    return found


def list_parts(network: Network) -> list[list[str]]:
    """Return the partners that hang together, the largest part first."""
    parts, seen = [], set()
    for code in network:
        if code not in seen:
            part = sorted(reach(network, code, len(network)))
            seen.update(part)
            parts.append(part)
    return sorted(parts, key=lambda part: (-len(part), part))


def measure_between(network: Network) -> dict[str, float]:
    """Return betweenness (Freeman 1977), as a share of all pairs of others, by Brandes' sums (2001).

    All partners are started from at once, one product of matrices a step: a hundred times as fast
    as one after the other in plain Python.
    """
    codes, size = list(network), len(network)
    if size < 3:
        return dict.fromkeys(codes, 0.0)
    place = {code: n for n, code in enumerate(codes)}
    tied = np.zeros((size, size))
    for code, others in network.items():
        tied[place[code], [place[other] for other in others]] = 1
    front = np.eye(size)
    ways, fronts = front.copy(), [front]
    while True:
        front = (front @ tied) * (ways == 0)
        if not front.any():
            break
        ways += front
        fronts.append(front)
    carried = np.zeros((size, size))
    for nearer, farther in zip(fronts[-2::-1], fronts[:0:-1], strict=True):
        passed_on = np.divide(1 + carried, ways, out=np.zeros_like(ways), where=farther > 0)
        carried += (passed_on @ tied) * nearer
    np.fill_diagonal(carried, 0)
    shares = carried.sum(axis=0) / ((size - 1) * (size - 2))
    return {code: float(share) for code, share in zip(codes, shares, strict=True)}


def count_cut_off(network: Network) -> dict[str, int]:
    """Return for each partner how many others would lose their way to the largest rest without it.

    One walk through the network (Tarjan 1972); those that are not on an only way are not named.
    """
    cut_off: dict[str, int] = {}
    for part in list_parts(network):
        for code, pieces in _pieces_without(network, part[0]).items():
            pieces.append(len(part) - 1 - sum(pieces))
            rest = [piece for piece in pieces if piece]
            if len(rest) > 1:
                cut_off[code] = sum(rest) - max(rest)
    return cut_off


def _pieces_without(network: Network, root: str) -> dict[str, list[int]]:
    """Return the sizes of the pieces below each partner that would come loose without it."""
    order, low, size = {root: 0}, {root: 0}, {root: 1}
    pieces: dict[str, list[int]] = {root: []}
    walk = [(root, "", iter(sorted(network[root])))]
    while walk:
        here, above, others = walk[-1]
        there = next(others, None)
        if there is None:
            walk.pop()
            if walk:
                low[above] = min(low[above], low[here])
                size[above] += size[here]
                if low[here] >= order[above]:
                    pieces[above].append(size[here])
        elif there not in order:
            order[there] = low[there] = len(order)
            size[there], pieces[there] = 1, []
            walk.append((there, here, iter(sorted(network[there]))))
        elif there != above:
            low[here] = min(low[here], order[there])
    return pieces


def judge(network: Network, sectors: Mapping[str, str]) -> dict[str, Standing]:
    """Return where everybody stands, the most tied first."""
    between, cut_off = measure_between(network), count_cut_off(network)
    parts = {code: n for n, part in enumerate(list_parts(network), start=1) for code in part}
    high = _high(between)
    found = []
    for code, others in network.items():
        reached = frozenset(sectors[other] for other in others)
        joins = between[code] >= high and len(reached | {sectors[code]}) > 2
        found.append(
            Standing(
                code=code,
                degree=len(others),
                between=between[code],
                part=parts[code],
                only_way_for=cut_off.get(code, 0),
                sectors=reached,
                is_bridge=joins or code in cut_off,
            )
        )
    return {one.code: one for one in sorted(found, key=lambda one: (-one.degree, -one.between, one.code))}


def _high(between: Mapping[str, float]) -> float:
    """Return the share from which on a partner is among the tenth that most ways lead through."""
    told = sorted((share for share in between.values() if share > 0), reverse=True)
    return told[len(told) // 10] if told else 1.0
