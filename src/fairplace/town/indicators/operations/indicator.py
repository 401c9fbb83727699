from collections.abc import Iterable, Mapping
from typing import Any

from fairplace.town.indicators.models import Indicator

OWN = (
    "name", "short", "definition", "unit", "decimals", "polarity",
    "form", "per", "lowest", "highest", "comparison", "goals",
)  # fmt: skip


def save_indicators(cards: Iterable[Mapping[str, Any]]) -> int:
    """Add or update indicators from their cards; what has no column of its own stays on the card."""
    cards = list(cards)
    for card in cards:
        rest = {key: value for key, value in card.items() if key not in OWN and key != "code"}
        Indicator.objects.update_or_create(
            code=card["code"], defaults={**{key: card[key] for key in OWN if key in card}, "card": rest}
        )
    return len(cards)
