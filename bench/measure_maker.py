"""Writes England's number of neighbourhoods and fifteen measures of a made-up town; nothing is real."""

import random
from collections.abc import Iterator
from datetime import date

from django.db import transaction

from fairplace.town.indicators.models import Indicator, Observation, Release
from fairplace.town.measures.models import ImpactMeasure, Target
from fairplace.town.places.models import Comparator, DeprivationEdition, NeighbourhoodRank, Place, Town

NEIGHBOURHOODS, PER_AUTHORITY, MEASURES, COMPARATORS = 33_755, 125, 15, 10
YEARS, GAP_YEARS, BATCH = 20, 7, 5_000
LAST = 2024


@transaction.atomic
def make_england(seed: int = 1) -> Town:
    """Write one town among ten comparators and all neighbourhoods, with figures of fifteen indicators."""
    chance = random.Random(seed)  # noqa: S311  # invented figures, not secrets
    authorities, parts = _make_places()
    town = _make_town(authorities)
    edition = _make_ranks(parts, chance)
    release = Release.objects.create(
        code="made-up", publisher="Nobody", title="Made up", edition="1", dataset="none", licence="none",
        attribution="Made up.",
    )  # fmt: skip
    indicators = [
        Indicator.objects.create(
            code=f"measure-{n}", name=f"Measure {n}", short=f"Measure {n}", definition="Made up.", unit="%",
            polarity="low", form="proportion", per=100, lowest=0, highest=100,
        )
        for n in range(1, MEASURES + 1)
    ]  # fmt: skip
    compared = [town.place, *(one.place for one in town.comparators.select_related("place"))]
    own = [part for part in parts if part.parent_id == town.place_id]  # pyright: ignore[reportAttributeAccessIssue]
    for at, indicator in enumerate(indicators):
        rows = _list_figures(indicator, release, (compared, parts, own), chance)
        Observation.objects.bulk_create(rows, batch_size=BATCH)
        _make_measure(town, indicator, edition, at)
        print(f"  {indicator.name}: figures of {len(parts):,} neighbourhoods", flush=True)
    return town


def _make_places() -> tuple[list[Place], list[Place]]:
    count = -(-NEIGHBOURHOODS // PER_AUTHORITY)
    country = Place.objects.create(code="E99999999", name="A country", kind="country")
    authorities = Place.objects.bulk_create(
        Place(code=f"E0{n:07d}", name=f"Authority {n}", kind="authority", parent=country)
        for n in range(1, count + 1)
    )
    parts = Place.objects.bulk_create(
        (
            Place(
                code=f"E01{n:06d}", name=f"Part {n}", kind="neighbourhood",
                parent=authorities[n // PER_AUTHORITY],
            )
            for n in range(NEIGHBOURHOODS)
        ),
        batch_size=BATCH,
    )  # fmt: skip
    return [country, *authorities], parts


def _make_town(places: list[Place]) -> Town:
    country, own, *others = places
    town = Town.objects.create(
        place=own, slug="bench", name="Bench", title="Made up", promise="None.", promise_by=2040,
        attribution=[], pack_edition="1", updated_on=date(2026, 1, 1), is_default=True,
    )  # fmt: skip
    for position, place in enumerate([country, *others[: COMPARATORS - 1]], start=1):
        role = "country" if place is country else "similar"
        Comparator.objects.create(town=town, place=place, role=role, why="Made up.", position=position)
    return town


def _make_ranks(parts: list[Place], chance: random.Random) -> DeprivationEdition:
    edition = DeprivationEdition.objects.create(
        code="made-up", name="Made up", short="MU", authorities=300, authority_vintage="none",
        neighbourhood_vintage="none", neighbourhoods_in_england=NEIGHBOURHOODS, publisher="Nobody",
        dataset="none", licence="none", attribution="Made up.",
    )  # fmt: skip
    NeighbourhoodRank.objects.bulk_create(
        (
            NeighbourhoodRank(
                edition=edition, place=part, score=chance.uniform(1, 80), rank=n, decile=1 + n % 10,
                population=1500, tile_column=n % 200, tile_row=n // 200,
            )
            for n, part in enumerate(parts, start=1)
        ),
        batch_size=BATCH,
    )  # fmt: skip
    return edition


def _list_figures(
    indicator: Indicator, release: Release, places: tuple[list[Place], ...], chance: random.Random
) -> Iterator[Observation]:
    compared, parts, own = places

    def figure(place: Place, year: int, value: float, **fields) -> Observation:
        return Observation(
            indicator=indicator, place=place, period=str(year), starts_on=date(year, 1, 1),
            ends_on=date(year, 12, 31), value=value, release=release, **fields,
        )  # fmt: skip

    for place in compared:
        for year in range(LAST - YEARS + 1, LAST + 1):
            value = chance.uniform(15, 25)
            yield figure(place, year, value, lower=value - 2, upper=value + 2)
    older = [(part, year) for part in own for year in range(LAST - GAP_YEARS + 1, LAST)]
    for part, year in [*((part, LAST) for part in parts), *older]:
        count = chance.randint(100, 500)
        yield figure(part, year, count / 15, count=count, denominator=1500)


def _make_measure(town: Town, indicator: Indicator, edition: DeprivationEdition, at: int) -> None:
    measure = ImpactMeasure.objects.create(
        town=town, slug=indicator.code, name=indicator.name, question="How many?", kind="number",
        status="proposed", indicator=indicator, gap_indicator=indicator, gap_edition=edition, position=at,
    )  # fmt: skip
    for of, base, value in (("level", 20, 5), ("absolute gap", 5, 0), ("relative gap", 1.5, 1)):
        Target.objects.create(
            measure=measure, of=of, base_year=LAST + 0.5, base_value=base, year=2040, value=value,
            status="proposed", source="Made up.",
        )  # fmt: skip
