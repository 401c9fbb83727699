"""Writes towns of 180 recommendations and 120 workstreams with all that hangs on them; nobody is real."""

import itertools
import random
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from fairplace.town.framework.models import Framework, Item, Level, PolicyObjective, Response
from fairplace.town.indicators.models import Indicator, Observation, Release
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.partners.models import Group, Membership, Organisation
from fairplace.town.people.models import Person
from fairplace.town.places.models import Appointment, DeprivationEdition, NeighbourhoodRank, Place, Town
from fairplace.town.workstreams.models import Alignment, Contribution, Fit, Mark, Round, Share, Workstream

RECOMMENDATIONS, WORKSTREAMS, OBJECTIVES, MEASURES, PARTNERS, GROUPS = 180, 120, 8, 15, 40, 8
NEIGHBOURHOODS, YEARS, CONTRIBUTIONS = 120, 10, 40
ROUND_ROWS, ROUND_COLUMNS = 60, 40
# A tenth of all cells is judged, and two people say the same of seven cells in ten.
JUDGED, AGREED, ANSWERED = 0.1, 0.7, 0.8
VOCABULARY = """
school nursery housing damp rent heating wages jobs skills apprentices parks walking cycling air buses debt
advice benefits food breastfeeding smoking alcohol loneliness carers refuges language safety youth libraries
sport dentists vaccines screening pregnancy childcare reading maths business procurement
"""
WORDS = VOCABULARY.split()


@transaction.atomic
def make_town(number: int) -> Town:
    """Write one town; the first is the one that visitors see."""
    chance = random.Random(number)  # noqa: S311  # invented texts and ties, not secrets
    place = Place.objects.create(
        code=f"E9{number:07d}", name=f"Bench {number}", kind="authority", vintage="none"
    )
    town = Town.objects.create(
        place=place, slug=f"bench-{number}", name=f"Bench {number}", title="Made up", promise="None.",
        attribution=[], pack_edition="1", updated_on=date(2026, 1, 1), is_default=number == 1,
    )  # fmt: skip
    mappers = [_person(town, who) for who in ("first", "second")]
    objectives, rows = _fill_framework(town, chance)
    groups = _fill_groups(town, objectives)
    works = _fill_work(town, groups, chance)
    _fill_cells(rows, works, mappers[0], chance)
    _fill_contributions(town, rows, chance)
    _fill_measures(town, objectives, chance)
    for is_done in (True, False):
        _fill_round(town, rows, works, mappers, chance, is_done=is_done)
    return town


def _person(town: Town, who: str) -> Person:
    person = Person.objects.create_user(email=f"{who}@{town.slug}.example", name=f"{who.capitalize()} mapper")
    Appointment.objects.create(person=person, town=town, role="programme-team")
    return person


def _fill_framework(town: Town, chance: random.Random) -> tuple[list[PolicyObjective], list[Item]]:
    framework = Framework.objects.create(town=town, edition="1", title="F", vision="V", vision_plain="V")
    levels = [
        Level.objects.create(framework=framework, position=at, singular=one, plural=one, holds=one)
        for at, one in enumerate(("objectives", "recommendations"), start=1)
    ]

    def make(level: Level, home: Item | None, code: str, position: int) -> Item:
        text = " ".join(chance.sample(WORDS, 8)).capitalize()
        return Item(
            framework=framework, level=level, home=home, code=code, name=f"{text}.", short=text[:50],
            status="own", position=position,
        )  # fmt: skip

    objectives = [make(levels[0], None, f"M{n}", n) for n in range(1, OBJECTIVES + 1)]
    Item.objects.bulk_create(objectives)
    rows = [make(levels[1], objectives[n % OBJECTIVES], f"R{n}", n) for n in range(1, RECOMMENDATIONS + 1)]
    Item.objects.bulk_create(rows)
    Response.objects.bulk_create(
        Response(
            recommendation=row, answer=chance.choice(Response.Answer.values), reason="Made up.",
            owner="Nobody", answered_on=date(2026, 1, 1),
        )
        for row in rows if chance.random() < ANSWERED
    )  # fmt: skip
    return list(PolicyObjective.objects.filter(framework=framework)), rows


def _fill_groups(town: Town, objectives: list[PolicyObjective]) -> list[Group]:
    groups = Group.objects.bulk_create(
        Group(town=town, slug=f"g{n}", name=f"Group {n}", kind="priority group", purpose="None.", position=n)
        for n in range(1, GROUPS + 1)
    )
    for group, objective in zip(groups, itertools.cycle(objectives), strict=False):
        group.objectives.add(objective)
    return groups


