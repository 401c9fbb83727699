"""Checks that what groups did in a demonstration names who and what is there."""

from collections.abc import Iterable, Iterator
from typing import Any

from fairplace.town.packs.problems import Problem
from fairplace.town.packs.reading import Pack
from fairplace.town.packs.shapes import ItemEntry, PointerEntry
from fairplace.town.people.rules import ROLES, Ability

FILE = "demonstration.yaml"
Say = Iterator[Problem]
# What a row names, as (row, field, code, kind of thing).
Named = Iterator[tuple[str, str, str, str]]


def check_doings(pack: Pack) -> Say:
    """Say what invented doings name that is nowhere in the pack."""
    known = _list_known(pack)
    where = {
        "group": "groups.yaml",
        "place": "places.csv",
        "sender": "the people of this file whose role sends in figures",
        "organisation": "the organisations of this file",
        "person": "the people or the members of this file",
        "decision": "the decisions of this file, with the same group",
        "recommendation": "framework.yaml",
        "objective": "framework.yaml",
        "measure": "measures.yaml",
        "workstream": "the workstreams of this file",
    }
    for row, field, code, kind in _list_named(pack):
        if code and code not in known[kind]:
            message = f"{code} is not in {where[kind]}. Add it there, or correct it."
            yield Problem(FILE, row, field, message)


def _list_known(pack: Pack) -> dict[str, set[str]]:
    assert pack.framework
    people = {one.email for one in pack.people} | {one.email for one in pack.members}
    return {
        "group": {one.slug for one in pack.groups},
        "sender": {one.email for one in pack.people if _may_send(one.role)},
        "place": {place.code for _line, place in pack.places},
        "organisation": {one.code for one in pack.organisations},
        "person": people,
        "decision": {f"{one.group}: {one.title}" for one in pack.decisions},
        "recommendation": {one.code for one in pack.framework.recommendations},
        "objective": {one.code for one in pack.framework.objectives},
        "measure": {one.slug for one in pack.measures},
        "workstream": {one.code for one in pack.workstreams},
    }


def _may_send(role: str) -> bool:
    return role in ROLES and Ability.SEND_NUMBERS in ROLES[role].abilities


def _list_named(pack: Pack) -> Named:
    for n, one in enumerate(pack.members, start=1):
        row = f"member {n}"
        yield row, "group", one.group, "group"
        yield row, "organisation", one.organisation, "organisation"
    for n, one in enumerate(pack.series, start=1):
        yield f"series {n}", "group", one.group, "group"
        yield from _list_of_items(f"series {n}, backlog", one.backlog)
        for m, meeting in enumerate(one.meetings, start=1):
            row = f"series {n}, meeting {m}"
            for code in {**meeting.present, **meeting.apologies, **meeting.absent}:
                yield row, "present", code, "organisation"
            yield from _list_of_items(row, meeting.items)
    yield from _list_of_decisions(pack)
    yield from _list_of_actions(pack)
    yield from _list_of_registers(pack)
    yield from _list_of_reviews(pack)
    yield from _list_of_submissions(pack)


def _list_of_items(row: str, items: Iterable[ItemEntry]) -> Named:
    for one in items:
        yield from _list_pointed(row, "items", [one])


def _list_pointed(row: str, field: str, pointers: Iterable[PointerEntry]) -> Named:
    for one in pointers:
        for kind in PointerEntry.model_fields:
            yield row, field, getattr(one, kind), kind


def _list_people(row: str, field: str, emails: Iterable[str]) -> Named:
    for email in emails:
        yield row, field, email, "person"


def _list_of_decisions(pack: Pack) -> Named:
    for n, one in enumerate(pack.decisions, start=1):
        row = f"decision {n}"
        yield row, "group", one.group, "group"
        yield from _list_people(row, "votes", one.votes)
        yield from _list_pointed(row, "about", one.about)


def _list_of_actions(pack: Pack) -> Named:
    for n, one in enumerate(pack.actions, start=1):
        row = f"action {n}"
        for slug in (one.group, *one.also_to):
            yield row, "group", slug, "group"
        yield row, "organisation", one.organisation, "organisation"
        yield row, "decision", f"{one.group}: {one.decision}" if one.decision else "", "decision"
        people: list[Any] = [one.owner, *one.helpers, *(update.by for update in one.updates)]
        yield from _list_people(row, "owner", people)
        yield from _list_pointed(row, "serves", one.serves)


def _list_of_registers(pack: Pack) -> Named:
    for n, one in enumerate(pack.risks, start=1):
        yield f"risk {n}", "group", one.group, "group"
        yield from _list_people(f"risk {n}", "owner", [one.owner, *(change.by for change in one.changes)])
    for n, one in enumerate(pack.aims, start=1):
        yield f"aim {n}", "group", one.group, "group"
        yield from _list_pointed(f"aim {n}", "measure", [one])


def _list_of_reviews(pack: Pack) -> Named:
    for n, one in enumerate(pack.reviews, start=1):
        row = f"review {n}"
        for seat in one.seats:
            yield row, "seats", seat.group, "group"
            yield row, "seats", seat.person, "person"
        for measured in (*one.assessments, *one.challenges):
            yield row, "measure", measured.measure, "measure"
        for challenge in one.challenges:
            yield from _list_people(row, "challenges", [challenge.by, challenge.answered_by])


def _list_of_submissions(pack: Pack) -> Named:
    for n, one in enumerate(pack.submissions, start=1):
        row = f"submission {n}"
        yield row, "organisation", one.organisation, "organisation"
        yield row, "by", one.by, "sender"
        for typed in one.rows:
            yield row, "rows", typed.place, "place"
