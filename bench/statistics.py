"""Measures the statistics: places per second, beside a plain NumPy floor and beside the peer.

The floor is the least that NumPy must do: the point value alone, without limits, checks or rules. The peer
is PHStatsMethods, run as a program in an environment of its own (.venv-peers), which is made on the first
run; the times of R's packages are those measured when the targets were set. Every run gets numbers of its
own, so that nothing can be remembered from the run before. Ends with 1 when the answers of the peer differ.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

import fairplace.equity as eq
from bench.claim_maker import TOWN, make_claims
from fairplace.equity.stats.disclosure import differences
from fairplace.equity.stats.summaries import SUMMARIES

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / ".venv-peers"
PLACES = (150, 1_500, 15_000, 33_755)
# Seconds that R took, and what was promised: (statistic, places, seconds there, times faster).
PROMISED = (
    ("slope and relative index, means", 1_500, 552, 500_000),
    ("slope index, rates, fast", 150, 65.7, 20_000),
    ("slope index, rates, exact", 150, 65.7, 300),
    ("life expectancy", 33_755, 138.7, 1_500),
    ("direct rate", 33_755, 30.7, 600),
    ("WHO's measures", 50, 212, 5_000),
)


class Inputs:
    """Invented numbers of so many places: ages, deaths, deciles."""

    def __init__(self, places: int, seed: int):
        random = np.random.default_rng(seed)
        self.people = random.integers(200, 4_000, (places, 2, 19))
        self.events = random.poisson(self.people * np.linspace(0.001, 0.2, 19))
        self.band_people = random.integers(400, 4_000, (places, 20)).astype(float)
        self.band_deaths = random.poisson(self.band_people * np.geomspace(0.0005, 0.2, 20)) + 1.0
        self.values = 75 + np.arange(10) * 0.6 + random.normal(0, 1, (places, 10))
        self.errors = random.uniform(0.3, 1, (places, 10))
        self.sizes = random.integers(900, 1_100, (places, 10))
        self.counts = random.poisson(np.linspace(90, 40, 10), (places, 10)) + 12
        self.score = random.normal(20, 5, places)

    def means(self) -> eq.Breakdown:
        return eq.Breakdown(tuple("abcdefghij"), self.values, self.sizes, standard_errors=self.errors)

    def rates(self) -> eq.Breakdown:
        rates = eq.rate(self.counts, self.sizes * 10)
        return eq.Breakdown(
            tuple("abcdefghij"), rates.value, self.sizes, kind="rate", lowers=rates.lower, uppers=rates.upper
        )

    def settings(self) -> eq.Breakdown:
        return eq.Breakdown(
            tuple("abcdefghij"), self.values, self.sizes, standard_errors=self.errors, ordered=False,
            polarity="high", reference="a", kind="proportion", per=100,
        )  # fmt: skip


def slope_and_relative(inputs: Inputs) -> Any:
    breakdown = inputs.means()
    return eq.slope_index(breakdown), eq.relative_index(breakdown)


def who(inputs: Inputs) -> Any:
    breakdown = inputs.settings()
    codes = [
        code for code, one in SUMMARIES.items() if "HEAT" not in one.source and not one.why_not(breakdown)
    ]
    return [SUMMARIES[code](breakdown) for code in codes]


# What is measured, its NumPy floor, the peer's name for it, and the most places it is tried with.
TASKS: dict[str, tuple[Callable[[Inputs], Any], Callable[[Inputs], Any], str, int]] = {
    "rate": (
        lambda i: eq.rate(i.events.sum(axis=(1, 2)), i.people.sum(axis=(1, 2))),
        lambda i: i.events.sum(axis=(1, 2)) / i.people.sum(axis=(1, 2)),
        "rate", 10**9,
    ),
    "quantiles": (lambda i: eq.quantiles(i.score, 10), lambda i: np.sort(i.score), "quantile", 10**9),
    "direct rate": (
        lambda i: eq.direct_rate(i.events, i.people),
        lambda i: (i.events / i.people) @ np.array(eq.EUROPEAN_2013),
        "direct_rate", 10**9,
    ),
    "life expectancy": (
        lambda i: eq.life_expectancy(i.band_deaths, i.band_people),
        lambda i: np.cumprod(1 - i.band_deaths / i.band_people, axis=-1), "", 10**9,
    ),
    "slope and relative index, means": (
        slope_and_relative, lambda i: np.einsum("pk,pk->p", i.values, i.sizes / i.sizes.sum()), "", 10**9,
    ),
    "slope index, rates, fast": (
        lambda i: eq.slope_index(i.rates(), method="fast"),
        lambda i: np.einsum("pk,pk->p", i.counts / i.sizes, i.sizes / i.sizes.sum()), "", 10**9,
    ),
    "slope index, rates, exact": (
        lambda i: eq.slope_index(i.rates()),
        lambda i: np.einsum("pk,pk->p", i.counts / i.sizes, i.sizes / i.sizes.sum()), "", 1_500,
    ),
    "WHO's measures": (who, lambda i: i.values.mean(axis=-1), "", 1_500),
}  # fmt: skip


def main() -> int:
    options = read_options()
    sizes = PLACES[:2] if options.quick else PLACES
    print(f"{os.cpu_count()} processors; median of {options.runs} runs, each on numbers of its own\n")
    heads = ("places", "time", "places/s", "NumPy floor", "PHStatsMethods")
    print(f"{'statistic':34} {heads[0]:>8} {heads[1]:>10} {heads[2]:>12} {heads[3]:>12} {heads[4]:>16}")
    differs = []
    for places in sizes:
        peer = ask_peer(places) if options.peer and places <= options.peer_places else {}
        for name, (compute, floor, peers_name, most) in TASKS.items():
            if places <= most:
                seconds, least = (median_time(one, places, options.runs) for one in (compute, floor))
                said = peer.get(peers_name)
                if said and not agrees(name, places, said["values"]):
                    differs.append(f"{name} of {places} places")
                print_line(name, places, seconds, least, said)
    print_promises(options.runs)
    print_disclosure()
    print(
        f"\nThe peer's answers differ: {', '.join(differs)}" if differs else "\nThe peer's answers are ours."
    )
    return 1 if differs else 0


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 dev.py bench statistics", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how often each is measured")
    parser.add_argument("--quick", action="store_true", help="150 and 1,500 places only")
    parser.add_argument("--no-peer", dest="peer", action="store_false", help="without PHStatsMethods")
    parser.add_argument("--peer-places", type=int, default=1_500, help="the most places the peer is given")
    return parser.parse_args()


def median_time(compute: Callable[[Inputs], Any], places: int, runs: int) -> float:
    times = []
    for seed in range(runs + 1):
        inputs = Inputs(places, seed)
        began_at = time.perf_counter()
        compute(inputs)
        times.append(time.perf_counter() - began_at)
    # The first run loads SciPy, which a program does once.
    return statistics.median(times[1:])


def print_line(name: str, places: int, seconds: float, least: float, said: dict | None) -> None:
    beside = f"{said['seconds'] / seconds:,.0f} x" if said else ""
    speed, floor = f"{places / seconds:,.0f}", f"{seconds / least:.1f} x"
    print(f"{name:34} {places:8,} {seconds * 1000:7.2f} ms {speed:>12} {floor:>12} {beside:>16}")


def print_promises(runs: int) -> None:
    print("\nAgainst the published times of R:")
    for name, places, there, promised in PROMISED:
        here = median_time(TASKS[name][0], places, runs)
        faster = f"{there / here:,.0f} x faster, {promised:,} x promised"
        print(f"{name:34} {places:8,} {there:8.1f} s {here * 1000:9.2f} ms   {faster}")


def print_disclosure(measures: int = 33) -> None:
    """Print how long it takes to check all releases of so many measures against each other."""
    releases = [make_claims(seed) for seed in range(measures)]
    began_at = time.perf_counter()
    told = sum(len(differences(claims, TOWN, new=[1], threshold=5).found) for claims in releases)
    seconds, counts = time.perf_counter() - began_at, sum(map(len, releases))
    print(f"\n{counts:,} counts of {measures} measures checked together: {seconds:.1f} s, {told} told")


def ask_peer(places: int) -> dict[str, Any]:
    """Return what the peer answers for the same numbers, and how long it took; made on the first call."""
    python = PEERS / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        print("Making .venv-peers for PHStatsMethods (once)", flush=True)
        subprocess.run([sys.executable, "-m", "venv", PEERS], check=True)
        uv = Path(sys.executable).with_name("uv")
        wanted = ["--require-hashes", "-r", ROOT / "bench/requirements-peers.txt"]
        subprocess.run([uv, "pip", "install", "-q", "--python", python, *wanted], check=True)
    inputs = Inputs(places, 1)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "inputs.npz"
        np.savez(
            file, events=inputs.events[:, 0], people=inputs.people[:, 0], score=inputs.score,
            total_events=inputs.events.sum(axis=(1, 2)), total_people=inputs.people.sum(axis=(1, 2)),
        )  # fmt: skip
        # -P, because this folder holds a file called statistics, which Python has too.
        command = [python, "-P", ROOT / "bench/peers.py", file, "rate", "quantile", "direct_rate"]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def agrees(name: str, places: int, theirs: list[float]) -> bool:
    inputs = Inputs(places, 1)
    ours = {
        "rate": lambda: TASKS["rate"][0](inputs).value,
        "quantiles": lambda: TASKS["quantiles"][0](inputs),
        "direct rate": lambda: eq.direct_rate(inputs.events[:, 0], inputs.people[:, 0]).value,
    }[name]()
    return np.allclose(ours, theirs, rtol=1e-9, equal_nan=True)


if __name__ == "__main__":
    sys.exit(main())
