"""English Indices of Deprivation: files on neighbourhoods (1 to 7) and summaries of authorities (10, 11)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from fairplace.equity.sources.deprivation_editions import EDITIONS, Edition, edition_of
from fairplace.equity.sources.deprivation_headings import (
    find_summaries,
    match_neighbourhoods,
    plain,
    vintage_in,
)
from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.grids import WORKBOOK, Grid, numbers_of, read_grid, read_sheets, some
from fairplace.equity.sources.port import Client, Reply, Setting
from fairplace.equity.sources.texts import KEPT
from fairplace.equity.sources.tidy import make_figures, pc

BASE = "https://assets.publishing.service.gov.uk/"
TITLE = "English Indices of Deprivation"
SUMMARY_WORDS = {
    "average_score": "average score",
    "rank_of_average_score": "rank of average score (1 = most deprived)",
    "average_rank": "average rank (highest = most deprived)",
    "rank_of_average_rank": "rank of average rank (1 = most deprived)",
    "worst_tenth": "share of neighbourhoods in the most deprived tenth",
    "rank_of_worst_tenth": "rank of that share (1 = most deprived)",
    "extent": "extent",
    "rank_of_extent": "rank of extent (1 = most deprived)",
    "local_concentration": "local concentration",
    "rank_of_local_concentration": "rank of local concentration (1 = most deprived)",
}
WORDS = {"score": "score", "rank": "rank (1 = most deprived)", "decile": "tenth (1 = most deprived)"}


class IndicesOfDeprivation:
    """The ministry's files of one edition, by the address each has among the attachments of GOV.UK."""

    code = "indices-of-deprivation"
    title = TITLE
    licence = "Open Government Licence v3.0"
    attribution = (
        "Source: Ministry of Housing, Communities and Local Government, English Indices of Deprivation. "
        "Contains public sector information licensed under the Open Government Licence v3.0."
    )
    settings: tuple[Setting, ...] = (
        Setting("edition", "Edition", f"One of {', '.join(EDITIONS)}."),
        Setting(
            "address",
            "Address of the file",
            "What follows assets.publishing.service.gov.uk/ in the address of File 7, of Files 1 and 5, or "
            "of File 10, with commas between. The number in it changes when the ministry corrects a file.",
        ),
        Setting("part", "Part", "Yes if the file was trimmed to some places.", is_needed=False),
        Setting("domain", "Domain", "Such as imd or income. The whole index when empty.", is_needed=False),
    )

    def __init__(self, base: str = BASE):
        self.base = base

    def fetch(self, asked: Mapping[str, str], client: Client) -> Iterator[Reply]:
        """Yield each of the files asked for."""
        edition_of(asked["edition"])
        for address in asked["address"].split(","):
            yield client.get(address.strip().removeprefix(self.base))

    def read(self, replies: Sequence[Reply], asked: Mapping[str, str]) -> pa.Table:
        """Return score, rank and tenth of every neighbourhood, or the summaries of every authority.

        Which of them depends on the file. They are figures of the edition's year.
        """
        edition, domain = edition_of(asked["edition"]), asked.get("domain") or "imd"
        if replies and _is_summary(replies[0].body):
            table = read_summaries(replies[0], asked)
            table, words = table.filter(pc.equal(table["domain"], domain)), SUMMARY_WORDS
            columns, kind = {name: name for name in words}, f"Local authority {edition.authorities_of}"
        else:
            table, words = read_neighbourhoods(replies, asked), WORDS
            columns, kind = {part: f"{domain}_{part}" for part in words}, f"LSOA {edition.neighbourhoods_of}"
        parts = [
            _figures(table, edition, column, f"{domain} {words[part]}", kind)
            for part, column in columns.items()
            if column in table.column_names and table[column].null_count < table.num_rows
        ]
        if not parts:
            raise NotLoaded(f"The file of the {TITLE} {edition.code} holds nothing about {domain}. {KEPT}")
        return pa.concat_tables(parts)


def read_neighbourhoods(replies: Sequence[Reply], asked: Mapping[str, str]) -> pa.Table:
    """Return one row a neighbourhood: code, name, authority, and `<domain>_score`, `_rank`, `_decile`.

    Several files are joined by the code of the neighbourhood. Rank 1 and tenth 1 are the most deprived. A
    file with another number of neighbourhoods than the edition has is refused, unless a `part` is asked for.
    """
    edition = edition_of(asked["edition"])
    if not replies:
        raise NotLoaded(f"No file of the {TITLE} was loaded. {KEPT}")
    columns: dict[str, dict[str, Any]] = {}
    for at, reply in enumerate(replies, start=1):
        called = f"The file of the {TITLE} {edition.code}{f' ({at} of {len(replies)})' if at > 1 else ''}"
        grid = read_grid(reply.body, called=called, sheet=_sheet_of(reply.body, called))
        for name, cells in _columns(grid, edition).items():
            if columns.setdefault(name, cells) != cells:
                raise NotLoaded(f"The files of {edition.code} contradict each other about {name}.")
    table = _joined(columns, edition)
    if not asked.get("part"):
        _check_whole(table, edition)
    _check_ranks(table, edition)
    return table


def _sheet_of(body: bytes, called: str) -> str | None:
    """Return the sheet that holds neighbourhoods; each workbook begins with a sheet of notes."""
    if not body.startswith(WORKBOOK):
        return None
    sheets = read_sheets(body, called=called)
    holding = [
        name for name, rows in sheets.items() if rows and "lsoa code" in " ".join(map(str, rows[0])).lower()
    ]
    if not holding:
        raise NotLoaded(f"{called} has no sheet of neighbourhoods. Its sheets are: {', '.join(sheets)}.")
    return holding[0]


