"""Nomis, of the Office for National Statistics: the labour market, population and the census, in CSV."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from fairplace.equity.sources.csvs import need_columns, numbers, read_csv
from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.nomis_measures import fold_measures
from fairplace.equity.sources.nomis_rows import read_rows
from fairplace.equity.sources.port import Client, Reply, Setting

MOST_PAGES = 400
# These are said by us, or change what the columns are.
OURS = {"dataset", "across", "select", "recordoffset", "recordlimit", "uid"}
COUNTED = (("RECORD_OFFSET", r"record_offset"), ("RECORD_COUNT", r"record_count"))
KEPT = "What was loaded before is untouched."


@dataclass(frozen=True)
class Nomis:
    """Any data set of Nomis, such as NM_2002_1 (population) or NM_161_1 (deaths by cause).

    Asked with the data set's own dimensions: geography, date, measures and the others. What is counted is the
    indicator: the data set, its measure, and every dimension but place, time, sex and age; those named in
    `across` become dimensions of inequality instead. A cell that is withheld has no value, whatever was sent.
    """

    base: str = "https://www.nomisweb.co.uk/api/v01/"
    # An account's key allows larger answers. It is sent and never kept.
    key: str = field(default="", repr=False)
    code: str = "nomis"
    title: str = "Nomis"
    licence: str = "Open Government Licence v3.0"
    attribution: str = (
        "Source: Office for National Statistics (Nomis). Contains public sector information licensed under "
        "the Open Government Licence v3.0."
    )
    settings: tuple[Setting, ...] = (
        Setting("dataset", "Data set", "such as NM_2002_1"),
        Setting("geography", "Geography", "codes or types: E06000032, or TYPE432"),
        Setting("date", "Date", "latest, latestMINUS4, 2015-2021", is_needed=False),
        Setting("measures", "Measures", "20100 value, 20301 percent", is_needed=False),
        Setting("across", "Across", "dimensions of inequality, such as c_ethpuk11", is_needed=False),
    )

    def fetch(self, asked: Mapping[str, str], client: Client) -> Iterator[Reply]:
        """Yield pages until there are as many rows as Nomis says there are. It cuts long answers silently."""
        dataset = asked.get("dataset", "")
        if not re.fullmatch(r"NM_\d+_\d+", dataset):
            raise NotLoaded("Nomis is asked for a data set by its number, such as dataset=NM_2002_1.")
        params = {name: value for name, value in asked.items() if name.lower() not in OURS}
        if self.key:
            params["uid"] = self.key
        had = 0
        for _ in range(MOST_PAGES):
            page = {**params, "RecordOffset": str(had)}
            reply = client.get(f"dataset/{dataset}.data.csv", params=page)
            rows, total = _counted(read_csv(reply.body, self.title), had)
            yield reply
            had += rows
            if had >= total:
                return
        raise NotLoaded(
            f"Nomis has more than {MOST_PAGES} pages of this. Ask for fewer areas or years. {KEPT}"
        )

    def read(self, replies: Sequence[Reply], asked: Mapping[str, str]) -> pa.Table:
        """Return the figures. Raises NotLoaded when rows are missing at the end or between two pages."""
        had, pages, total = 0, [], 0
        for reply in replies:
            page = read_csv(reply.body, self.title)
            rows, total = _counted(page, had)
            pages.append(page)
            had += rows
        if had != total or not total:
            raise NotLoaded(f"Nomis sent {had:,} of {total:,} rows. Fetch again, page by page. {KEPT}")
        across = {one.strip().upper() for one in asked.get("across", "").split(",") if one.strip()}
        dataset = asked.get("dataset") or "Nomis"
        rows = read_rows(pa.concat_tables(pages), dataset=dataset, across=across, called=self.title)
        return fold_measures(rows, called=self.title)


def _counted(page: pa.Table, offset: int) -> tuple[int, int]:
    """Return how many rows a page has and how many there are in all. It must begin at the offset."""
    named: dict[str, Any] = need_columns(page, COUNTED, "Nomis")
    if not page.num_rows:
        raise NotLoaded(f"Nomis has no figures for this question: it sent a header alone. {KEPT}")
    offsets = numbers(page, named["RECORD_OFFSET"], "Nomis")
    counts = numbers(page, named["RECORD_COUNT"], "Nomis")
    assert offsets is not None
    assert counts is not None
    if offsets[0].as_py() != offset or offsets[-1].as_py() != offset + page.num_rows - 1:
        raise NotLoaded(
            f"Nomis left out rows after row {offset:,}, or sent them twice. Try again later. {KEPT}"
        )
    if len(set(counts.to_pylist())) != 1:
        raise NotLoaded(f"Nomis changed the figures while we were reading them. Try again later. {KEPT}")
    return page.num_rows, int(counts[0].as_py())
