"""Measures tables beyond memory: standardised rates by area, sex and year from synthetic records of people.

`records` puts single ages into bands, takes the population from its own file and goes on to rates with
limits; `table` asks the same of rows that have their bands and person-years. Beside each a bare GROUP BY of
DuckDB over the columns it needs, the least that must be done. Each runs in a process of its own, so that its
peak of memory is its own. Ends with 1 where events are lost, where Spark, if asked, gives other rates than
DuckDB, or where, of 50 million rows or more, either takes over twice as long as its bare query. (Of fewer,
what does not grow with them weighs more: the population's own 375,000 rows, and the start of each question.)
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from bench.records import PEOPLE, POPULATION, write_records
from fairplace.equity import by_group
from fairplace.equity.engines import direct_rates, open_table

ROOT = Path(__file__).resolve().parent.parent
TIMES, PROMISED_FROM = 2.0, 50_000_000
BY = ["area", "sex", "year"]
BARE = {
    "bare records": """
        SELECT area, sex, year, least(age // 5 * 5, 90) AS band, sum(events) AS events
        FROM people GROUP BY ALL""",
    "bare table": """
        SELECT area, sex, year, age_band, sum(events) AS events, sum(population) AS population
        FROM people GROUP BY ALL""",
}
RUNS = ("bare records", "records", "bare table", "table", "spark")


def main() -> int:
    options = read_options()
    if options.inside:
        print(json.dumps(run_inside(options)))
        return 0
    with tempfile.TemporaryDirectory() as made:
        folder = options.folder or Path(made)
        if not (folder / PEOPLE).exists():
            make(folder, options.rows)
        megabytes = (folder / PEOPLE).stat().st_size / 1e6
        rows = count_rows(folder)
        print(f"{rows:,} synthetic records, {megabytes:,.0f} MB\n")
        found = {name: run_outside(name, folder, options) for name in RUNS[: 5 if options.spark else 4]}
    for name, one in found.items():
        print(f"{name:12} {one['seconds']:7.2f} s   {one['megabytes']:7,.0f} MB at most")
    return 1 if faults(found, rows) else 0


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 dev.py bench large", description=__doc__)
    parser.add_argument(
        "--rows", type=int, default=5_000_000, help="how many records, up to 50 million or more"
    )
    parser.add_argument("--runs", type=int, default=3, help="the middle one of so many is shown")
    parser.add_argument("--memory", help="what DuckDB may use of the machine's memory: 1GB")
    parser.add_argument("--spark", action="store_true", help="ask Spark too, once")
    parser.add_argument("--folder", type=Path, help="where the records stay, or are from an earlier run")
    parser.add_argument("--inside", choices=RUNS, help=argparse.SUPPRESS)
    return parser.parse_args()


def make(folder: Path, rows: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_records(folder, rows, lambda done: print(f"\rWriting records: {done:4.0%}", end="", flush=True))
    print()


def count_rows(folder: Path) -> int:
    return duckdb.read_parquet(str(folder / PEOPLE)).count("*").fetchone()[0]


def run_outside(name: str, folder: Path, options: argparse.Namespace) -> dict:
    command = [sys.executable, "-m", "bench", "large", "--inside", name, "--folder", str(folder)]
    command += ["--runs", str(1 if name == "spark" else options.runs)]
    command += ["--memory", options.memory] if options.memory else []
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def run_inside(options: argparse.Namespace) -> dict:
    ask = {"records": ask_records, "spark": ask_records, "table": ask_table}.get(options.inside, ask_bare)
    seconds, found = [], {}
    # What a program loads once is loaded here; the file is not touched.
    by_group("rate", {"events": [1], "population": [2]})
    for _ in range(options.runs):
        began_at = time.perf_counter()
        found = ask(options)
        seconds.append(time.perf_counter() - began_at)
    return {"seconds": statistics.median(seconds), "megabytes": peak_of_memory(), **found}


def ask_bare(options: argparse.Namespace) -> dict:
    connection = duckdb.connect(config={"memory_limit": options.memory} if options.memory else {})
    rows = connection.read_parquet(str(options.folder / PEOPLE))
    found = rows.query("people", BARE[options.inside]).fetchnumpy()
    return {"events": float(found["events"].sum())}


def ask_table(options: argparse.Namespace) -> dict:
    found = by_group("direct_rate", options.folder / PEOPLE, by=BY)
    return {"events": float(np.sum(found["events"].to_pylist()))}


def ask_records(options: argparse.Namespace) -> dict:
    engine: dict[str, Any] = {"memory": options.memory}
    if options.inside == "spark":
        engine = {"engine": "spark"}
    people, population = (open_table(options.folder / name, **engine) for name in (PEOPLE, POPULATION))
    found = direct_rates(people, population, by=BY, count="events").estimate
    return {"events": float(found.count.sum()), "values": np.nan_to_num(found.value).tolist()}


def peak_of_memory() -> float:
    """Return the most memory that this process held, and with it a Java that it started, in megabytes."""
    held = [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]
    for child in Path("/proc/self/task").glob("*/children"):
        for one in child.read_text().split():
            lines = Path(f"/proc/{one}/status").read_text().splitlines()
            held += [int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
    return sum(held) / 1024


def faults(found: dict[str, dict], rows: int) -> list[str]:
    """Print and return what does not hold."""
    said: list[str] = []
    say: Callable[[str], None] = said.append
    print()
    for name in ("records", "table"):
        bare = found[f"bare {name}"]
        slower = found[name]["seconds"] / bare["seconds"]
        print(f"{name}: rates take {slower:.2f} times the bare GROUP BY (of 50 million: {TIMES:g}).")
        if slower > TIMES and rows >= PROMISED_FROM:
            say(f"{name} is too slow.")
        if found[name]["events"] != bare["events"]:
            say(f"{name} has other events than the bare GROUP BY.")
    if "spark" in found:
        ours, theirs = (np.array(found[name]["values"]) for name in ("records", "spark"))
        apart = np.max(np.abs(theirs - ours) / np.maximum(ours, 1e-300))
        print(f"Spark's rates are the same to {apart:.0e}.")
        if apart > 1e-12:
            say("Spark gives other rates.")
    print(*said, sep="\n")
    return said


if __name__ == "__main__":
    sys.exit(main())
