"""What an indicator is, in its publisher's words: its card. Which way is better is never taken from there."""

import re
from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable

import pyarrow as pa

from fairplace.equity.sources.csvs import find_column
from fairplace.equity.sources.port import Publisher, Reply

Card = dict[str, str]
# Our name: how the column is called. Polarity is left out on purpose: it is ours to say.
FIELDS: tuple[tuple[str, str], ...] = (
    ("name", r"indicator|indicator name"),
    ("full_name", r"indicator full name"),
    ("definition", r"definition"),
    ("rationale", r"rationale"),
    ("source", r"data source"),
    ("methodology", r"methodology"),
    ("standard_population", r"standard population(/values)?"),
    ("limits", r"confidence interval details"),
    ("numerator", r"definition of numerator"),
    ("numerator_source", r"source of numerator"),
    ("denominator", r"definition of denominator"),
    ("denominator_source", r"source of denominator"),
    ("disclosure", r"disclosure control"),
    ("caveats", r"caveats"),
    ("copyright", r"copyright"),
    ("reuse", r"data re-?use"),
    ("frequency", r"frequency"),
    ("unit", r"unit"),
    ("value_type", r"value type"),
    ("year_type", r"year type"),
)
_OGL = r"open government licen[cs]e|\bogl\b"
_FREE = r"no restrictions|may be re-?used|please cite"
_LIMITED = (
    r"non-?\s?commercial|(personal|in-?\s?house)\b|not be (re-?used|reproduced|sold)|by permission|must not"
    r"|licensed separately"
)


@runtime_checkable
class Describes(Protocol):
    """A publisher whose replies also say what its indicators are."""

    def cards(self, replies: Sequence[Reply]) -> dict[str, Card]:
        """Return the card of each indicator by the publisher's name of it."""
        ...


def cards_of(publisher: Publisher, replies: Sequence[Reply]) -> dict[str, Card]:
    """Return the cards that came with the figures; none where the publisher sends none."""
    return publisher.cards(replies) if isinstance(publisher, Describes) else {}


def read_cards(table: pa.Table, key: str) -> dict[str, Card]:
    """Return a card a row of a metadata table, by its column `key`. A field that is not there is left out."""
    named = {name: find_column(table, pattern) for name, pattern in FIELDS}
    return {
        row[key]: {
            name: without_tags(row[column]) for name, column in named.items() if column and row[column]
        }
        for row in table.to_pylist()
    }


def terms_of(cards: Mapping[str, Card]) -> dict[str, str]:
    """Return the words to be shown beside indicators that say more of their re-use than the OGL does."""
    said = {indicator: card.get("reuse", "") for indicator, card in cards.items()}
    return {one: words for one, words in said.items() if words and not (_has(_OGL, words) and is_open(words))}


def is_open(terms: str) -> bool:
    """Return whether everybody may use the figures for anything. Unknown words are taken as a limit."""
    is_free = not terms or _has(_OGL, terms) or _has(_FREE, terms)
    return is_free and not _has(_LIMITED, terms)


def _has(pattern: str, words: str) -> bool:
    return bool(re.search(pattern, words, re.IGNORECASE))


def without_tags(text: str) -> str:
    """Return a publisher's text without markup: single spaces, no tags, no entities for spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).replace("&nbsp;", " ").split())
