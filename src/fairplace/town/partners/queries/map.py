"""The partner map: who is tied to whom, drawn from what the records show."""

from dataclasses import dataclass
from functools import cached_property

from fairplace.town.partners.models import Organisation
from fairplace.town.partners.rules.network import Standing, build_network, judge, list_parts, reach
from fairplace.town.partners.rules.ties import SOURCES, Filters, Pair, Reason, gather
from fairplace.town.places.models import Town


@dataclass(frozen=True)
class PartnerLine:
    """A partner on the map: where it stands there, and how many steps from the one in focus."""

    organisation: Organisation
    standing: Standing
    steps: int | None

    @property
    def share(self) -> float:
        """Return how many of a hundred shortest ways between two others lead through it."""
        return self.standing.between * 100

    @property
    def sectors(self) -> list[str]:
        """Return the names of the sectors that its ties reach."""
        reached = self.standing.sectors
        return [str(label) for code, label in Organisation.Sector.choices if code in reached]


@dataclass(frozen=True)
class TieLine:
    """Two partners with every reason why they are tied."""

    one: Organisation
    other: Organisation
    reasons: tuple[Reason, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(reason.kind for reason in self.reasons))

    @property
    def is_drawn(self) -> bool:
        """Return whether nothing but a hand-drawn tie shows it."""
        return all(SOURCES[kind].is_drawn for kind in self.kinds)


@dataclass(frozen=True)
class NeighbourLine:
    """One end of a tie as seen from the other."""

    other: Organisation
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class PartnerMap:
    """What is shown: partners, the most tied first, and their ties. `alone` have no tie that is shown."""

    filters: Filters
    focus: Organisation | None
    partners: list[PartnerLine]
    ties: list[TieLine]
    alone: list[Organisation]
    parts: list[int]

    def list_ties_of(self, code: str) -> list[NeighbourLine]:
        """Return whom one partner is tied to, by name."""
        return sorted(self._neighbours.get(code, ()), key=lambda line: line.other.name)

    @cached_property
    def _neighbours(self) -> dict[str, list[NeighbourLine]]:
        found: dict[str, list[NeighbourLine]] = {}
        for tie in self.ties:
            for here, there in ((tie.one, tie.other), (tie.other, tie.one)):
                found.setdefault(here.code, []).append(NeighbourLine(there, tie.reasons))
        return found

    @property
    def bridges(self) -> list[PartnerLine]:
        """Return those that hold the map together, the most needed first."""
        found = [line for line in self.partners if line.standing.is_bridge]
        return sorted(found, key=lambda line: (-line.standing.only_way_for, -line.standing.between))


def list_partners(*, town: Town) -> list[Organisation]:
    """Return the partners that the map can show, by name."""
    return list(Organisation.objects.filter(town=town, archived_on=None))


def get_map(*, town: Town, filters: Filters) -> PartnerMap:
    """Return the map as filtered. What it says of a partner is true of what is shown, and of that alone."""
    known = {one.code: one for one in list_partners(town=town)}
    ties = _list_ties(town, filters, known)
    focus = known.get(filters.focus)
    network = build_network({code for pair in ties for code in pair}, ties)
    steps: dict[str, int] = {}
    if focus:
        steps = reach(network, focus.code, filters.steps) if focus.code in network else {focus.code: 0}
        ties = {pair: reasons for pair, reasons in ties.items() if set(pair) <= set(steps)}
        network = build_network(steps, ties)
    standings = judge(network, {code: known[code].sector for code in network})
    shown = [PartnerLine(known[code], one, steps.get(code)) for code, one in standings.items()]
    lines = [TieLine(known[one], known[other], reasons) for (one, other), reasons in ties.items()]
    alone = [] if focus else [one for code, one in known.items() if code not in network]
    if filters.sector:
        alone = [one for one in alone if one.sector == filters.sector]
    return PartnerMap(filters, focus, shown, lines, alone, [len(part) for part in list_parts(network)])


def _list_ties(
    town: Town, filters: Filters, known: dict[str, Organisation]
) -> dict[Pair, tuple[Reason, ...]]:
    asked = [source for source in SOURCES.values() if filters.kind in {"", source.kind}]
    reasons = (reason for source in asked for reason in source.list_reasons(town) if filters.wants(reason))
    return gather(
        reason
        for reason in reasons
        if set(reason.pair) <= set(known)
        and (not filters.sector or filters.sector in {known[code].sector for code in reason.pair})
    )
