"""Measures the trace and the test of the plan in a database of many large towns. Nobody in them is real.

Each town has 180 recommendations, 120 workstreams, a tenth of all cells judged, 15 measures with figures
and gaps, and 40 partners. Limit (of design): 95 of 100 answers within 300 ms. Ends with 1 beyond it.
"""

# ruff: noqa: PLC0415  # Django has to be started before its models can be imported

import argparse
import os
import random
import secrets
import signal
import statistics
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from bench.pages import ask, free_port, wait_for

RECOMMENDATIONS, WORKSTREAMS, OBJECTIVES, MEASURES, PARTNERS, NEIGHBOURHOODS = 180, 120, 8, 15, 40, 120
SHARE, YEARS, MILLISECONDS = 0.1, 10, 300
PAGES = (
    "/trace/", "/trace/recommendation/R1/", "/trace/workstream/W1/", "/trace/measure/m1/",
    "/trace/objective/M1/", "/trace/vision/vision/", "/trace/vision/vision.json",
    "/trace/vision/vision/report/", "/plan/", "/plan/faults.csv",
)  # fmt: skip


def main() -> int:
    options = read_options()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FAIRPLACE_DEMO"] = "1"
        os.environ["FAIRPLACE_SECRET_KEY"] = secrets.token_hex()
        key = make_towns(Path(folder), options.towns)
        port = free_port()
        command = [sys.executable, "-m", "fairplace", "serve", "--data-dir", folder, "--port", str(port)]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            wait_for(port, server)
            print(f"{os.cpu_count()} processors, {options.towns} towns, {options.requests} requests a page\n")
            slow = measure(port, key, options.requests)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()
    print(f"\nBeyond the limit: {', '.join(slow)}" if slow else "\nEvery page is within the limit.")
    return 1 if slow else 0


def make_towns(folder: Path, towns: int) -> str:
    """Write the towns into a data folder; return the session of somebody who runs the first."""
    from fairplace.town.config import database

    database.start_django(folder)
    database.migrate()
    for number in range(1, towns + 1):
        fill(number)
        print(f"\rTowns made: {number}", end="", flush=True)
    print()
    from django.test import Client

    from fairplace.town.people.models import Person
    from fairplace.town.places.models import Appointment, Town

    person = Person.objects.create_user(email="bench@example.org", name="Bench")
    Appointment.objects.create(person=person, town=Town.objects.get(is_default=True), role="programme-team")
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.session.session_key or ""


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 dev.py bench chain", description=__doc__)
    parser.add_argument("--towns", type=int, default=20, help="how many towns stand in the database")
    parser.add_argument("--requests", type=int, default=30, help="how often each page is asked for")
    return parser.parse_args()


def fill(number: int) -> None:
    from django.db import transaction

    from fairplace.town.places.models import Place, Town

    with transaction.atomic():
        code = f"E9{number:07d}"
        place = Place.objects.create(code=code, name=f"Bench {number}", kind="authority", vintage="none")
        town = Town.objects.create(
            place=place, slug=f"bench-{number}", name=f"Bench {number}", title="Made up", promise="None.",
            attribution=[], pack_edition="1", updated_on=date(2026, 1, 1), is_default=number == 1,
        )  # fmt: skip
        chance = random.Random(number)  # noqa: S311  # invented ties, not secrets
        objectives, rows = fill_framework(town)
        fill_work(town, rows, chance)
        fill_measures(town, objectives, chance)


def fill_framework(town) -> tuple[list, list]:
    from fairplace.town.framework.models import Framework, Item, Level, PolicyObjective

    framework = Framework.objects.create(town=town, edition="1", title="F", vision="V", vision_plain="V")
    levels = [
        Level.objects.create(framework=framework, position=at, singular=one, plural=one, holds=one)
        for at, one in enumerate(("objectives", "recommendations"), start=1)
    ]

    def make(level, home, code, position):
        text = f"Do what helps most where people have least, number {position}."
        return Item(
            framework=framework, level=level, home=home, code=code, name=text, status="own", position=position
        )

    objectives = [make(levels[0], None, f"M{n}", n) for n in range(1, OBJECTIVES + 1)]
    Item.objects.bulk_create(objectives)
    rows = [make(levels[1], objectives[n % OBJECTIVES], f"R{n}", n) for n in range(1, RECOMMENDATIONS + 1)]
    Item.objects.bulk_create(rows)
    return list(PolicyObjective.objects.filter(framework=framework)), rows


