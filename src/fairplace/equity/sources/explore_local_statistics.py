"""ONS Explore Local Statistics: a folder for each indicator, with a CSV file and a JSON file about it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.grids import as_text, decode, numbers_of, read_grid, unpack
from fairplace.equity.sources.periods import read_period
from fairplace.equity.sources.port import Client, Reply, Setting
from fairplace.equity.sources.symbols import join_notes, read_symbol
from fairplace.equity.sources.tidy import make_figures

BASE = "https://raw.githubusercontent.com/ONSdigital/explore-local-statistics-data/main/"
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


class ExploreLocalStatistics:
    """Every local indicator that the Office for National Statistics puts side by side."""

    code = "explore-local-statistics"
    title = "ONS Explore Local Statistics"
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
        called = f"The file of {asked['indicator']}"
        grid = read_grid(_only(replies, called).body, called=called, is_ended=True)
        grid.find(*COLUMNS)
        numbers = numbers_of(grid, NUMBERS)
        wanted = {code.strip() for code in asked.get("places", "").split(",") if code.strip()}
        rows = [
            _row(called, number, record, [numbers[name][at] for name in NUMBERS])
            for at, (number, record) in enumerate(grid.records())
            if not wanted or record["areacd"] in wanted
        ]
        absent = wanted - {row["place"] for row in rows}
        if absent:
            raise NotLoaded(f"{called} has no figures for {', '.join(sorted(absent))}.")
        return make_figures(rows, called=called)

    def read_cards(self, replies: Sequence[Reply], asked: Mapping[str, str]) -> dict[str, Card]:
        """Return what is said of each indicator in the file, by its name there.

        Where the file is about one indicator its card stands under "", for its name is in the CSV file alone.
        """
        called = f"The description of {asked['indicator']}"
        if len(replies) < 2:
            raise NotLoaded(f"{called} was not loaded.")
        said = _facts(replies[1].body, called)
        shared = said.get("shared")
        if shared is None:
            return {"": _card("", said, called)}
        own = {name: facts for name, facts in said.items() if name != "shared"}
        return {name: _card(name, {**shared, **facts}, called) for name, facts in own.items()}


def _only(replies: Sequence[Reply], called: str) -> Reply:
    if not replies:
        raise NotLoaded(f"{called} was not loaded.")
    return replies[0]


def _row(
    called: str, number: int, record: Mapping[str, Any], values: Sequence[float | None]
) -> dict[str, Any]:
    value, lower, upper = values
    try:
        period = read_period(as_text(record["period"]))
    except NotLoaded as error:
        raise NotLoaded(f"{called}, row {number}, column period: {error}") from error
    status = as_text(record["status"])
    symbol = read_symbol(status) if status else None
    if status and symbol is None:
        raise NotLoaded(f"{called}, row {number}, column status: “{status}” is not a mark we know.")
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


def _facts(body: bytes, called: str) -> dict[str, Any]:
    try:
        said = json.loads(decode(unpack(body, called=called), called=called))["ess-beta-metadata"]
    except (ValueError, KeyError, TypeError) as error:
        raise NotLoaded(f"{called} is not the JSON that was expected, or is cut short.") from error
    if not isinstance(said, dict) or not all(
        isinstance(one, dict) for one in said.values() if "shared" in said
    ):
        raise NotLoaded(f"{called} is JSON of another shape than expected.")
    return said


def _card(name: str, facts: Mapping[str, Any], called: str) -> Card:
    def text(key: str) -> str:
        return str(facts.get(key) or "").strip()

    if not text("label"):
        raise NotLoaded(f"{called} gives no label{f' for {name}' if name else ''}.")
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
