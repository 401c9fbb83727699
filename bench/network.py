"""Measures the partner map at 400 partners and 1,500 ties: how long the server takes for page and files.

Limit (of design): under 1 s, the first time too. The first answer works out where the marks stand; later ones
read it. Ends with 1 when an answer is beyond the limit.
"""

# ruff: noqa: PLC0415  # Django is told its folder before anything of the town is imported
import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from datetime import date

PARTNERS, TIES, LIMIT = 400, 1500, 1.0
# The first takes what any first page of a process costs, such as reading the addresses.
PAGES = (
    "/partners/",
    "/partners/map/",
    "/partners/map/?focus=partner-7&steps=2",
    "/partners/map/?sector=housing",
    "/partners/map/map.graphml",
    "/partners/map/ties.csv",
    "/partners/partner-7/",
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python3 dev.py bench network", description=__doc__)
    parser.add_argument("--requests", type=int, default=20, help="how often each page is asked for")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"FAIRPLACE_DATA_DIR": folder, "FAIRPLACE_SECRET_KEY": "only-for-measuring"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairplace.town.config.settings")
        import django

        django.setup()
        build()
        slow = measure(options.requests)
    print(f"\nBeyond the limit: {', '.join(slow)}" if slow else "\nEvery page is within the limit.")
    return 1 if slow else 0


def measure(requests: int) -> list[str]:
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    print(f"{os.cpu_count()} processors, {PARTNERS} partners, {TIES} ties, {requests} requests a page\n")
    print(f"{'page':42} {'first':>8} {'median':>8} {'p95':>8} {'sent':>10}")
    slow = []
    for page in PAGES:
        times = []
        for _ in range(requests + 1):
            began_at = time.perf_counter()
            answer = client.get(page)
            sent = len(b"".join(answer.streaming_content) if answer.streaming else answer.content)
            times.append(time.perf_counter() - began_at)
            assert answer.status_code == 200, f"{page} answers {answer.status_code}."
        first, *rest = times
        p95 = statistics.quantiles(rest, n=20)[-1]
        print(
            f"{page:42} {first * 1000:5.0f} ms {statistics.median(rest) * 1000:5.0f} ms "
            f"{p95 * 1000:5.0f} ms {sent / 1000:7.0f} kB"
        )
        if max(first, p95) > LIMIT:
            slow.append(page)
    return slow


def build() -> None:
    """Write a town with as many partners, tied by work of two to five, in clusters as life has them."""
    from django.core.management import call_command

    from fairplace.town.partners.models import Organisation
    from fairplace.town.places.models import Place, Town
    from fairplace.town.workstreams.models import Workstream

    call_command("migrate", verbosity=0)
    place = Place.objects.create(code="E06000001", name="Bench", kind="authority", vintage="bench")
    town = Town.objects.create(
        place=place, slug="bench", name="Bench", title="Bench", promise="None.", attribution=[],
        pack_edition="1", updated_on=date(2026, 1, 1), is_default=True,
    )  # fmt: skip
    sectors = Organisation.Sector.values
    Organisation.objects.bulk_create(
        Organisation(
            town=town, code=f"partner-{n}", name=f"Partner of the town number {n}", sector=sectors[n % 7]
        )
        for n in range(PARTNERS)
    )
    partners = list(Organisation.objects.order_by("pk"))
    chance, tied = random.Random(7), set()  # noqa: S311  # no secret
    while len(tied) < TIES:
        home = chance.randrange(PARTNERS)
        near = [(home + round(chance.gauss(0, 25))) % PARTNERS for _ in range(chance.randint(1, 4))]
        members = sorted({home, *near})
        tied |= {(one, other) for one in members for other in members if one < other}
        code = f"w{len(tied)}-{home}-{chance.randrange(10**6)}"
        work = Workstream.objects.create(town=town, code=code, name=f"Work {code}", lead=partners[home])
        work.partners.set(partners[n] for n in members)


if __name__ == "__main__":
    sys.exit(main())
