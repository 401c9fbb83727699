"""What a map of the town is made of, and which of its settings stand in the address."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from fairplace.town.indicators.models import Indicator
from fairplace.town.indicators.queries.area import AreaFigures
from fairplace.town.places.models import DeprivationEdition, NeighbourhoodRank
from fairplace.town.places.queries.deprivation import AreaDeprivation
from fairplace.town.places.queries.geography import Outline
from fairplace.town.places.rules.layer import Geography, Layer


@dataclass(frozen=True)
class Asked:
    """What the address of the map says; what it leaves out is chosen for it."""

    level: str = ""
    vintage: str = ""
    indicator: str = ""
    edition: str = ""
    period: str = ""


@dataclass(frozen=True)
class TownMap:
    """A map: the layer, what is shown on it, and everything to choose from.

    Shown is either an indicator with its figures, or an edition of deprivation with its ranks. Of an
    indicator `periods` are all that can be shown, oldest first, and `values` those of its areas in all of
    them. `refusal` says why nothing can be shown on these boundaries.
    """

    geography: Geography
    layer: Layer | None
    layers: Sequence[Layer]
    indicators: Sequence[Indicator]
    editions: Sequence[DeprivationEdition]
    outlines: Sequence[Outline] = ()
    figures: AreaFigures | None = None
    periods: Sequence[str] = ()
    values: Sequence[float] = ()
    edition: DeprivationEdition | None = None
    ranks: Sequence[NeighbourhoodRank] = ()
    deprivation: dict[str, AreaDeprivation] = field(default_factory=dict)
    refusal: str = ""

    @property
    def is_drawn(self) -> bool:
        """Return whether the outline of every area of the layer is loaded."""
        return self.layer is not None and 0 < len(self.layer.names) == len(self.outlines)

    @property
    def attribution(self) -> list[str]:
        """Return the lines that must stand under the map, each once."""
        lines = [line for one in self.outlines for line in one.set.attribution.splitlines() if line.strip()]
        return list(dict.fromkeys(lines))
