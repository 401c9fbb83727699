"""Compute the statistics of health equity, for every group of a table in a file.

The file is CSV, Parquet, XLSX or the HEAT Plus template. What the answer holds is told by
`fairplace stats NAME --help`; `fairplace stats list` names them all.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from fairplace.equity.cli.equiplot import Dot, draw_equiplot
from fairplace.equity.cli.progress import Progress
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.tables import STATISTICS, Option, Statistic, by_group, find_statistic
from fairplace.equity.tables.columns import COLUMNS
from fairplace.equity.tables.families.inequality import VALUES
from fairplace.equity.tables.writing import write_table, write_text

SUMMARY = "compute statistics from a table: rates, life expectancy, gaps"
EXAMPLES = [
    "fairplace stats list",
    "fairplace stats rate deaths.csv --by area,sex --per 100000",
    "fairplace stats slope_index deciles.xlsx --by area --col population=pop --out gaps.csv",
    "fairplace stats summarise deciles.csv --plot gaps.svg",
]


def main(arguments: Sequence[str]) -> int:
    """Run one of the statistics; return 0. What cannot be computed raises NotComputable."""
    parser, given = build_parser(), list(arguments)
    if given and not given[0].startswith("-") and given[0] != "list":
        given[0] = find_statistic(given[0]).name
    options = parser.parse_args(given)
    options.run(options)
    return 0


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of every statistic, written from the register."""
    parser = argparse.ArgumentParser(prog="fairplace stats", **_told(__doc__ or "", EXAMPLES))
    commands = parser.add_subparsers(metavar="NAME", required=True)
    listing = commands.add_parser("list", help="name every statistic", **_told("Name every statistic."))
    listing.set_defaults(run=_list)
    for statistic in STATISTICS.values():
        command = commands.add_parser(statistic.name, help=argparse.SUPPRESS, **_told(_explain(statistic)))
        _add_file(command)
        for option in statistic.options:
            _add_option(command, option)
        if statistic.name == "summarise":
            command.add_argument("--plot", metavar="FILE", type=Path, help="draw an equiplot: .svg")
        command.set_defaults(run=_compute, statistic=statistic)
    return parser


def _told(description: str, examples: Sequence[str] = ()) -> dict[str, Any]:
    epilog = "examples:\n" + "\n".join(f"  {example}" for example in examples) if examples else None
    return {
        "description": description,
        "epilog": epilog,
        "formatter_class": argparse.RawDescriptionHelpFormatter,
        "allow_abbrev": False,
    }


def _explain(statistic: Statistic) -> str:
    """Return what a person needs to know before asking: what it is, what it reads, how to read it."""
    lines = [f"{statistic.title}.", statistic.reading, "", "columns:"]
    for name in (*statistic.needs, *statistic.may):
        column = COLUMNS[name]
        wanted = "" if name in statistic.needs else " (if there)"
        lines.append(f"  {name:20} {column.words}{wanted}")
        if column.also:
            lines.append(f"  {'':20} or called {', '.join(column.also[:5])}")
    return "\n".join([*lines, "", f"Source: {statistic.source}."])


def _add_file(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", type=Path, help="CSV, Parquet or XLSX")
    command.add_argument("--by", metavar="COL,…", default="", help="columns whose groups are kept apart")
    command.add_argument("--out", metavar="FILE", type=Path, help="where to write: .csv, .parquet or .xlsx")
    command.add_argument(
        "--col", metavar="NAME=COL", action="append", default=[], help="what a column is called in the file"
    )
    command.add_argument("--sheet", help="which sheet of a workbook; the first unless said")
    command.add_argument("--confidence", type=float, default=0.95, help="0.95 unless said")
    command.add_argument(
        "--engine", choices=["duckdb", "spark"], default="duckdb", help="what reads the rows"
    )


def _add_option(command: argparse.ArgumentParser, option: Option) -> None:
    name, told = f"--{option.name.replace('_', '-')}", f"{option.words} (default: {option.default})"
    if option.kind is bool:
        command.add_argument(
            name, action=argparse.BooleanOptionalAction, default=option.default, help=option.words
        )
    else:
        command.add_argument(
            name, type=option.kind, default=option.default, choices=option.choices or None, help=told
        )


def _list(options: argparse.Namespace) -> None:
    family = ""
    for statistic in STATISTICS.values():
        if statistic.family != family:
            family = statistic.family
            print(f"\n{family.capitalize()}")
        print(f"  {statistic.name:32} {statistic.title}")


def _compute(options: argparse.Namespace) -> None:
    progress = Progress(options.statistic.title)
    table = _ask(options, options.statistic, progress)
    progress.finish()
    if getattr(options, "plot", None):
        _plot(options)
    write_table(table, options.out, sys.stdout)


def _ask(
    options: argparse.Namespace, statistic: Statistic, progress: Callable[[float], None] | None = None
) -> Any:
    return by_group(
        statistic,
        options.file,
        by=_split(options.by),
        columns=_pairs(options.col),
        confidence=options.confidence,
        engine=options.engine,
        sheet=options.sheet,
        progress=progress,
        **{option.name: getattr(options, option.name) for option in statistic.options},
    )


def _plot(options: argparse.Namespace) -> None:
    if options.plot.suffix.lower() != ".svg":
        raise NotComputable(f"{options.plot.name} must end in .svg.")
    rows = _ask(options, VALUES).to_pylist()
    keys = [name for name in rows[0] if name not in {"subgroup", "value"}]
    dots = [
        Dot(", ".join(str(row[key]) for key in keys), row["subgroup"], row["value"])
        for row in rows
        if row["value"] is not None
    ]
    write_text(options.plot, draw_equiplot(dots, title=options.file.stem, unit="value"))


def _split(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


def _pairs(given: Sequence[str]) -> dict[str, str]:
    pairs = {}
    for one in given:
        name, equals, called = one.partition("=")
        if not equals or not called:
            raise NotComputable(f"“--col {one}” must be like --col population=pop.")
        pairs[name.strip()] = called.strip()
    return pairs