def fill_work(town, rows, chance: random.Random) -> None:
    from django.utils import timezone

    from fairplace.town.partners.models import Organisation
    from fairplace.town.workstreams.models import Alignment, Workstream

    partners = Organisation.objects.bulk_create(
        Organisation(town=town, code=f"p{n}", name=f"Partner {n}") for n in range(PARTNERS)
    )
    works = Workstream.objects.bulk_create(
        Workstream(town=town, code=f"W{n}", name=f"Work {n}", lead=chance.choice(partners))
        for n in range(1, WORKSTREAMS + 1)
    )
    at = timezone.now()
    Alignment.objects.bulk_create(
        Alignment(
            recommendation_id=row.pk, workstream=work, mapped_at=at,
            fit=chance.choice(["none", "touches", "part", "full"]),
        )
        for row in rows for work in works if chance.random() < SHARE
    )  # fmt: skip


def fill_measures(town, objectives, chance: random.Random) -> None:
    from fairplace.town.measures.models import ImpactMeasure
    from fairplace.town.places.models import DeprivationEdition, NeighbourhoodRank, Place

    edition, _ = DeprivationEdition.objects.get_or_create(
        code="bench", defaults={
            "name": "B", "short": "B", "published_on": date(2025, 1, 1), "authorities": 1,
            "neighbourhoods_in_england": 1, "columns": [],
        },
    )  # fmt: skip
    parts = Place.objects.bulk_create(
        Place(
            code=f"{town.place.code}-{n}", name=f"{n}", kind="neighbourhood", parent=town.place, vintage="n"
        )
        for n in range(NEIGHBOURHOODS)
    )
    NeighbourhoodRank.objects.bulk_create(
        NeighbourhoodRank(
            edition=edition, place=part, score=n, rank=n + 1, decile=1, population=1500, tile_column=n,
            tile_row=int(town.place.code[2:]),
        )
        for n, part in enumerate(parts)
    )  # fmt: skip
    for n in range(1, MEASURES + 1):
        indicator = make_numbers(n, town, parts, chance)
        measure = ImpactMeasure.objects.create(
            town=town, slug=f"m{n}", name=f"Measure {n}", question="?", kind="number", status="confirmed",
            indicator=indicator, gap_indicator=indicator, gap_edition=edition, position=n,
        )  # fmt: skip
        measure.objectives.add(objectives[n % OBJECTIVES])


def make_numbers(n: int, town, parts, chance: random.Random):
    from fairplace.town.indicators.models import Indicator, Observation, Release

    release, _ = Release.objects.get_or_create(
        code="bench", defaults={
            "publisher": "Nobody", "title": "Invented", "edition": "1", "dataset": "-", "licence": "-",
            "attribution": "-", "retrieved_on": date(2026, 1, 1),
        },
    )  # fmt: skip
    indicator, _ = Indicator.objects.get_or_create(
        code=f"bench-{n}",
        defaults={"name": f"B{n}", "short": "B", "definition": "-", "unit": "%", "polarity": "low"},
    )

    def make(place, year, count, denominator):
        return Observation(
            indicator=indicator, place=place, period=str(year), starts_on=date(year, 1, 1),
            ends_on=date(year, 12, 31), value=100 * count / denominator, count=count, denominator=denominator,
            release=release,
        )  # fmt: skip

    years = range(2025 - YEARS, 2025)
    rows = [make(town.place, year, chance.randint(9000, 11000), 100_000) for year in years]
    rows += [make(part, 2024, chance.randint(50, 150), 1000) for part in parts]
    Observation.objects.bulk_create(rows)
    return indicator


def measure(port: int, key: str, requests: int) -> list[str]:
    """Print a line for each page, as the programme team sees it; return those beyond the limit."""
    print(f"{'page':34} {'first':>8} {'median':>8} {'p95':>8} {'sent':>9}")
    beyond = []
    for page in PAGES:
        first, *rest = [ask(port, page, Cookie=f"sessionid={key}") for _ in range(requests + 1)]
        times = [answer.seconds * 1000 for answer in rest]
        p95 = statistics.quantiles(times, n=20)[-1]
        print(
            f"{page:34} {first.seconds * 1000:5.0f} ms {statistics.median(times):5.0f} ms {p95:5.0f} ms "
            f"{first.sent / 1000:6.1f} kB"
        )
        is_whole = all(answer.status == 200 for answer in [first, *rest])
        if not is_whole or p95 > MILLISECONDS:
            beyond.append(page if is_whole else f"{page} (not whole)")
    return beyond


if __name__ == "__main__":
    sys.exit(main())
