"""ONS Explore Local Statistics: a folder for each indicator, with a CSV file and a JSON file about it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.grids import Grid, as_text, numbers_of, read_grid, read_json, some
from fairplace.equity.sources.port import Client, Reply, Setting
from fairplace.equity.sources.symbols import join_notes, read_symbol
from fairplace.equity.sources.texts import KEPT
from fairplace.equity.sources.tidy_rows import make_rows
from fairplace.equity.sources.written_periods import read_period

BASE = "https://raw.githubusercontent.com/ONSdigital/explore-local-statistics-data/main/"
TITLE = "ONS Explore Local Statistics"
CALLED = f"What {TITLE} sent"
ABOUT = f"What {TITLE} sent about the indicator"
COLUMNS = (
    "areacd", "areanm", "geography", "indicator", "period", "observation",
    "measure", "unit", "lci_95", "uci_95", "status", "notes",
)  # fmt: skip
NUMBERS = ("observation", "lci_95", "uci_95")
UNITS = {"GBPSign": "£"}
MEANT = {"areacd": "place", "areanm": "place_name", "geography": "place_kind", "indicator": "indicator"}


@dataclass(frozen=True)
class Card:
    """What the publisher says of one indicator. `decimals` is None where nothing is said of them."""

    indicator: str
    label: str
    subtitle: str
    description: str
    caveats: str
    source: str
    source_address: str
    source_dated: str
    unit: str
    decimals: int | None
    is_standardised: bool
    is_experimental: bool

    def as_words(self) -> dict[str, str]:
        """Return the card in the words that all publishers' cards share."""
        words = {
            "name": self.label,
            "full_name": self.subtitle,
            "definition": self.description,
            "caveats": self.caveats,
            "source": self.source,
            "source_address": self.source_address,
            "source_dated": self.source_dated,
            "unit": self.unit,
            "decimals": "" if self.decimals is None else str(self.decimals),
        }
        return {name: said for name, said in words.items() if said}


class ExploreLocalStatistics:
    """Every local indicator that the Office for National Statistics puts side by side."""

    code = "explore-local-statistics"
    title = TITLE
    licence = "Open Government Licence v3.0"
    attribution = "Source: Office for National Statistics licensed under the Open Government Licence v.3.0"
    settings: tuple[Setting, ...] = (
        Setting("indicator", "Indicator", "The name of its folder, such as employment-rate."),
        Setting("places", "Places", "Codes of areas, with commas between. All when empty.", is_needed=False),
    )

    def __init__(self, base: str = BASE):
        self.base = base

    def fetch(self, asked: Mapping[str, str], client: Client) -> Iterator[Reply]:
        """Yield the CSV file of an indicator, then the JSON file that says what it is."""
        folder = asked["indicator"].strip().strip("/")
        yield client.get(f"{folder}/{folder}.csv")
        yield client.get(f"{folder}/{folder}.json")

    def read(self, replies: Sequence[Reply], asked: Mapping[str, str]) -> pa.Table:
        """Return the figures of every indicator in the file, for the places asked for."""
        grid = _grid(replies)
        numbers = numbers_of(grid, NUMBERS)
        wanted = {code.strip() for code in asked.get("places", "").split(",") if code.strip()}
        rows = [
            _row(number, record, [numbers[name][at] for name in NUMBERS])
            for at, (number, record) in enumerate(grid.records())
            if not wanted or record["areacd"] in wanted
        ]
        absent = wanted - {row["place"] for row in rows}
        if absent:
            raise NotLoaded(f"{CALLED} has no figures for {some(sorted(absent))}. {KEPT}")
        return make_rows(rows, called=CALLED)

    def cards(self, replies: Sequence[Reply]) -> dict[str, dict[str, str]]:
        """Return what is said of each indicator, by its name in the file; nothing without that file."""
        if len(replies) < 2:
            return {}
        return {name: card.as_words() for name, card in self.read_cards(replies).items()}

    def read_cards(self, replies: Sequence[Reply]) -> dict[str, Card]:
        """Return the same with decimals as a number and marks as yes and no."""
        if len(replies) < 2:
            raise NotLoaded(f"{ABOUT} was not loaded. {KEPT}")
        said = _facts(replies[1].body)
        shared = said.get("shared")
        if shared is not None:
            own = {name: facts for name, facts in said.items() if name != "shared"}
            return {name: _card(name, {**shared, **facts}) for name, facts in own.items()}
        # A file about one indicator names it in its figures alone.
        names = dict.fromkeys(as_text(name) for name in _grid(replies).column("indicator"))
        if len(names) != 1:
            raise NotLoaded(f"{ABOUT} is about one, and the figures are about {some(tuple(names))}. {KEPT}")
        return {name: _card(name, said) for name in names}


def _grid(replies: Sequence[Reply]) -> Grid:
    if not replies:
        raise NotLoaded(f"{CALLED} was not loaded. {KEPT}")
    grid = read_grid(replies[0].body, called=CALLED, is_ended=True)
    grid.find(*COLUMNS)
    return grid


def _row(number: int, record: Mapping[str, Any], values: Sequence[float | None]) -> dict[str, Any]:
    value, lower, upper = values
    try:
        period = read_period(as_text(record["period"]))
    except NotLoaded as error:
        raise NotLoaded(f"{CALLED}, row {number}, column period: {error}") from error
    status = as_text(record["status"])
    symbol = read_symbol(status) if status else None
    if status and symbol is None:
        raise NotLoaded(f"{CALLED}, row {number}, column status: “{status}” is not a mark we know. {KEPT}")
    if value is None and symbol is None:
        symbol = read_symbol(as_text(record["observation"]))
    missing = "" if value is not None or symbol else "No value, and no reason given."
    return {
        **{ours: as_text(record[theirs]) for theirs, ours in MEANT.items()},
        "period": period.text,
        "starts_on": period.starts_on,
        "ends_on": period.ends_on,
        "value": value,
        "lower_95": lower,
        "upper_95": upper,
        "flag": symbol.flag if symbol else "",
        "note": join_notes(symbol.note if symbol else "", missing, as_text(record["notes"])),
    }


def _facts(body: bytes) -> dict[str, Any]:
    said = read_json(body, ABOUT).get("ess-beta-metadata")
    is_one = isinstance(said, dict) and "shared" not in said
    if not isinstance(said, dict) or not (is_one or all(isinstance(one, dict) for one in said.values())):
        raise NotLoaded(f"{ABOUT} is JSON of another shape than expected. {KEPT}")
    return said


def _card(name: str, facts: Mapping[str, Any]) -> Card:
    def text(key: str) -> str:
        return str(facts.get(key) or "").strip()

    if not text("label"):
        raise NotLoaded(f"{ABOUT} gives no label for {name}. {KEPT}")
    decimals = facts.get("decimalPlaces")
    return Card(
        indicator=name,
        label=text("label"),
        subtitle=text("subtitle"),
        description=text("longDescription"),
        caveats=text("caveats"),
        source=text("sourceOrg"),
        source_address=text("sourceURL"),
        source_dated=text("sourceDate"),
        unit=UNITS.get(text("prefix"), text("suffix") or text("prefix") or text("subText")),
        decimals=decimals if isinstance(decimals, int) else None,
        is_standardised=text("standardised") == "T",
        is_experimental=text("experimentalStatistic") == "T",
    )
