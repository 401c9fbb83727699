"""Measures tables beyond memory: standardised rates by area, sex and year from synthetic records of people.

Beside it a bare GROUP BY of DuckDB on the same file, the least that must be done. Each runs in a process of
its own, so that its peak of memory is its own. Ends with 1 where it takes more than twice as long, or where
Spark, if asked, gives other rates.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from bench.records import write_records
from fairplace.equity import by_group

ROOT = Path(__file__).resolve().parent.parent
TIMES = 2.0
BARE = """
    SELECT area, sex, year, age_band, sum(events) AS events, sum(population) AS population
    FROM read_parquet('{path}') GROUP BY ALL
"""


def main() -> int:
    options = read_options()
    if options.inside:
        print(json.dumps(run_inside(options.inside, options.file)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.parquet"
        make(path, options.rows)
        print(f"{options.rows:,} records, {path.stat().st_size / 1e6:,.0f} MB\n")
        found = {
            name: run_outside(name, path)
            for name in ("bare", "duckdb", *(["spark"] if options.spark else []))
        }
    for name, one in found.items():
        print(f"{name:8} {one['seconds']:7.2f} s   {one['megabytes']:7,.0f} MB at most")
    slower = found["duckdb"]["seconds"] / found["bare"]["seconds"]
    print(f"\nRates with limits take {slower:.2f} times the bare GROUP BY (limit {TIMES:g}).")
    alike = "spark" not in found or agree(found["duckdb"]["values"], found["spark"]["values"])
    if not alike:
        print("Spark gives other rates.")
    return 0 if slower <= TIMES and alike else 1


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 dev.py bench large", description=__doc__)
    parser.add_argument(
        "--rows", type=int, default=5_000_000, help="how many records, up to 50 million or more"
    )
    parser.add_argument("--spark", action="store_true", help="ask Spark too")
    parser.add_argument("--inside", choices=["bare", "duckdb", "spark"], help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def make(path: Path, rows: int) -> None:
    write_records(path, rows, lambda done: print(f"\rWriting records: {done:4.0%}", end="", flush=True))
    print()


def run_outside(name: str, path: Path) -> dict:
    command = [sys.executable, "-m", "bench", "large", "--inside", name, "--file", str(path)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def run_inside(name: str, path: Path) -> dict:
    values: list[float] = []
    if name == "bare":
        began_at = time.perf_counter()
        duckdb.sql(BARE.format(path=path)).fetchnumpy()
    else:
        # What a program loads once is loaded here; the file is not touched.
        by_group("rate", duckdb.sql("SELECT 1 AS events, 2 AS population"))
        began_at = time.perf_counter()
        found = by_group("direct_rate", path, by=["area", "sex", "year"], engine=name)
        values = found["value"].to_pylist()
    seconds = time.perf_counter() - began_at
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "megabytes": megabytes, "values": values}


def agree(ours: list, theirs: list) -> bool:
    """Return whether two lists of rates are the same to twelve digits, and miss the same."""
    pairs = list(zip(ours, theirs, strict=True))
    return all((a is None) == (b is None) and (a is None or abs(a - b) <= 1e-12 * abs(a)) for a, b in pairs)


if __name__ == "__main__":
    sys.exit(main())
