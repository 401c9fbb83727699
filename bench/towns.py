"""Measures the pages of the plan in a database of many large towns: matrix, rounds, gaps, trace, test.

Each town has 180 recommendations, 120 workstreams, a tenth of the 21,600 cells judged, two rounds of 60 by 40
cells marked by two, 15 measures with figures and gaps, and 40 partners. Limits (of design): 95 of 100 pages
within 300 ms and under 100 kB compressed; files and reports of everything within 1 s. Ends with 1 beyond
them in three goes. With FAIRPLACE_DATABASE_URL set the towns are made there; that database has to be empty.
"""

# ruff: noqa: PLC0415  # Django has to be started before its models can be imported

import argparse
import os
import secrets
import signal
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.pages import BYTES, MILLISECONDS, Answer, ask, free_port, wait_for

PAGES = (
    "/mapping/", "/mapping/?tick=1", "/mapping/?objective=M3", "/mapping/?fit=has-none&words=school",
    "/mapping/R7/", "/mapping/R7/W7/", "/mapping/link/", "/mapping/suggestions/", "/mapping/gaps/",
    "/mapping/gaps/?objective=M3", "/mapping/rounds/", "/mapping/rounds/{open}/",
    "/mapping/rounds/{open}/marks/R7/", "/mapping/rounds/{done}/", "/workstreams/", "/workstreams/W1/",
    "/workstreams/scale/", "/framework/", "/recommendations/", "/recommendations/R1/", "/response/",
    "/objectives/M1/", "/contributions/", "/partners/", "/partners/p1/", "/partners/map/", "/groups/",
    "/desk/", "/trace/", "/trace/recommendation/R1/", "/trace/workstream/W1/", "/trace/measure/m1/",
    "/trace/objective/M1/", "/trace/vision/vision/", "/plan/",
)  # fmt: skip
WHOLE = (
    "/mapping/matrix.xlsx", "/mapping/matrix.csv", "/mapping/gaps.xlsx", "/mapping/gaps.csv",
    "/sheets/workstreams/file.xlsx", "/response/response.docx", "/trace/vision/vision.json",
    "/trace/vision/vision/report/", "/plan/report/", "/plan/faults.csv",
)  # fmt: skip
WHOLE_MILLISECONDS, GOES = 1000, 3


def main() -> int:
    options = read_options()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FAIRPLACE_DEMO"] = "1"
        os.environ["FAIRPLACE_SECRET_KEY"] = secrets.token_hex()
        key, rounds = make_towns(Path(folder), options.towns)
        port = free_port()
        command = [sys.executable, "-m", "fairplace", "serve", "--data-dir", folder, "--port", str(port)]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            wait_for(port, server)
            print(f"{os.cpu_count()} processors, {options.towns} towns, {options.requests} requests a page\n")
            beyond = measure(port, key, rounds, options)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()
    print(f"\nBeyond the limits: {', '.join(beyond)}" if beyond else "\nEvery page is within the limits.")
    return 1 if beyond else 0


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 dev.py bench towns", description=__doc__)
    parser.add_argument("--towns", type=int, default=20, help="how many towns stand in the database")
    parser.add_argument("--requests", type=int, default=30, help="how often each page is asked for")
    parser.add_argument("--only", default="", help="measure the pages whose address begins so")
    return parser.parse_args()


def make_towns(folder: Path, towns: int) -> tuple[str, dict[str, int]]:
    """Write the towns; return the session of somebody who maps in the first, and the rounds of the first."""
    from fairplace.town.config import database

    database.start_django(folder)
    if database.list_applied():
        sys.exit("The database of FAIRPLACE_DATABASE_URL is not empty. Name one that is.")
    database.migrate()
    from django.test import Client

    from bench.town_maker import make_town
    from fairplace.town.workstreams.models import Round

    first = make_town(1)
    for number in range(2, towns + 1):
        make_town(number)
        print(f"\rTowns made: {number}", end="", flush=True)
    print()
    client, rounds = Client(), Round.objects.filter(town=first)
    done, unfinished = rounds.get(first_done_at__isnull=False), rounds.get(first_done_at=None)
    client.force_login(done.first, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.session.session_key or "", {"done": done.pk, "open": unfinished.pk}


def measure(port: int, key: str, rounds: dict[str, int], options: argparse.Namespace) -> list[str]:
    """Print a line for each page, as the programme team sees it; return those beyond a limit."""
    print(f"{'page':38} {'first':>8} {'median':>8} {'p95':>8} {'limit':>8} {'sent':>9}")
    limits = dict.fromkeys(PAGES, MILLISECONDS) | dict.fromkeys(WHOLE, WHOLE_MILLISECONDS)
    beyond = []
    for page, limit in limits.items():
        if not page.startswith(options.only):
            continue
        path = page.format(**rounds)
        first = ask(port, path, Cookie=f"sessionid={key}")
        rest, p95 = ask_often(port, path, key, limit, options.requests)
        times = [answer.seconds * 1000 for answer in rest]
        print(
            f"{path:38} {first.seconds * 1000:5.0f} ms {statistics.median(times):5.0f} ms {p95:5.0f} ms "
            f"{limit:5} ms {first.sent / 1000:6.1f} kB",
            flush=True,
        )
        is_whole = all(answer.status == 200 for answer in [first, *rest])
        if not is_whole or p95 > limit or (page in PAGES and first.sent > BYTES):
            beyond.append(path if is_whole else f"{path} (not whole: {first.status})")
    return beyond


def ask_often(port: int, path: str, key: str, limit: float, requests: int) -> tuple[list[Answer], float]:
    """Return the answers and their 95th percentile, the best of as many goes as it takes, at most three.

    On a machine that others use a go may be slow that says nothing of the page; three in a row do.
    """
    goes = []
    for _ in range(GOES):
        answers = [ask(port, path, Cookie=f"sessionid={key}") for _ in range(requests)]
        p95 = statistics.quantiles((answer.seconds * 1000 for answer in answers), n=20)[-1]
        goes.append((p95, answers))
        if p95 <= limit:
            break
    p95, answers = min(goes, key=lambda go: go[0])
    return answers, p95


if __name__ == "__main__":
    sys.exit(main())
