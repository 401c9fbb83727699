"""Writes what the groups of a made-up town do: people, meetings, decisions, actions with updates, risks."""

import random
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from fairplace.town.governance.models import (
    Action,
    ActionSubject,
    AgendaItem,
    Attendance,
    Decision,
    DecisionSubject,
    Effect,
    Meeting,
    Risk,
    RiskChange,
    Series,
    Update,
)
from fairplace.town.partners.models import Group, Membership, Organisation
from fairplace.town.people.models import Person
from fairplace.town.places.models import Appointment, Town

PEOPLE, ACTIONS, UPDATES, MEETINGS, ITEMS, DECISIONS, RISKS = 60, 500, 4, 12, 8, 60, 60
NOTE = "Made up, as long as a sentence that somebody would write when they are asked how it goes."


@transaction.atomic
def fill_groups(town: Town, seed: int = 1) -> list[Person]:
    """Give a town sixty people who sit in its groups, and all that they do; return the people."""
    chance = random.Random(seed)  # noqa: S311  # invented texts and ties, not secrets
    groups, partners = list(Group.objects.filter(town=town)), list(Organisation.objects.filter(town=town))
    people = _fill_people(town, groups, partners)
    for group in groups:
        _fill_meetings(group, partners, chance)
    decisions = _fill_decisions(town, groups, chance)
    _fill_actions(town, groups, people, decisions, chance)
    _fill_risks(town, groups, people, chance)
    return people


def _fill_people(town: Town, groups: list[Group], partners: list[Organisation]) -> list[Person]:
    people = Person.objects.bulk_create(
        Person(email=f"member{n}@{town.slug}.example", name=f"Member {n}", password="!")  # noqa: S106  # nobody's
        for n in range(PEOPLE)
    )
    Appointment.objects.bulk_create(
        Appointment(person=one, town=town, role="group-chair" if n < len(groups) else "contributor")
        for n, one in enumerate(people)
    )
    Membership.objects.bulk_create(
        Membership(
            group=groups[n % len(groups)], organisation=partners[n % len(partners)], name=one.name,
            person=one, is_chair=n < len(groups),
        )
        for n, one in enumerate(people)
    )  # fmt: skip
    return people


def _fill_meetings(group: Group, partners: list[Organisation], chance: random.Random) -> None:
    series = Series.objects.create(group=group, name="Meetings")
    today = timezone.localdate()
    for n in range(MEETINGS):
        day = today + timedelta(weeks=6 * (n - MEETINGS + 2))
        starts_at = timezone.make_aware(datetime.combine(day, time(14)))
        is_past = starts_at < timezone.now()
        meeting = Meeting.objects.create(
            series=series, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=90),
            state="closed" if is_past else "planned", closed_at=starts_at if is_past else None,
        )  # fmt: skip
        AgendaItem.objects.bulk_create(
            AgendaItem(
                series=series, meeting=meeting, position=at, title=f"Item {at}", time_minutes=10,
                outcome_kind="information" if is_past else "", outcome=NOTE if is_past else "",
            )
            for at in range(1, ITEMS + 1)
        )  # fmt: skip
        Attendance.objects.bulk_create(
            Attendance(meeting=meeting, organisation=one, state="present")
            for one in chance.sample(partners, 8 if is_past else 0)
        )


def _fill_decisions(town: Town, groups: list[Group], chance: random.Random) -> list[Decision]:
    today, now = timezone.localdate(), timezone.now()
    decisions = Decision.objects.bulk_create(
        Decision(
            town=town, number=n, group=groups[n % len(groups)], title=f"Decision {n}", question=NOTE,
            state="decided" if n % 10 else "open", opened_at=now, deadline_on=today + timedelta(days=9),
            decided_at=now if n % 10 else None, outcome=NOTE, review_on=today + timedelta(days=n - 20),
        )
        for n in range(1, DECISIONS + 1)
    )  # fmt: skip
    Effect.objects.bulk_create(
        Effect(decision=one, along="deprivation", expected="same") for one in decisions
    )
    DecisionSubject.objects.bulk_create(
        DecisionSubject(decision=one, kind="measure", code=f"m{chance.randint(1, 15)}") for one in decisions
    )
    return decisions


def _fill_actions(
    town: Town, groups: list[Group], people: list[Person], decisions: list[Decision], chance: random.Random
) -> None:
    today = timezone.localdate()
    actions = Action.objects.bulk_create(
        Action(
            town=town, number=n, group=groups[n % len(groups)], title=f"Action {n}", text=NOTE,
            owner=people[n % len(people)] if n % 25 else None, decision=chance.choice([None, *decisions]),
            starts_on=today - timedelta(days=200), due_on=today + timedelta(days=n % 240 - 60),
            state=chance.choice(Action.State.values), counts_what="children", count=n, denominator=1000,
            denominator_what="children in the town",
        )
        for n in range(1, ACTIONS + 1)
    )  # fmt: skip
    ActionSubject.objects.bulk_create(
        ActionSubject(action=one, kind="recommendation", code=f"R{chance.randint(1, 180)}") for one in actions
    )
    Update.objects.bulk_create(
        Update(
            action=one, by=one.owner, note=NOTE, state_before="under way", state=one.state,
            at=timezone.now() - timedelta(days=chance.randint(1, 200)),
        )
        for one in actions for _ in range(UPDATES)
    )  # fmt: skip


def _fill_risks(town: Town, groups: list[Group], people: list[Person], chance: random.Random) -> None:
    risks = Risk.objects.bulk_create(
        Risk(
            town=town, number=n, group=groups[n % len(groups)], title=f"Risk {n}",
            owner=chance.choice(people), likelihood=chance.randint(1, 5), impact=chance.randint(1, 5),
        )
        for n in range(1, RISKS + 1)
    )  # fmt: skip
    RiskChange.objects.bulk_create(
        RiskChange(risk=one, kind="risk", likelihood=one.likelihood, impact=one.impact, state="open")
        for one in risks
    )
