"""Which way is better: high, low, or neither."""

from fairplace.equity.stats.errors import NotComputable

POLARITIES = ("high", "low", "none")


def direction_words(polarity: str) -> tuple[str, str]:
    """Return the words for below and above, given which way is better."""
    words = {"high": ("worse", "better"), "low": ("better", "worse"), "none": ("lower", "higher")}
    if polarity not in words:
        raise NotComputable("The polarity must be high, low or none.")
    return words[polarity]
