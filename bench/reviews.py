"""Measures freezing a town and showing what was frozen: 15 measures, 180 recommendations, 500 actions.

Limits: a freeze within 10 s, looking for restatements where none is within 1 s, 95 of 100 frozen pages within
300 ms and under 100 kB compressed. Ends with 1 beyond them.
"""

# ruff: noqa: PLC0415  # Django has to be started before its models can be imported

import argparse
import gzip
import os
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.pages import BYTES, MILLISECONDS

FREEZE, LOOK = 10_000, 1000


def main() -> int:
    options = read_options()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FAIRPLACE_DEMO"] = "1"
        os.environ["FAIRPLACE_SECRET_KEY"] = secrets.token_hex()
        beyond = measure(Path(folder), options.requests)
    print(f"\nBeyond the limits: {', '.join(beyond)}" if beyond else "\nEverything is within the limits.")
    return 1 if beyond else 0


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 dev.py bench reviews", description=__doc__)
    parser.add_argument("--requests", type=int, default=20, help="how often each page is asked for")
    return parser.parse_args()


def measure(folder: Path, requests: int) -> list[str]:
    from fairplace.town.config import database

    database.start_django(folder)
    database.migrate()
    from bench.group_maker import fill_groups
    from bench.town_maker import make_town
    from fairplace.town.reviews.operations.restatement import find_restatements
    from fairplace.town.reviews.operations.snapshot import make_snapshot

    town = make_town(1)
    fill_groups(town)
    beyond: list[str] = []
    said = {"town": town, "title": "As it stands", "by": None, "is_public": True}
    snapshot = _time("a freeze", lambda: make_snapshot(**said), FREEZE, beyond)
    other = make_snapshot(**said)
    print(f"  {snapshot.manifest['bytes'] / 1e6:.1f} MB, compressed {len(snapshot.body) / 1e6:.1f} MB")
    _time("a look for restatements, two snapshots", lambda: find_restatements(town=town), LOOK, beyond)
    slug = next(iter(snapshot.manifest["measures"]))
    for page in ("", "body.json", f"{slug}/", f"compare/{other.slug}/"):
        _ask(f"/frozen/{snapshot.slug}/{page}", requests, beyond)
    return beyond


def _time(name: str, work: Callable[[], Any], most: int, beyond: list[str]) -> Any:
    begun = time.perf_counter()
    answer = work()
    took = (time.perf_counter() - begun) * 1000
    print(f"{name}: {took:,.0f} ms (limit {most:,})")
    if took > most:
        beyond.append(name)
    return answer


def _ask(address: str, requests: int, beyond: list[str]) -> None:
    from django.test import Client

    client, times, size = Client(headers={"host": "127.0.0.1"}), [], 0
    # The first reads templates from disk: a server has done that before anybody asks.
    client.get(address)
    for _ in range(requests):
        begun = time.perf_counter()
        answer = client.get(address)
        times.append((time.perf_counter() - begun) * 1000)
        assert answer.status_code == 200, f"{address} answered {answer.status_code}."
        size = len(gzip.compress(answer.content))
    slowest = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    print(f"{address}: {slowest:,.0f} ms at the 95th of 100, {size / 1000:,.0f} kB compressed")
    # Whoever asks for the whole as data waits for a file, not for a page.
    if slowest > MILLISECONDS or (size > BYTES and not address.endswith(".json")):
        beyond.append(address)


if __name__ == "__main__":
    sys.exit(main())
