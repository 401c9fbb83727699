"""Invented risks with their history, and aims with the small tests made for them."""

from collections.abc import Iterable, Mapping
from typing import Any

from fairplace.town.governance.models import Aim, ChangeIdea, Driver, Risk, RiskChange, TestCycle
from fairplace.town.governance.operations.demonstration.cast import Cast, read_pointer
from fairplace.town.places.operations.saving import next_number

SCORED = ("kind", "likelihood", "impact", "state")


def add_risks(cast: Cast, entries: Iterable[Mapping[str, Any]]) -> None:
    for entry in entries:
        group = cast.groups[entry["group"]]
        if Risk.objects.filter(group=group, title=entry["title"]).exists():
            continue
        risk = Risk.objects.create(
            town=cast.town,
            group=group,
            number=next_number(Risk, cast.town),
            title=entry["title"],
            text=entry["text"],
            response=entry["response"],
            owner=cast.who(entry["owner"]),
            opened_on=cast.on(entry["opened"]),
            review_on=cast.day(entry["review"]),
            is_demonstration=True,
            **{name: entry[name] for name in SCORED},
        )
        for one in entry["changes"]:
            scored = {name: one[name] for name in ("likelihood", "impact", "state")}
            RiskChange.objects.create(
                risk=risk, at=cast.at(one["day"]), by=cast.people[one["by"]], kind=risk.kind,
                note=one["note"], **scored,
            )  # fmt: skip


def add_aims(cast: Cast, entries: Iterable[Mapping[str, Any]]) -> None:
    for entry in entries:
        kind, code = read_pointer(entry)
        aim, is_new = Aim.objects.get_or_create(
            group=cast.groups[entry["group"]],
            text=entry["text"],
            defaults={"by_on": cast.day(entry["by"]), "kind": kind, "code": code, "is_demonstration": True},
        )
        if is_new:
            for told in entry["drivers"]:
                _add_driver(cast, Driver.objects.create(aim=aim, text=told["text"]), told["ideas"])


def _add_driver(cast: Cast, driver: Driver, ideas: Iterable[Mapping[str, Any]]) -> None:
    for told in ideas:
        idea = ChangeIdea.objects.create(driver=driver, text=told["text"])
        for one in told["tests"]:
            TestCycle.objects.create(
                idea=idea,
                starts_on=cast.on(one["starts"]),
                ended_on=cast.day(one["ended"]),
                **{name: one[name] for name in ("plan", "done", "study", "act")},
            )