def _columns(grid: Grid, edition: Edition) -> dict[str, dict[str, Any]]:
    """Return what a file says by our name for it, and by neighbourhood."""
    found = match_neighbourhoods(grid.names)
    if "code" not in found:
        raise NotLoaded(
            f"{grid.called} has no column of neighbourhoods' codes. It begins: {some(grid.names[:2])}. {KEPT}"
        )
    vintage = vintage_in(found["code"])
    if vintage and vintage != edition.neighbourhoods_of:
        raise NotLoaded(
            f"{grid.called} has neighbourhoods of {vintage}, and that edition stands on those of "
            f"{edition.neighbourhoods_of}. It belongs to another edition. {KEPT}"
        )
    codes = [str(code).strip() for code in grid.column(found["code"])]
    twice = {code for code in codes if codes.count(code) > 1} if len(set(codes)) < len(codes) else set()
    if twice:
        raise NotLoaded(f"{grid.called} names the neighbourhood {min(twice)} twice.")
    texts = [name for name in ("name", "authority", "authority_name") if name in found]
    numbers = [name for name in found if name not in {"code", *texts}]
    read = numbers_of(grid, [found[name] for name in numbers])
    return {
        **{name: dict(zip(codes, map(str, grid.column(found[name])), strict=True)) for name in texts},
        **{name: dict(zip(codes, read[found[name]], strict=True)) for name in numbers},
    }


def _joined(columns: Mapping[str, Mapping[str, Any]], edition: Edition) -> pa.Table:
    codes = sorted(set().union(*columns.values()))
    for name, cells in columns.items():
        if len(cells) != len(codes):
            absent = next(code for code in codes if code not in cells)
            raise NotLoaded(
                f"The files of {edition.code} do not fit together: {name} is missing for {absent}."
            )
    return pa.table(
        {"code": codes, **{name: [cells[code] for code in codes] for name, cells in columns.items()}}
    )


def _check_whole(table: pa.Table, edition: Edition) -> None:
    if table.num_rows != edition.neighbourhoods:
        raise NotLoaded(
            f"The {TITLE} {edition.code} have {edition.neighbourhoods:,} neighbourhoods; this "
            f"file has {table.num_rows:,}. It is cut short or of another edition. {KEPT}"
        )


def _check_ranks(table: pa.Table, edition: Edition) -> None:
    """Refuse ranks that run the wrong way or too far: 1 is the most deprived, which has the highest score."""
    for name in [name for name in table.column_names if name.endswith("_rank")]:
        ranks = np.asarray(table[name].to_numpy(), dtype=float)
        if np.isnan(ranks).all():
            raise NotLoaded(f"The column {name} of {edition.code} is empty.")
        if np.nanmin(ranks) < 1 or np.nanmax(ranks) > edition.neighbourhoods:
            raise NotLoaded(
                f"Ranks of {edition.code} run from 1 to {edition.neighbourhoods:,}; "
                f"{name} has {np.nanmin(ranks):g} to {np.nanmax(ranks):g}."
            )
        beside = name.removesuffix("_rank") + "_score"
        if beside not in table.column_names or table.num_rows < 2:
            continue
        scores = np.asarray(table[beside].to_numpy(), dtype=float)
        if scores[np.nanargmin(ranks)] < scores[np.nanargmax(ranks)]:
            raise NotLoaded(f"{name} runs the wrong way: its lowest ranks have the lowest scores.")


def _figures(table: pa.Table, edition: Edition, column: str, indicator: str, kind: str) -> pa.Table:
    columns = {
        "indicator": indicator,
        "place": table["code"],
        "place_name": table["name"] if "name" in table.column_names else "",
        "place_kind": kind,
        "period": edition.code,
        "starts_on": date(int(edition.code), 1, 1),
        "ends_on": date(int(edition.code), 12, 31),
        "value": table[column],
        "note": f"Edition {edition.code}. Editions are relative: two of them are no trend.",
    }
    return make_figures(columns, rows=table.num_rows, called=f"The file of the {TITLE} {edition.code}")


def _is_summary(body: bytes) -> bool:
    """Return whether a file is about authorities: a heading of it ranks their average scores."""
    called = f"The file of the {TITLE}"
    if body.startswith(WORKBOOK):
        heads = [rows[0] for rows in read_sheets(body, called=called).values() if rows]
    else:
        heads = [read_grid(body, called=called).names]
    return any("rank of average score" in plain(" ".join(map(str, head))) for head in heads)


def read_summaries(reply: Reply, asked: Mapping[str, str]) -> pa.Table:
    """Return one row an authority and domain, of File 10 or 11: averages, their ranks, extent and the rest.

    `average_rank` is the only column that runs the other way: the HIGHEST is the most deprived. In every
    column that begins with `rank_of` 1 is the most deprived.
    """
    edition = edition_of(asked["edition"])
    called = f"The file of the {TITLE} {edition.code}"
    if reply.body.startswith(WORKBOOK):
        names = [name for name, rows in read_sheets(reply.body, called=called).items() if len(rows) > 1]
        grids = [read_grid(reply.body, called=f"{called}, sheet {name}", sheet=name) for name in names]
    else:
        grids = [read_grid(reply.body, called=called)]
    is_part = bool(asked.get("part"))
    parts = [part for grid in grids for part in find_summaries(grid, edition, is_part=is_part)]
    if not parts:
        raise NotLoaded(f"{called} holds no column “Rank of average score”. {KEPT}")
    return pa.concat_tables(parts, promote_options="default")
