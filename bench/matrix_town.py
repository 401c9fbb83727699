"""Writes a town of 180 recommendations and 120 workstreams into a data folder; prints a signed-in session.

Every tenth cell is judged. Nobody and nothing in it is real.
"""

# ruff: noqa: PLC0415  # Django has to be started before its models can be imported

import os
import random
import sys
from datetime import date
from pathlib import Path

RECOMMENDATIONS, WORKSTREAMS, OBJECTIVES, SHARE = 180, 120, 8, 0.1
SLUG = "bench"
VOCABULARY = """
school nursery housing damp rent heating wages jobs skills apprentices parks walking cycling air buses debt
advice benefits food breastfeeding smoking alcohol loneliness carers refuges language safety youth libraries
sport dentists vaccines screening pregnancy childcare reading maths business procurement
"""
WORDS = VOCABULARY.split()


def main() -> None:
    os.environ["FAIRPLACE_DEMO"] = "1"
    from fairplace.town.config.database import start_django

    start_django(Path(sys.argv[1]))
    from django.db import transaction

    with transaction.atomic():
        key = fill()
    print(key)


def fill() -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from fairplace.town.people.models import Person
    from fairplace.town.places.models import Appointment, Place, Town

    place = Place.objects.create(code="E99999999", name="Benchham", kind="authority", vintage="none")
    town = Town.objects.create(
        place=place, slug=SLUG, name="Benchham", title="Benchham, a made-up town", promise="None.",
        promise_by=2040, attribution=[], pack_edition="1", updated_on=date(2026, 1, 1), is_default=False,
    )  # fmt: skip
    person = Person.objects.create_user(email="bench@example.org", name="Bench")
    Appointment.objects.create(person=person, town=town, role="programme-team")
    fill_matrix(town)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    assert session.session_key
    return session.session_key


def fill_matrix(town) -> None:
    from django.utils import timezone

    from fairplace.town.framework.models import Framework, Item, Level
    from fairplace.town.partners.models import Organisation
    from fairplace.town.workstreams.models import Alignment, Workstream

    chance = random.Random(1)  # noqa: S311  # invented texts, not secrets
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
    leads = [
        Organisation(town=town, code=f"p{n}", name=f"Partner {n}", sector=sector)
        for n, sector in enumerate(Organisation.Sector.values * 3)
    ]
    Organisation.objects.bulk_create(leads)
    columns = [
        Workstream(
            town=town, code=f"W{n}", name=" ".join(chance.sample(WORDS, 4)).capitalize(),
            summary=" ".join(chance.sample(WORDS, 12)), lead=chance.choice(leads),
        )
        for n in range(1, WORKSTREAMS + 1)
    ]  # fmt: skip
    Workstream.objects.bulk_create(columns)
    at = timezone.now()
    Alignment.objects.bulk_create(
        Alignment(
            recommendation_id=row.pk, workstream=column, mapped_at=at,
            fit=chance.choice(["none", "touches", "part", "full"]),
        )
        for row in rows for column in columns if chance.random() < SHARE
    )  # fmt: skip


if __name__ == "__main__":
    main()
