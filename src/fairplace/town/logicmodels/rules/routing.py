"""How links run from box to box: level at both ends, spread over the edges, and never over a box between."""

from itertools import pairwise

from fairplace.town.logicmodels.rules.boxes import Box, Column, Curve, Frame
from fairplace.town.logicmodels.rules.state import Link


class Router:
    """Leads links from edge to edge, through the gaps between the boxes of the columns that they pass."""

    def __init__(self, frame: Frame, columns: list[Column], boxes: dict[str, Box]) -> None:
        self.frame, self.columns, self.boxes = frame, columns, boxes
        self.place = {one.kind: n for n, one in enumerate(columns)}
        self.gaps = [self._list_gaps(column) for column in columns]
        self.taken: dict[tuple[int, int], int] = {}
        self.bows: dict[int, int] = {}

    def route(self, links: list[Link]) -> list[Curve]:
        ordered = sorted(links, key=self._rank)
        ports = self._list_ports(ordered)
        return [self._route_one(one, ports[one.key, one.start], ports[one.key, one.end]) for one in ordered]

    def _rank(self, link: Link) -> tuple:
        start, end = self.boxes[link.start], self.boxes[link.end]
        return (start.x, start.y, end.x, end.y, link.key)

    def _list_gaps(self, column: Column) -> list[float]:
        """Return the middle of each gap of a column, from above its first box to below its last."""
        own = sorted((one for one in self.boxes.values() if one.x == column.x), key=lambda one: one.y)
        between = [(one.bottom + other.y) / 2 for one, other in pairwise(own)]
        half = self.frame.gap / 2
        return [own[0].y - half, *between, own[-1].bottom + half]

    def _columns_of(self, link: Link) -> tuple[int, int]:
        return self.place[self.boxes[link.start].step.kind], self.place[self.boxes[link.end].step.kind]

    def _list_ports(self, links: list[Link]) -> dict[tuple[str, str], tuple[float, float]]:
        """Return where each link touches its boxes, spread over the edge in the order of the other ends."""
        edges: dict[tuple[str, bool], list[tuple]] = {}
        for link in links:
            first, last = self._columns_of(link)
            for key, other, is_start in ((link.start, link.end, True), (link.end, link.start, False)):
                is_right = (first <= last) if is_start else (first >= last)
                far = self.boxes[other]
                edges.setdefault((key, is_right), []).append((far.y + far.height / 2, link.key, is_start))
        ports = {}
        for (key, is_right), ends in edges.items():
            box = self.boxes[key]
            for n, (_, link, _) in enumerate(sorted(ends), start=1):
                y = box.y + box.height * n / (len(ends) + 1)
                ports[link, key] = (box.right if is_right else box.x, round(y, 1))
        return ports

    def _route_one(self, link: Link, start: tuple[float, float], end: tuple[float, float]) -> Curve:
        first, last = self._columns_of(link)
        if first == last:
            return Curve(link, (start, self._bow(first, start, end), end), -1, "within")
        step = 1 if last > first else -1
        points = [start]
        for place in range(first + step, last, step):
            column = self.columns[place]
            # Where a straight line would pass the column, taken to the nearest gap between its boxes.
            share = (column.x + column.width / 2 - start[0]) / (end[0] - start[0])
            y = self._pass(place, start[1] + (end[1] - start[1]) * share)
            sides = (column.x, column.x + column.width)
            points += [(x, y) for x in sides[::step]]
        return Curve(link, (*points, end), step, "forward" if step > 0 else "back")

    def _pass(self, place: int, wanted: float) -> float:
        gaps = self.gaps[place]
        n = min(range(len(gaps)), key=lambda n: (abs(gaps[n] - wanted), n))
        if n == len(gaps) - 1 and wanted > gaps[n]:
            return round(wanted, 1)  # below the last box is room for everything
        used = self.taken.get((place, n), 0)
        self.taken[place, n] = used + 1
        # The first runs through the middle, the next beside it, and none along the edge of a box.
        beside = (0, 0.2, -0.2, 0.35, -0.35)[used % 5]
        return round(gaps[n] + beside * self.frame.gap, 1)

    def _bow(self, place: int, start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
        used = self.bows.get(place, 0)
        self.bows[place] = used + 1
        out = self.frame.gutter * (0.45 + 0.12 * (used % 4))
        return (round(start[0] + out, 1), round((start[1] + end[1]) / 2, 1))
