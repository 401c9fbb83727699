"""What the commands about sources print: lines of plain text."""

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.types

from fairplace.equity.sources.comparison import Comparison
from fairplace.equity.sources.journal import FAILED, HELD, UNCHANGED, Attempt
from fairplace.equity.sources.loading import Fetched
from fairplace.equity.sources.manifest import Snapshot
from fairplace.equity.sources.port import Publisher

SHOWN = 10


def list_publisher(
    publisher: Publisher,
    snapshots: Sequence[Snapshot],
    held: Sequence[Snapshot],
    attempts: Sequence[Attempt],
) -> Iterator[str]:
    """Yield what a publisher is asked, what there is of it, and how the last attempt went."""
    yield f"{publisher.code}: {publisher.title} ({publisher.licence})"
    for setting in publisher.settings:
        may = "" if setting.is_needed else " (may be left out)"
        yield f"  {setting.code}=…  {setting.name}: {setting.help}{may}"
    for word, some in (("kept", snapshots), ("held", held)):
        for one in some:
            asked = " ".join(f"{name}={value}" for name, value in one.asked.items()) or "a file"
            yield f"  {word} {one.digest[:12]}, taken {_when(one.taken_at)}: {asked}"
    if attempts and attempts[-1].outcome == FAILED:
        yield f"  the last attempt failed, {_when(attempts[-1].at)}: {attempts[-1].said}"
    elif attempts:
        yield f"  last asked {_when(attempts[-1].at)}: {attempts[-1].outcome}"


def tell_outcome(fetched: Fetched) -> Iterator[str]:
    """Yield what came of a fetch."""
    name = f"{fetched.snapshot.digest[:12]} of {fetched.snapshot.title}"
    if fetched.outcome == UNCHANGED:
        yield f"Nothing has changed since {_when(fetched.snapshot.taken_at)}: {name} is still the latest."
        return
    yield f"{name}: {fetched.table.num_rows:,} figures."
    yield from _terms(fetched.snapshot)
    if fetched.comparison:
        yield from tell_comparison(fetched.comparison)
    if fetched.outcome == HELD:
        name = fetched.snapshot.digest[:12]
        yield f"Held, because it looks odd. To let it count: fairplace sources accept {name}"


def tell_comparison(comparison: Comparison) -> Iterator[str]:
    """Yield what differs, with the first revised values."""
    before, after = comparison.rows
    yield f"Rows: {before:,.0f} before, {after:,.0f} after."
    yield (
        f"Added {comparison.added.num_rows:,}, withdrawn {comparison.withdrawn.num_rows:,}, "
        f"revised {comparison.revised.num_rows:,}, unchanged {comparison.unchanged:,}."
    )
    for caution in comparison.warnings:
        yield f"{'Look at this' if caution.is_blocking else 'Note'}: {caution.sentence}"
    for row in comparison.revised.slice(0, SHOWN).to_pylist():
        about = ", ".join(
            str(row[name]) for name in ("indicator", "place", "subgroup", "sex", "age", "period") if row[name]
        )
        change = "" if row["relative"] is None else f" ({row['relative']:+.1%})"
        yield f"  {about}: {row['what']}, {_number(row['before'])} to {_number(row['after'])}{change}"
    if comparison.revised.num_rows > SHOWN:
        yield f"  … and {comparison.revised.num_rows - SHOWN:,} more: write them all with --out."


def show_snapshot(snapshot: Snapshot, table: pa.Table) -> Iterator[str]:
    """Yield what a snapshot is and its first figures, each with the limits it has."""
    yield f"{snapshot.title}, snapshot {snapshot.digest}"
    yield f"  taken {_when(snapshot.taken_at)}, number {snapshot.number} of its question"
    yield f"  asked: {' '.join(f'{name}={value}' for name, value in snapshot.asked.items()) or 'a file'}"
    for kept in snapshot.replies:
        yield f"  {kept.address}: {kept.bytes:,} bytes, SHA-256 {kept.digest[:12]}…"
    yield f"  licence: {snapshot.licence}"
    yield f"  {snapshot.attribution}"
    yield from _terms(snapshot)
    places, periods = (len(table[name].unique()) for name in ("place", "period"))
    yield f"  {table.num_rows:,} figures of {places:,} places and {periods:,} periods; the first are"
    for row in table.slice(0, SHOWN).to_pylist():
        about = ", ".join(
            row[name] for name in ("indicator", "place_name", "subgroup", "sex", "age", "period") if row[name]
        )
        yield f"    {about}: {_number(row['value'])}{_range(row)}{_marked(row)}"


def with_plain_days(table: pa.Table) -> pa.Table:
    """Return the table with its days as text, which every spreadsheet reads alike."""
    schema = pa.schema(
        [
            pa.field(one.name, pa.string() if pyarrow.types.is_date(one.type) else one.type)
            for one in table.schema
        ]
    )
    return table.cast(schema)


def _terms(snapshot: Snapshot) -> Iterator[str]:
    for indicator, said in snapshot.terms.items():
        yield f"  Terms of indicator {indicator}: {said}"


def _range(row: dict[str, float | None]) -> str:
    low, high = (
        (row["lower_95"], row["upper_95"])
        if row["lower_95"] is not None
        else (row["lower_998"], row["upper_998"])
    )
    return "" if low is None else f" ({_number(low)} to {_number(high)})"


def _marked(row: dict[str, str]) -> str:
    said = ", ".join(word for word in (row["flag"], row["note"]) if word)
    return f" [{said}]" if said else ""


def _number(value: float | None) -> str:
    if value is None:
        return "no value"
    return f"{value:,.0f}" if value.is_integer() else f"{value:,.6g}"


def _when(at: str) -> str:
    return f"{at[:10]} {at[11:16]} UTC"
