"""What a publication claims, in its own words: so many people, of which area, days and group."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from fairplace.equity.stats.disclosure.statements import Same, Statement

# The first and the last day as numbers, both counted in; or a name, of days that are not known.
Days = tuple[int, int] | str
Areas = Mapping[str, Collection[str]]
REST, ELSEWHERE = "in no group", "elsewhere in "


class Claim(NamedTuple):
    """One count of one release: of an area, days, a group of a dimension (none: everybody), and `what`.

    `what` keeps apart what is no part of the same sum, such as cases and residents.
    """

    name: str
    release: int
    area: str
    days: Days
    dimension: str = ""
    group: str = ""
    what: str = ""
    count: float | None = None
    is_hidden: bool = False
    between: tuple[float, float] | None = None


@dataclass
class Layer:
    """The claims of one dimension, or of everybody: the smallest areas and spans that they tell apart."""

    sets: Mapping[str, frozenset[str]]
    days: Collection[Days]
    groups: tuple[str, ...] = ()
    spans: dict[Days, list[Days]] = field(default_factory=dict)

    @cached_property
    def members(self) -> dict[str, list[str]]:
        """Return small areas by class: those in the same areas are one class, named after the first."""
        within: dict[str, list[str]] = defaultdict(list)
        for area in sorted(self.sets):
            for small in self.sets[area]:
                within[small].append(area)
        classes: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for small in sorted(within):
            classes[tuple(within[small])].append(small)
        return {own[0]: own for own in classes.values()}

    @cached_property
    def home(self) -> dict[str, str]:
        """Return the class of each small area."""
        return {small: name for name, own in self.members.items() for small in own}

    @cached_property
    def places(self) -> dict[str, int]:
        """Return the place of each group."""
        return {group: place for place, group in enumerate(self.groups)}

    @cached_property
    def cuts(self) -> list[int]:
        """Return the days on which any span begins, or the day after one ended."""
        ends = [(days[0], days[1] + 1) for days in self.days if not isinstance(days, str)]
        return sorted({cut for pair in ends for cut in pair})

    def classes_of(self, smalls: Collection[str]) -> list[str]:
        """Return the classes that these small areas make up."""
        if len(smalls) == 1:
            return [self.home[small] for small in smalls]
        return sorted({self.home[small] for small in smalls})

    def spans_of(self, days: Days, *, adds_up: bool) -> list[Days]:
        """Return the spans that these days consist of: as they are, where counts over time do not add up."""
        if isinstance(days, str) or not adds_up:
            return [days]
        if days not in self.spans:
            inside = [cut for cut in self.cuts if days[0] <= cut <= days[1] + 1]
            self.spans[days] = list(zip(inside[:-1], [cut - 1 for cut in inside[1:]], strict=True))
        return self.spans[days]


@dataclass
class Layout:
    """Claims laid out as statements about atoms: the smallest areas, spans of days and groups there are.

    Groups of two dimensions are not crossed: whatever both say of the same areas and days, there are people
    in crossed groups who make it so. That their totals are the same is all that joins them.
    """

    claims: Sequence[Claim]
    areas: Areas
    stocks: Collection[str] = ()
    wholes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    apart: Collection[tuple[str, Days]] = ()
    _known_pieces: dict[Any, list[int]] = field(default_factory=dict, repr=False)
    _blocks: dict[tuple[str, str, str, Days], int] = field(default_factory=dict, repr=False)
    _used: int = 0

    def make(self) -> tuple[list[Statement], list[Same]]:
        """Return the statements, and what is the same though nobody states it."""
        known: dict[Any, tuple[int, ...]] = {}
        statements = []
        for one in self.claims:
            key = one[2:7]
            atoms = known.get(key)
            if atoms is None:
                atoms = known[key] = self._atoms(*key)
            statements.append(Statement(one.name, atoms, one.release, one.count, one.is_hidden, one.between))
        return statements, [*self._join_whats(known), *self._join_dimensions()]

    @cached_property
    def layers(self) -> dict[str, Layer]:
        """Return the layer of each dimension, and that of everybody, which tells all apart that any does."""
        found = {}
        for dimension in sorted({one.dimension for one in self.claims} | {""}):
            own = [one for one in self.claims if dimension in ("", one.dimension)]
            groups = {one.group for one in own} if dimension else {""}
            if dimension in self._incomplete:
                groups.add(REST)
            sets = {one: self._smalls(*one) for one in {(one.area, one.days) for one in own}}
            named = {self._name(*key): smalls for key, smalls in sets.items()}
            found[dimension] = Layer(named, {one.days for one in own}, tuple(sorted(groups)))
        return found

    @cached_property
    def _apart_names(self) -> set[str]:
        return {self._name(*one) for one in self.apart}

    def _name(self, area: str, days: Days) -> str:
        return f"{area} in {days}" if (area, days) in self.apart else area

    def _smalls(self, area: str, days: Days) -> frozenset[str]:
        """Return what an area consists of; what does not add up to the rest is an area of its own."""
        if (area, days) in self.apart:
            return frozenset([self._name(area, days)])
        own = frozenset(self.areas.get(area, (area,)))
        return own | {ELSEWHERE + area} if area in self._unfilled else own

    def _spans(self, layer: Layer, days: Days, what: str, *, is_apart: bool) -> list[Days]:
        return [days] if is_apart else layer.spans_of(days, adds_up=what not in self.stocks)

    def _block(self, dimension: str, what: str, small: str, span: Days) -> int:
        """Return the number of the first group's atom here; those of the other groups follow it.

        Plain numbers, since of hundreds of thousands of texts and tuples Python keeps book for ever.
        """
        key = dimension, what, small, span
        found = self._blocks.get(key)
        if found is None:
            found = self._blocks[key] = self._used
            self._used += len(self.layers[dimension].groups)
        return found

    def _pieces(self, area: str, days: Days, dimension: str, what: str) -> list[int]:
        """Return the blocks of the smallest areas and spans that an area and its days consist of."""
        key = area, days, dimension, what
        found = self._known_pieces.get(key)
        if found is None:
            layer, is_apart = self.layers[dimension], (area, days) in self.apart
            smalls = layer.classes_of(self._smalls(area, days))
            spans = self._spans(layer, days, what, is_apart=is_apart)
            found = [self._block(dimension, what, small, span) for small in smalls for span in spans]
            self._known_pieces[key] = found
        return found

    def _atoms(self, area: str, days: Days, dimension: str, group: str, what: str) -> tuple[int, ...]:
        place = self.layers[dimension].places.get(group, 0)
        return tuple([block + place for block in self._pieces(area, days, dimension, what)])

    def _join_dimensions(self) -> Iterator[Same]:
        """Yield that the groups of a dimension are everybody, in each of its smallest areas and spans."""
        everybody = self.layers[""]
        for (dimension, what, small, span), block in list(self._blocks.items()):
            if not dimension:
                continue
            layer, is_apart = self.layers[dimension], small in self._apart_names
            inside = self._spans(everybody, span, what, is_apart=is_apart)
            parts = everybody.classes_of(layer.members[small])
            those = [self._block("", what, part, days) for part in parts for days in inside]
            yield Same(range(block, block + len(layer.groups)), those)

    def _join_whats(self, known: Mapping[Any, tuple[int, ...]]) -> Iterator[Same]:
        """Yield that people of one kind are those of several: all, those counted and those not."""
        if not self.wholes:
            return
        for key, atoms in known.items():
            area, days, dimension, group, what = key
            parts = [self._atoms(area, days, dimension, group, part) for part in self.wholes.get(what, ())]
            if parts:
                yield Same([*chain.from_iterable(parts)], atoms)

    @cached_property
    def _newest(self) -> dict[tuple[Any, ...], float]:
        ordered = sorted(self.claims, key=lambda one: one.release)
        return {one[2:7]: one.count for one in ordered if one.count is not None}

    @cached_property
    def _unfilled(self) -> set[str]:
        """Return the areas with people who are in none of their parts, as the true counts tell."""
        found = set()
        for (area, *rest), count in self._newest.items():
            parts = [self._newest.get((small, *rest)) for small in self.areas.get(area, ())]
            if parts and None not in parts and sum(parts) < count:  # pyright: ignore
                found.add(area)
        return found

    @cached_property
    def _incomplete(self) -> set[str]:
        """Return the dimensions with people who are in none of their groups, as the true counts tell."""
        groups: dict[str, set[str]] = defaultdict(set)
        sums: dict[tuple[Any, ...], list[float]] = defaultdict(list)
        for one in self.claims:
            if one.dimension:
                groups[one.dimension].add(one.group)
        for (area, days, dimension, _group, what), count in self._newest.items():
            if dimension:
                sums[area, days, dimension, what].append(count)
        return {
            dimension
            for (area, days, dimension, what), own in sums.items()
            if len(own) == len(groups[dimension])
            and sum(own) < self._newest.get((area, days, "", "", what), 0)
        }
