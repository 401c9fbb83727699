"""Writes the reference pages that follow from the code: the commands, and the statistics of tables."""

import os
from pathlib import Path
from typing import Any

# Help is wrapped to the window; here the window is always the same.
os.environ["COLUMNS"] = "100"

from fairplace.__main__ import NAMES, build_parser
from fairplace.equity.cli import sources, stats
from fairplace.equity.stats.summaries import SUMMARIES
from fairplace.equity.tables import STATISTICS
from fairplace.equity.tables.columns import COLUMNS
from fairplace.town.config.folder import demonstration_folder

FOLDER = Path(__file__).resolve().parent / "reference"
HEAD = """# Commands

Written by `python3 dev.py docs` from what `--help` says; change it there.

Every command ends with 0 when all went well, with 1 after one sentence that says what is wrong and what to
do, and with 2 when it was not typed correctly. A command that ends with 1 has left nothing half done.

From a checkout, `python3 dev.py demo` and `python3 dev.py serve` set up what they need first.
`python3 dev.py` lists the others.
"""


STATISTICS_HEAD = """# Statistics of a table

Written by `python3 dev.py docs` from the register of statistics; change it there.

`eq.by_group(NAME, table, by=[...])` in Python and `fairplace stats NAME FILE --by ...` on the command line
are the same thing. The table is a CSV, Parquet or XLSX file, the HEAT Plus template, a dict of arrays, or a
frame of pandas, Polars, Arrow, DuckDB, Ibis or Spark. Columns are found by the names below, in any spelling
of capitals and spaces; `columns={"population": "pop"}` or `--col population=pop` says another. A group that
cannot be computed says why in its `note`, and does not stop the others; a table that makes no sense is
refused with the row at fault.
"""


def write_commands() -> str:
    """Return the page of the commands."""
    commands = _commands(build_parser())
    parts = [HEAD]
    for name in NAMES:
        # Where the data is kept differs from person to person.
        text = commands[name].format_help().replace(str(demonstration_folder()), "(see README)")
        parts.append(f"## fairplace {name}\n\n```text\n{text.strip()}\n```\n")
    for command in (stats, sources):
        name = command.build_parser().prog
        parts.append(f"## {name}\n\n```text\n{command.build_parser().format_help().strip()}\n```\n")
    for name, command in _commands(sources.build_parser()).items():
        parts.append(f"### fairplace sources {name}\n\n```text\n{command.format_help().strip()}\n```\n")
    return "\n".join(parts)


def _commands(parser: Any) -> Any:
    return parser._subparsers._group_actions[0].choices  # argparse has no public way to them


def write_statistics() -> str:
    """Return the page of what can be asked of a table."""
    parts, family = (
        [STATISTICS_HEAD, "## Columns\n", "| name | holds | also found as |\n| --- | --- | --- |"],
        "",
    )
    parts += [f"| `{one.name}` | {one.words} | {', '.join(one.also)} |" for one in COLUMNS.values()]
    for one in STATISTICS.values():
        if one.family != family:
            family = one.family
            parts.append(f"\n## {family.capitalize()}")
        parts.append(f"\n### {one.title}\n\n`{one.name}`. {one.reading} Source: {one.source}.\n")
        parts.append(
            f"- needs {_names(one.needs)}" + (f"; reads if there {_names(one.may)}" if one.may else "")
        )
        parts += [f"- option `{option.name}`: {option.words} ({option.default!r})" for option in one.options]
    return "\n".join(parts) + "\n"


SUMMARIES_HEAD = """# Summary measures of inequality

Written by `python3 dev.py docs` from the register of summary measures; change it there.
[Inequality](inequality.md) explains how they are computed, and how to choose.

`eq.SUMMARIES[CODE]` is called with a breakdown and gives one, `eq.summarise(breakdown)` gives all that are
valid for it, and `eq.summaries_for(breakdown)` says which are and why the others are not.
"""
DIMENSIONS = {
    "ordered": "for ordered dimensions",
    "unordered": "for dimensions without an order",
    "any": "for any dimension",
}


def write_summaries() -> str:
    """Return the page of the summary measures."""
    return "\n".join([SUMMARIES_HEAD, *map(_summary, SUMMARIES.values())])


def _summary(one: Any) -> str:
    needs = {"which way is better": one.needs_polarity, "a reference subgroup": one.needs_reference}
    needs["a proportion, which has a highest value"] = one.needs_scale
    wanted = [what for what, is_needed in needs.items() if is_needed]
    weighted = "weighted" if one.weighted else "not weighted"
    return (
        f"### `{one.code}`\n\n{one.name} ({one.abbreviation}): {one.kind}, {weighted}, "
        f"{DIMENSIONS[one.dimensions]} of {one.fewest} or more subgroups, "
        f"{one.no_inequality:g} without inequality. Unit: {one.unit}."
        + (f" Needs {' and '.join(wanted)}." if wanted else "")
        + f"\n{one.reading}\nSource: {one.source}.\n"
    )


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in columns)


PAGES = {
    FOLDER / "commands.md": write_commands,
    FOLDER / "tables.md": write_statistics,
    FOLDER / "statistics" / "summaries.md": write_summaries,
}

if __name__ == "__main__":
    for target, write in PAGES.items():
        target.write_text(write(), encoding="utf-8")
        print(f"Wrote {target}.")
