"""Areas over a town, layer by layer: which neighbourhoods make up an MSOA, a ward, the authority."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

NEIGHBOURHOOD, MSOA, WARD, AUTHORITY = "neighbourhood", "msoa", "ward", "authority"
KINDS: dict[str, str | Promise] = {
    NEIGHBOURHOOD: _("Neighbourhoods"),
    MSOA: _("Parts of town"),
    WARD: _("Wards"),
    AUTHORITY: _("Whole town"),
}
YEAR = re.compile(r"(\d{4})")


def year_of(vintage: str) -> int:
    """Return the year in the name of a vintage: 2024 for "WD 2024"; 0 where it names none."""
    found = YEAR.search(vintage)
    return int(found[1]) if found else 0


@dataclass(frozen=True)
class Layer:
    """Areas of one kind and vintage, with their names, and the area that each neighbourhood lies in.

    `base` is the vintage of the neighbourhoods that they are made of, by best fit.
    """

    kind: str
    vintage: str
    base: str
    names: Mapping[str, str]
    home: Mapping[str, str]

    @property
    def slug(self) -> str:
        return slugify(self.vintage)

    @property
    def is_made(self) -> bool:
        """Return whether its areas are put together from neighbourhoods."""
        return self.kind != NEIGHBOURHOOD

    @property
    def is_best_fit(self) -> bool:
        """Return whether neighbourhoods only lie mostly in its areas. MSOAs and towns consist of them."""
        return self.kind == WARD

    def parts_of(self, code: str) -> list[str]:
        """Return the codes of the neighbourhoods that lie in an area."""
        return sorted(part for part, area in self.home.items() if area == code)


@dataclass(frozen=True)
class Step:
    """How a neighbourhood of one vintage goes on in another. `weight` is None where it is not known."""

    before: str
    after: str
    change: str
    weight: float | None


@dataclass(frozen=True)
class Geography:
    """All that is known of a town's areas.

    `members` are the codes of the neighbourhoods of each vintage; one that did not change is in several.
    """

    names: Mapping[str, str]
    members: Mapping[str, frozenset[str]]
    layers: tuple[Layer, ...]
    steps: tuple[Step, ...] = ()
    ids: Mapping[str, int] = field(default_factory=dict)

    @property
    def vintages(self) -> list[str]:
        """Return the vintages of neighbourhoods, newest first."""
        return sorted(self.members, key=year_of, reverse=True)

    def find_vintage(self, codes: Collection[str]) -> str:
        """Return the vintage that figures with these codes stand on: the one they leave least of out.

        Nothing where some of the codes are in no one vintage.
        """
        whole = [one for one in self.vintages if set(codes) <= self.members[one]]
        return min(whole, key=lambda one: len(self.members[one]) - len(codes), default="")

    def list_layers(self, kind: str) -> list[Layer]:
        """Return the layers of a kind, newest first."""
        found = [layer for layer in self.layers if layer.kind == kind]
        return sorted(found, key=lambda layer: year_of(layer.vintage), reverse=True)

    def find_layer(self, kind: str, slug: str = "", *, base: str = "") -> Layer | None:
        """Return the layer of that kind and vintage; without one, the newest on this base, or of all."""
        layers = self.list_layers(kind)
        named = [layer for layer in layers if layer.slug == slug]
        fitting = [layer for layer in layers if layer.base == base]
        return next(iter([*named, *fitting, *layers]), None)

    def find_area(self, kind: str, code: str) -> Layer | None:
        """Return the layer in which an area of that code stands. A code stands for one boundary."""
        return next((layer for layer in self.list_layers(kind) if code in layer.names), None)


def lay_out(
    *,
    town: tuple[str, str],
    names: Mapping[str, str],
    members: Mapping[str, frozenset[str]],
    homes: Mapping[tuple[str, str], Mapping[str, tuple[str, str]]],
) -> tuple[Layer, ...]:
    """Return every layer: neighbourhoods of each vintage, what the lookups tell, and the town as a whole.

    `homes` is, by kind and vintage, (code, name) of the area of each neighbourhood. A lookup that leaves a
    neighbourhood out, or mixes vintages, makes no layer: its sums would not be the town's.
    """
    layers = []
    for vintage, codes in members.items():
        own = {code: names[code] for code in sorted(codes, key=lambda code: (names[code], code))}
        layers += [
            Layer(NEIGHBOURHOOD, vintage, vintage, own, {code: code for code in own}),
            Layer(AUTHORITY, vintage, vintage, {town[0]: town[1]}, dict.fromkeys(own, town[0])),
        ]
    for (kind, vintage), home in homes.items():
        base = next((one for one, codes in members.items() if codes == set(home)), "")
        if base and kind in KINDS:
            areas = dict(sorted(home.values(), key=lambda one: one[::-1]))
            layers.append(
                Layer(kind, vintage, base, areas, {part: code for part, (code, _name) in home.items()})
            )
    return tuple(layers)


def invert(steps: Collection[Step]) -> dict[str, list[Step]]:
    """Return the steps by what they lead to."""
    found: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        found[step.after].append(step)
    return found
