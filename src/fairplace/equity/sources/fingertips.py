"""Fingertips, of the Office for Health Improvement and Disparities: the classic API, in CSV."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from fairplace.equity.sources.cards import Card, read_cards
from fairplace.equity.sources.csvs import find_column, need_columns, numbers, read_csv
from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.notes import flag_of
from fairplace.equity.sources.periods import Days, days_of, days_of_sortable, first_month
from fairplace.equity.sources.port import Client, Reply, Setting
from fairplace.equity.sources.texts import read_json
from fairplace.equity.sources.tidy import make_figures, map_each, pc, tidy_text

# One answer holds every period, sex, age and category: tens of megabytes for a hundred indicators.
AT_ONCE = 10
NEEDED = (
    ("Indicator ID", r"indicator id"),
    ("Area Code", r"area code"),
    ("Area Name", r"area name"),
    ("Area Type", r"area type"),
    ("Sex", r"sex"),
    ("Age", r"age"),
    ("Category Type", r"category type"),
    ("Category", r"category"),
    ("Time period", r"time period"),
    ("Value", r"value"),
    ("Lower CI 95.0 limit", r"lower ci( 95(\.0)?)? limit"),
    ("Upper CI 95.0 limit", r"upper ci( 95(\.0)?)? limit"),
    ("Count", r"count"),
    ("Denominator", r"denominator"),
    ("Value note", r"value note"),
)
TEXTS = {
    "indicator": "Indicator ID",
    "place": "Area Code",
    "place_name": "Area Name",
    "place_kind": "Area Type",
    "dimension": "Category Type",
    "subgroup": "Category",
    "sex": "Sex",
    "age": "Age",
    "period": "Time period",
    "note": "Value note",
}
NUMBERS = {
    "value": "Value",
    "lower_95": "Lower CI 95.0 limit",
    "upper_95": "Upper CI 95.0 limit",
    "count": "Count",
    "denominator": "Denominator",
}


@dataclass(frozen=True)
class Fingertips:
    """Indicators of public health in England, by area, sex, age and category.

    Values are as published: percentages 0 to 100, rates in the unit of the card. England, the parents and the
    children each have rows; a category (a decile of deprivation, an ethnic group) is a row of its own.
    """

    base: str = "https://fingertips.phe.org.uk/api/"
    code: str = "fingertips"
    title: str = "Fingertips"
    licence: str = "Open Government Licence v3.0, unless an indicator says otherwise"
    attribution: str = (
        "Source: Office for Health Improvement and Disparities, Fingertips. © Crown copyright. Contains "
        "public sector information licensed under the Open Government Licence v3.0."
    )
    settings: tuple[Setting, ...] = (
        Setting("indicators", "Indicators", "their numbers, such as 90366,92901"),
        Setting("area_type", "Kind of area", "its number: 502 upper tier, 501 lower tier, 3 MSOA, 8 ward"),
        Setting("parent_type", "Kind of parent", "15 England (unless said), 6 region", is_needed=False),
    )

    def fetch(self, asked: Mapping[str, str], client: Client) -> Iterator[Reply]:
        """Yield the figures of ten indicators at a time, then the cards of all."""
        ids = _ids(asked)
        updated = _read_updated(client.get("data_changes", params={"indicator_ids": ",".join(ids)}))
        for at in range(0, len(ids), AT_ONCE):
            some = ids[at : at + AT_ONCE]
            reply = client.get(
                "all_data/csv/by_indicator_id",
                params={
                    "indicator_ids": ",".join(some),
                    "child_area_type_id": asked["area_type"],
                    "parent_area_type_id": asked.get("parent_type") or "15",
                    "include_sortable_time_periods": "yes",
                },
            )
            latest = max((updated.get(one, "") for one in some), default="")
            yield replace(reply, updated=latest)
        for at in range(0, len(ids), 100):
            params = {"indicator_ids": ",".join(ids[at : at + 100])}
            yield client.get("indicator_metadata/csv/by_indicator_id", params=params)

    def read(self, replies: Sequence[Reply], asked: Mapping[str, str]) -> pa.Table:
        """Return the figures. Raises NotLoaded when an indicator that was asked for has none."""
        sent = self._sent(replies)
        cards = _read_cards(sent)
        tables = [self._tidy(table, cards) for table in sent if not _is_metadata(table)]
        if not tables:
            raise NotLoaded("Fingertips sent no figures: its CSV of data is missing.")
        table = pa.concat_tables(tables)
        there = set(table["indicator"].unique().to_pylist())
        missing = [one for one in (_ids(asked) if asked.get("indicators") else []) if one not in there]
        if missing or not table.num_rows:
            kind = f" for the kind of area {asked['area_type']}" if asked.get("area_type") else ""
            raise NotLoaded(
                f"Fingertips has no figures of {', '.join(missing) or 'these indicators'}{kind}. "
                "Check the numbers; what was loaded before is untouched."
            )
        return table

    def cards(self, replies: Sequence[Reply]) -> dict[str, Card]:
        """Return what each indicator is, with its copyright and the terms of its re-use."""
        return _read_cards(self._sent(replies))

    def _sent(self, replies: Sequence[Reply]) -> list[pa.Table]:
        return [read_csv(reply.body, self.title) for reply in replies]

    def _tidy(self, table: pa.Table, cards: Mapping[str, Card]) -> pa.Table:
        named = need_columns(table, NEEDED, self.title)
        columns: dict[str, Any] = {ours: tidy_text(table[named[name]]) for ours, name in TEXTS.items()}
        columns |= {ours: numbers(table, named[name], self.title) for ours, name in NUMBERS.items()}
        for side in ("lower", "upper"):
            column = find_column(table, rf"{side} ci 99\.8 limit")
            columns[f"{side}_998"] = numbers(table, column, self.title)
        columns["flag"] = map_each([columns["note"]], flag_of, pa.string())
        columns |= self._days(table, columns, cards)
        return make_figures(columns, rows=table.num_rows, called=self.title)

    def _days(self, table: pa.Table, columns: Mapping[str, Any], cards: Mapping[str, Card]) -> dict[str, Any]:
        """Return first and last days. Which year 2016/17 is stands in the card; financial without one."""

        def work(indicator: str, period: str, sortable: str, length: str) -> dict[str, Any]:
            year_from = first_month(cards.get(indicator, {}).get("year_type", ""))
            days: Days | None = days_of(period, year_from=year_from) or days_of_sortable(sortable, length)
            if days is None:
                raise NotLoaded(
                    f"Fingertips sent the period “{period}” for indicator {indicator}, which we cannot "
                    "read. Look for a newer Fairplace; what was loaded before is untouched."
                )
            return {"first": days[0], "last": days[1]}

        more = [find_column(table, name) for name in (r"time period sortable", r"time period range")]
        empty = pa.repeat("", table.num_rows)
        texts = [tidy_text(table[column]) if column else empty for column in more]
        pair = pa.struct([("first", pa.date32()), ("last", pa.date32())])
        days = map_each([columns["indicator"], columns["period"], *texts], work, pair)
        return {"starts_on": pc.struct_field(days, "first"), "ends_on": pc.struct_field(days, "last")}


def _ids(asked: Mapping[str, str]) -> list[str]:
    ids = list(dict.fromkeys(one.strip() for one in asked.get("indicators", "").split(",") if one.strip()))
    if not ids or not all(one.isdigit() for one in ids):
        raise NotLoaded(
            "Fingertips is asked for indicators by their numbers, such as indicators=90366,92901."
        )
    return ids


def _read_cards(sent: Sequence[pa.Table]) -> dict[str, Card]:
    found: dict[str, Card] = {}
    for table in sent:
        if _is_metadata(table):
            found |= read_cards(table, find_column(table, r"indicator id") or table.column_names[0])
    return found


def _is_metadata(table: pa.Table) -> bool:
    return find_column(table, r"definition") is not None and find_column(table, r"area code") is None


def _read_updated(reply: Reply) -> dict[str, str]:
    """Return when each indicator was last uploaded, in Fingertips' own words."""
    changes = read_json(reply.body, "Fingertips")
    try:
        changes = list(changes.values()) if isinstance(changes, dict) else changes
        return {str(one["IID"]): (one.get("DataChange") or {}).get("LastUploadedAt") or "" for one in changes}
    except (TypeError, KeyError, AttributeError) as error:
        raise NotLoaded(
            "Fingertips did not say when its figures last changed: its answer is not the JSON we know. "
            "Try again later; what was loaded before is untouched."
        ) from error
