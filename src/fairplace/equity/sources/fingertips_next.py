"""FingertipsNext, the coming replacement of Fingertips: JSON, at an address that is not public yet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pyarrow as pa

from fairplace.equity.sources.cards import Card
from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.port import Client, Reply, Setting
from fairplace.equity.sources.texts import read_json
from fairplace.equity.sources.tidy import make_figures, sex_of

# So many areas in one question keep the address short.
AT_ONCE = 50
CARD = {"name": "title", "definition": "definition"}


@dataclass(frozen=True)
class FingertipsNext:
    """The same indicators by FingertipsNext's own shapes, which may still change.

    One answer holds an indicator: for each area its points, each with year, sex, age and deprivation. It has
    limits of 95 % only, and no denominator. A point that sums over deprivation says so, and has no subgroup.
    """

    base: str = ""
    code: str = "fingertips-next"
    title: str = "FingertipsNext"
    licence: str = "Open Government Licence v3.0, unless an indicator says otherwise"
    attribution: str = "Source: Department of Health and Social Care, FingertipsNext. © Crown copyright."
    settings: tuple[Setting, ...] = (
        Setting("indicators", "Indicators", "their numbers, such as 41101,92708"),
        Setting("areas", "Areas", "their codes, such as E92000001,E06000032"),
        Setting("inequalities", "Inequalities", "any of age,sex,deprivation", is_needed=False),
    )

    def fetch(self, asked: Mapping[str, str], client: Client) -> Iterator[Reply]:
        """Yield what each indicator is, and its points for fifty areas at a time."""
        areas = _split(asked, "areas")
        for indicator in _split(asked, "indicators"):
            yield client.get(f"indicators/{indicator}")
            for at in range(0, len(areas), AT_ONCE):
                query: dict[str, list[str]] = {"area_codes": areas[at : at + AT_ONCE]}
                if asked.get("inequalities"):
                    query["inequalities"] = _split(asked, "inequalities")
                yield client.get(f"indicators/{indicator}/data?{urlencode(query, doseq=True)}")

    def read(self, replies: Sequence[Reply], asked: Mapping[str, str]) -> pa.Table:
        """Return the figures. Raises NotLoaded when an indicator that was asked for has none."""
        rows = [row for said in self._sent(replies) if "areaHealthData" in said for row in self._rows(said)]
        there = {row["indicator"] for row in rows}
        missing = [one for one in _split(asked, "indicators", needed=False) if one not in there]
        if missing or not rows:
            raise NotLoaded(
                f"{self.title} has no figures of {', '.join(missing) or 'these indicators'} for these areas. "
                "Check the numbers; what was loaded before is untouched."
            )
        columns = {name: pa.array([row[name] for row in rows]) for name in rows[0]}
        return make_figures(columns, rows=len(rows), called=self.title)

    def cards(self, replies: Sequence[Reply]) -> dict[str, Card]:
        """Return what each indicator is."""
        return {
            str(said[key]): {ours: str(said[theirs]) for ours, theirs in CARD.items() if said.get(theirs)}
            for said in self._sent(replies)
            for key in ("indicator_id", "indicatorId")
            if key in said and "areaHealthData" not in said
        }

    def _sent(self, replies: Sequence[Reply]) -> Iterator[dict[str, Any]]:
        for reply in replies:
            said = read_json(reply.body, self.title)
            if not isinstance(said, dict):
                raise self._odd("JSON of another shape")
            yield said

    def _rows(self, said: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        try:
            for area in said["areaHealthData"]:
                for point in area["healthData"]:
                    yield {"indicator": str(said["indicatorId"]), **_area(area), **_point(point)}
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self._odd(f"JSON of another shape ({error})") from error

    def _odd(self, what: str) -> NotLoaded:
        return NotLoaded(
            f"{self.title} sent {what}: it may have changed its format. Look for a newer Fairplace; what was "
            "loaded before is untouched."
        )


def _area(area: Mapping[str, Any]) -> dict[str, Any]:
    return {"place": area["areaCode"], "place_name": area["areaName"], "place_kind": area.get("areaType", "")}


def _point(point: Mapping[str, Any]) -> dict[str, Any]:
    first, last = _days(point)
    whole = "" if _is_whole(point["deprivation"]) else point["deprivation"]
    return {
        "dimension": whole and whole["type"],
        "subgroup": whole and whole["value"],
        "sex": sex_of(_value(point["sex"])),
        "age": _value(point["ageBand"]),
        "period": str(point["year"]),
        "starts_on": first,
        "ends_on": last,
        "value": _number(point["value"]),
        "lower_95": _number(point.get("lowerCi")),
        "upper_95": _number(point.get("upperCi")),
        "count": _number(point.get("count")),
    }


def _days(point: Mapping[str, Any]) -> tuple[date, date]:
    """Return the days of a point: those that it says, or its calendar year."""
    said = point.get("datePeriod")
    if said:
        return date.fromisoformat(said["from"][:10]), date.fromisoformat(said["to"][:10])
    return date(int(point["year"]), 1, 1), date(int(point["year"]), 12, 31)


def _is_whole(part: Mapping[str, Any]) -> bool:
    return bool(part.get("isAggregate", part["value"] in {"All", "Persons"}))


def _value(part: Any) -> str:
    """Return a sex or age, which stood there as text once and as an object since."""
    return part["value"] if isinstance(part, dict) else str(part)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _split(asked: Mapping[str, str], code: str, *, needed: bool = True) -> list[str]:
    found = list(dict.fromkeys(one.strip() for one in asked.get(code, "").split(",") if one.strip()))
    if needed and not found:
        raise NotLoaded(f"FingertipsNext is asked for {code} by their numbers or codes: {code}=…")
    return found