def _fill_work(town: Town, groups: list[Group], chance: random.Random) -> list[Workstream]:
    sectors, approaches = Organisation.Sector.values, Workstream.Approach.values
    partners = Organisation.objects.bulk_create(
        Organisation(town=town, code=f"p{n}", name=f"Partner {n}", sector=sectors[n % len(sectors)])
        for n in range(PARTNERS)
    )
    Membership.objects.bulk_create(
        Membership(group=group, organisation=partner)
        for group in groups for partner in chance.sample(partners, 6)
    )  # fmt: skip
    works = Workstream.objects.bulk_create(
        Workstream(
            town=town, code=f"W{n}", name=" ".join(chance.sample(WORDS, 4)).capitalize(),
            summary=" ".join(chance.sample(WORDS, 12)), lead=chance.choice(partners),
            group=chance.choice(groups), approach=chance.choice(approaches), cost_pence=10_000_000,
        )
        for n in range(1, WORKSTREAMS + 1)
    )  # fmt: skip
    helps = Workstream.partners.through
    helps.objects.bulk_create(
        helps(workstream_id=work.pk, organisation_id=partner.pk)
        for work in works for partner in chance.sample(partners, 3)
    )  # fmt: skip
    Share.objects.bulk_create(
        Share(workstream=work, quintile=n, reach=chance.randint(50, 500), spend_pence=chance.randint(1, 9**6))
        for work in works for n in range(1, 6)
    )  # fmt: skip
    return works


def _fill_cells(rows: list[Item], works: list[Workstream], by: Person, chance: random.Random) -> None:
    at = timezone.now()
    Alignment.objects.bulk_create(
        Alignment(
            recommendation_id=row.pk, workstream=work, fit=chance.choice(Fit.values), mapped_by=by,
            mapped_at=at, rationale="Made up, as long as a sentence that somebody would write here.",
        )
        for row in rows for work in works if chance.random() < JUDGED
    )  # fmt: skip


def _fill_contributions(town: Town, rows: list[Item], chance: random.Random) -> None:
    told = Contribution.objects.bulk_create(
        Contribution(town=town, text=f"We did something about {chance.choice(WORDS)}.", state="linked")
        for _ in range(CONTRIBUTIONS)
    )
    links = Contribution.recommendations.through
    links.objects.bulk_create(
        links(contribution_id=one.pk, recommendation_id=chance.choice(rows).pk) for one in told
    )


def _fill_round(
    town: Town, rows: list[Item], works: list[Workstream], mappers: list[Person], chance: random.Random, *,
    is_done: bool,
) -> None:  # fmt: skip
    """Write a round that both have marked whole; one that is not done lacks their word for it."""
    at = timezone.now()
    done_at = at + timedelta(hours=1) if is_done else None
    one = Round.objects.create(
        town=town, name="Round", first=mappers[0], second=mappers[1], opened_at=at,
        first_done_at=done_at, second_done_at=done_at,
    )  # fmt: skip
    rows, works = rows[:ROUND_ROWS], works[:ROUND_COLUMNS]
    one.recommendations.set([row.pk for row in rows])
    one.workstreams.set(works)
    fits = Fit.values

    def say(row: Item, work: Workstream) -> list[Mark]:
        first = chance.choice(fits)
        said = (first, first if chance.random() < AGREED else chance.choice(fits))
        return [
            Mark(round=one, by=by, recommendation_id=row.pk, workstream=work, fit=fit)
            for by, fit in zip(mappers, said, strict=True)
        ]

    Mark.objects.bulk_create(mark for row in rows for work in works for mark in say(row, work))


def _fill_measures(town: Town, objectives: list[PolicyObjective], chance: random.Random) -> None:
    edition, _ = DeprivationEdition.objects.get_or_create(
        code="bench", defaults={
            "name": "B", "short": "B", "published_on": date(2025, 1, 1), "authorities": 1,
            "neighbourhoods_in_england": 1, "columns": [],
        },
    )  # fmt: skip
    parts = Place.objects.bulk_create(
        Place(
            code=f"{town.place.code}{n:03d}",
            name=f"{n}",
            kind="neighbourhood",
            parent=town.place,
            vintage="n",
        )
        for n in range(NEIGHBOURHOODS)
    )
    NeighbourhoodRank.objects.bulk_create(
        NeighbourhoodRank(
            edition=edition, place=part, score=60 - n / 3, rank=n + 1, decile=1 + 10 * n // NEIGHBOURHOODS,
            population=1500, tile_column=n, tile_row=int(town.place.code[2:]),
        )
        for n, part in enumerate(parts)
    )  # fmt: skip
    for n in range(1, MEASURES + 1):
        indicator = _make_numbers(n, town, parts, chance)
        measure = ImpactMeasure.objects.create(
            town=town, slug=f"m{n}", name=f"Measure {n}", question="?", kind="number", status="confirmed",
            indicator=indicator, gap_indicator=indicator, gap_edition=edition, position=n,
        )  # fmt: skip
        measure.objectives.add(objectives[n % OBJECTIVES])


def _make_numbers(n: int, town: Town, parts: list[Place], chance: random.Random) -> Indicator:
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

    def make(place: Place, year: int, count: int, denominator: int) -> Observation:
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
