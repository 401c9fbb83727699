"""Measures how figures come in: reading, keeping and comparing half a million rows in Fingertips' shape.

The rows are invented. Each step stands beside the least that must be done: reading the CSV with Arrow alone.
Ends with 1 when comparing takes more than three times as long as that.
"""

import io
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv

from fairplace.equity.sources import find_publisher
from fairplace.equity.sources.comparison import compare
from fairplace.equity.sources.port import Reply
from fairplace.equity.sources.snapshot import SnapshotStore

ROWS, PLACES, INDICATORS = 500_000, 5_000, 5
HEADER = (
    "Indicator ID,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,Time period,Value,"
    "Lower CI 95.0 limit,Upper CI 95.0 limit,Count,Denominator,Value note\n"
)
MOST_TIMES = 3


def write(revised: int) -> bytes:
    """Return the CSV of invented figures, of which every so manieth differs."""
    lines = [HEADER]
    for at in range(ROWS):
        place, indicator = at % PLACES, at // PLACES % INDICATORS
        year = 2000 + at // (PLACES * INDICATORS)
        value = 20 + at % 97 / 10 + (0.1 if revised and at % revised == 0 else 0)
        lines.append(
            f"{indicator},E{place:08},Place {place},Ward,Persons,All ages,,,{year},{value:.2f},"
            f"{value - 1:.2f},{value + 1:.2f},{at % 500},1000,\n"
        )
    return "".join(lines).encode()


def timed(name: str, work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - began
    print(f"{name:45} {seconds:6.2f} s", flush=True)
    return seconds, result


def main() -> int:
    publisher, now = find_publisher("fingertips"), datetime.now(UTC)
    first, second = (Reply("invented", write(revised), now) for revised in (0, 10))
    print(f"{ROWS:,} rows, {len(first.body) / 1e6:.0f} MB of CSV")
    floor, _ = timed("Arrow alone reads the CSV", lambda: pyarrow.csv.read_csv(io.BytesIO(first.body)))
    _, before = timed("read as the tidy table", lambda: publisher.read([first], {}))
    after: pa.Table = publisher.read([second], {})
    with tempfile.TemporaryDirectory() as folder:
        store = SnapshotStore(Path(folder))
        _, snapshot = timed("keep the bytes", lambda: store.put(publisher, {}, [first]))
        timed("keep the table", lambda: store.keep_table(snapshot, before))
        timed("open the table again", lambda: store.table(snapshot, publisher))
    seconds, comparison = timed("compare with one that is revised", lambda: compare(before, after))
    assert comparison.revised.num_rows == ROWS / 10
    print(f"comparing takes {seconds / floor:.1f} times as long as reading the CSV with Arrow alone")
    return int(seconds > MOST_TIMES * floor)


sys.exit(main())
