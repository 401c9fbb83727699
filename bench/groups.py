"""Measures what groups do at the size of a large town: 500 actions, 60 people, 8 groups, 96 meetings.

Limits (of design): 95 of 100 pages within 300 ms and under 100 kB compressed; each letter of a day
within 300 ms, though nobody waits for it. Ends with 1 beyond them in three goes.
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
import time
from datetime import date, timedelta
from pathlib import Path

from bench.pages import BYTES, MILLISECONDS, ask, free_port, wait_for
from bench.towns import ask_often

PAGES = (
    "/desk/", "/duties/", "/actions/", "/actions/?late=yes", "/actions/A1/", "/actions/A1/update/",
    "/decisions/", "/decisions/D2/", "/groups/", "/groups/g1/", "/groups/g1/meetings/",
    "/groups/g1/plan/{year}/", "/groups/g1/risks/", "/groups/g1/owners/", "/groups/g1/members/",
    "/meetings/{meeting}/", "/plan/",
)  # fmt: skip
PER_LETTER = 300


def main() -> int:
    options = read_options()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FAIRPLACE_DEMO"] = "1"
        os.environ["FAIRPLACE_SECRET_KEY"] = secrets.token_hex()
        keys, meeting, letters = prepare(Path(folder))
        port = free_port()
        command = [sys.executable, "-m", "fairplace", "serve", "--data-dir", folder, "--port", str(port)]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            wait_for(port, server)
            beyond = measure(port, keys, meeting, options.requests)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()
    if letters > PER_LETTER:
        beyond.append("the letters of a day")
    print(f"\nBeyond the limits: {', '.join(beyond)}" if beyond else "\nEverything is within the limits.")
    return 1 if beyond else 0


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 dev.py bench groups", description=__doc__)
    parser.add_argument("--requests", type=int, default=30, help="how often each page is asked for")
    return parser.parse_args()


def prepare(folder: Path) -> tuple[dict[str, str], int, float]:
    """Write a town; return sessions of the team and of a chair, a coming meeting, and ms a letter."""
    from fairplace.town.config import database

    database.start_django(folder)
    database.migrate()
    from django.test import Client
    from django.utils import timezone

    from bench.group_maker import fill_groups
    from bench.town_maker import make_town
    from fairplace.town.governance.models import Meeting
    from fairplace.town.people.models import Person

    town = make_town(1)
    people = fill_groups(town)
    keys = {}
    for who, person in (("team", Person.objects.get(name="First mapper")), ("chair", people[0])):
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        keys[who] = client.session.session_key or ""
    coming = Meeting.objects.filter(series__group__slug="g1", starts_at__gt=timezone.now())
    return keys, coming.earliest("starts_at").pk, time_letters(town)


def time_letters(town) -> float:
    """Write the letters of a working day, and print how long it took; return milliseconds a letter."""
    from django.utils import timezone

    from fairplace.town.governance.operations.reminders import remind
    from fairplace.town.governance.rules.workdays import next_working_day

    day = next_working_day(timezone.localdate() - timedelta(days=1))
    began = time.perf_counter()
    count = remind(town, day)
    took = 1000 * (time.perf_counter() - began)
    print(f"Letters of a day: {count} in {took:.0f} ms, {took / max(count, 1):.1f} ms each\n", flush=True)
    return took / max(count, 1)


def measure(port: int, keys: dict[str, str], meeting: int, requests: int) -> list[str]:
    """Print a line for each page, as the team and as a chair see it; return those beyond a limit."""
    print(f"{'page':30} {'first':>8} {'median':>8} {'p95':>8} {'sent':>9}")
    beyond = []
    for who, key in keys.items():
        for page in PAGES if who == "team" else PAGES[:2]:
            path = page.format(meeting=meeting, year=date.today().year)
            first = ask(port, path, Cookie=f"sessionid={key}")
            rest, p95 = ask_often(port, path, key, MILLISECONDS, requests)
            median = 1000 * statistics.median(answer.seconds for answer in rest)
            print(
                f"{who} {path:25} {first.seconds * 1000:5.0f} ms {median:5.0f} ms {p95:5.0f} ms "
                f"{first.sent / 1000:6.1f} kB",
                flush=True,
            )
            is_whole = all(answer.status == 200 for answer in [first, *rest])
            if not is_whole or p95 > MILLISECONDS or first.sent > BYTES:
                beyond.append(f"{who} {path}" if is_whole else f"{path} (not whole: {first.status})")
    return beyond


if __name__ == "__main__":
    sys.exit(main())
