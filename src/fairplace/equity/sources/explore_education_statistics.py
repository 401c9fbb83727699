"""DfE Explore Education Statistics: the API, a version pinned, and the plain CSV of a data set."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from fairplace.equity.sources.education_file import read_file
from fairplace.equity.sources.education_meta import (
    Indicator,
    Meta,
    read_meta,
    read_time,
    words_in,
)
from fairplace.equity.sources.education_rows import divide, read_value
from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.grids import read_json, unpack
from fairplace.equity.sources.port import Client, Reply, Setting
from fairplace.equity.sources.texts import KEPT
from fairplace.equity.sources.tidy_rows import make_rows

BASE = "https://api.education.gov.uk/statistics/"
PAGE = 1000
MOST_PAGES = 5000
TITLE = "DfE Explore Education Statistics"
CALLED = f"What {TITLE} sent"


class ExploreEducationStatistics:
    """One version of one data set of the Department for Education."""

    code = "explore-education-statistics"
    title = TITLE
    licence = "Open Government Licence v3.0"
    attribution = "Source: Department for Education, Explore Education Statistics."
    settings: tuple[Setting, ...] = (
        Setting("data_set", "Data set", "Its id in the API, a long one with hyphens."),
        Setting("version", "Version", "Such as 1.0. Ids and values are the same for ever within it."),
        Setting("indicators", "Indicators", "By name, with commas between."),
        Setting("places", "Places", "Codes, with commas between. All when empty.", is_needed=False),
        Setting("filters", "Filters", "A line each: Sex: Female, Male. All when empty.", is_needed=False),
        Setting(
            "reporting_year_begins", "First month of a reporting year", "1 for January.", is_needed=False
        ),
    )

    def __init__(self, base: str = BASE):
        self.base = base

    def fetch(self, asked: Mapping[str, str], client: Client) -> Iterator[Reply]:
        """Yield the description of the data set, then every page of the answer."""
        version = asked.get("version", "").strip()
        if not version:
            raise NotLoaded(
                "Say which version of the data set is meant, such as 1.0, so that it stays the same."
            )
        path = f"v1/data-sets/{asked['data_set'].strip()}"
        about = client.get(f"{path}/meta", params={"dataSetVersion": version})
        yield about
        question = make_question(read_meta(read_json(about.body, CALLED)), asked)
        found, page = 0, 1
        while page <= MOST_PAGES:
            reply = client.post(f"{path}/query?dataSetVersion={version}", json={**question, "page": page})
            said = read_json(reply.body, CALLED)
            paging, results = said.get("paging") or {}, said.get("results")
            if not isinstance(results, list) or "totalPages" not in paging or "totalResults" not in paging:
                raise NotLoaded(f"{CALLED} is JSON of another shape than expected. {KEPT}")
            yield reply
            found, page = found + len(results), page + 1
            if page > paging["totalPages"]:
                break
        if found != paging["totalResults"]:
            raise NotLoaded(
                f"{TITLE} counted {paging['totalResults']:,} results and gave {found:,}. "
                f"Load it again. {KEPT}"
            )

    def read(self, replies: Sequence[Reply], asked: Mapping[str, str]) -> pa.Table:
        """Return the figures, of the API's pages or of the CSV file of a data set."""
        if not replies:
            raise NotLoaded(f"{CALLED} was not loaded. {KEPT}")
        if _is_file(replies[0]):
            return read_file(replies, asked)
        meta = read_meta(read_json(replies[0].body, CALLED))
        wanted = meta.find_indicators(asked["indicators"])
        begins = asked.get("reporting_year_begins")
        rows = [
            row
            for reply in replies[1:]
            for result in read_json(reply.body, CALLED).get("results", [])
            for row in _rows(meta, wanted, result, int(begins) if begins else None)
        ]
        return make_rows(rows, called=CALLED)

    def cards(self, replies: Sequence[Reply]) -> dict[str, dict[str, str]]:
        """Return unit and decimals of each indicator; a CSV file says neither."""
        if not replies or _is_file(replies[0]):
            return {}
        return {
            one.label: {"name": one.label} | _given(unit=one.unit, decimals=one.decimals)
            for one in read_meta(read_json(replies[0].body, CALLED)).indicators.values()
        }


def _is_file(reply: Reply) -> bool:
    return unpack(reply.body, called=CALLED).lstrip()[:1] not in {b"{", b""}


def _given(**words: object) -> dict[str, str]:
    return {name: str(said) for name, said in words.items() if said not in {None, ""}}


def make_question(meta: Meta, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return the body of a query: names and codes turned into the ids of this data set."""
    if not words_in(asked.get("indicators", "")):
        raise NotLoaded("Say which indicators are wanted.")
    criteria: list[dict[str, Any]] = [
        {"filters": {"in": options}} for options in meta.find_options(asked.get("filters", ""))
    ]
    places = meta.find_locations(asked.get("places", ""))
    if places:
        # By id: a code may stand at two levels, and a question by code for both.
        criteria.append({"locations": {"in": [{"level": one.level, "id": one.id} for one in places]}})
    return {
        **({"criteria": {"and": criteria}} if criteria else {}),
        "indicators": [one.id for one in meta.find_indicators(asked["indicators"])],
        "sorts": [{"field": "timePeriod", "direction": "Asc"}],
        "pageSize": PAGE,
    }


def _rows(
    meta: Meta, wanted: Sequence[Indicator], result: Mapping[str, Any], begins: int | None
) -> Iterator[dict[str, Any]]:
    try:
        level, time = result["geographicLevel"], result["timePeriod"]
        place = meta.locations[level, result["locations"][level]]
        period = read_time(time["period"], time["code"], reporting_begins=begins)
        chosen = [meta.find_option(option) for option in result["filters"].values()]
        values = {one.id: result["values"][one.id] for one in wanted}
    except (KeyError, TypeError) as error:
        raise NotLoaded(
            f"{CALLED} has a result that its description does not explain: {error} is missing. {KEPT}"
        ) from error
    shared = {
        "place": place.code,
        "place_name": place.label,
        "place_kind": place.level_label,
        "period": period.text,
        "starts_on": period.starts_on,
        "ends_on": period.ends_on,
        **divide([(one.label, option.label, option.is_total) for one, option in chosen]),
    }
    for one in wanted:
        yield {**shared, "indicator": one.label, **read_value(values[one.id], one.label, shared)}
