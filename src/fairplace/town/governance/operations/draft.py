"""Prepares a decision: what is asked, what it is about, who gains and who loses. Once open, it stands."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from fairplace.town.chain.rules import Key
from fairplace.town.governance.models import AgendaItem, Decision, DecisionSubject, Effect
from fairplace.town.governance.rules.equity import Expectation
from fairplace.town.partners.models import Group
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.operations.saving import ChangedMeanwhile, describe, lock, next_number

KIND = "decision"
FIELDS = (
    "title", "question", "reason", "expected", "method", "options",
    "deadline_on", "review_on", "is_restricted",
)  # fmt: skip


class NotADraft(Exception):
    """A decision that is open or closed is not rewritten: its members answered to what it said."""


@transaction.atomic
def add_decision(
    *,
    by: Person | None,
    group: Group,
    values: Mapping[str, Any],
    subjects: Iterable[Key] = (),
    item: AgendaItem | None = None,
    is_demonstration: bool = False,
) -> Decision:
    """Add a decision that a group is to take, as a draft, with the next free number of its town."""
    decision = Decision.objects.create(
        town=group.town,
        group=group,
        number=next_number(Decision, group.town),
        item=item,
        is_demonstration=is_demonstration,
        **values,
    )
    _save_subjects(decision, subjects)
    write_down(by, "added", decision, None, _describe(decision))
    return decision


@transaction.atomic
def change_decision(
    *,
    by: Person | None,
    decision: Decision,
    version: int,
    values: Mapping[str, Any],
    subjects: Iterable[Key],
) -> Decision:
    """Change a draft that was read at `version`. Nothing is written when nothing differs."""
    now = _lock_draft(decision, version)
    before = _describe(now)
    for name, value in values.items():
        setattr(now, name, value)
    _save_subjects(now, subjects)
    return _keep(by, "changed", now, before)


@transaction.atomic
def save_effects(
    *, by: Person | None, decision: Decision, version: int, effects: Iterable[Expectation]
) -> Decision:
    """Write down who gains and who loses by a draft; what is not said yet is left out."""
    now = _lock_draft(decision, version)
    before = _describe(now)
    now.effects.all().delete()
    Effect.objects.bulk_create(
        Effect(decision=now, along=one.along, expected=one.expected, who=one.who, confidence=one.confidence)
        for one in effects
        if one.expected
    )
    return _keep(by, "said who gains and who loses by", now, before)


def _lock_draft(decision: Decision, version: int) -> Decision:
    """Return the draft, held. Where it was opened meanwhile, that is told before that it was changed."""
    try:
        now = lock(decision, version=version)
    except ChangedMeanwhile as changed:
        if not Decision.objects.get(pk=decision.pk).is_draft:
            raise NotADraft from changed
        raise
    if not now.is_draft:
        raise NotADraft
    return now


def _keep(by: Person | None, verb: str, now: Decision, before: dict[str, Any]) -> Decision:
    after = _describe(now)
    if after == before:
        return now
    now.version += 1
    now.save()
    write_down(by, verb, now, before, after)
    return now


def _save_subjects(decision: Decision, subjects: Iterable[Key]) -> None:
    wanted = dict.fromkeys(subjects)
    for subject in decision.subjects.all():
        if subject.key not in wanted:
            subject.delete()
    there = {subject.key for subject in decision.subjects.all()}
    DecisionSubject.objects.bulk_create(
        DecisionSubject(decision=decision, kind=kind, code=code)
        for kind, code in wanted
        if (kind, code) not in there
    )


def _describe(decision: Decision) -> dict[str, Any]:
    return {
        **describe(decision, FIELDS),
        "subjects": sorted(f"{one.kind} {one.code}" for one in decision.subjects.all()),
        "effects": {
            one.along: ": ".join(filter(None, (one.expected, one.who, one.confidence)))
            for one in decision.effects.all()
        },
    }


def write_down(by: Person | None, verb: str, decision: Decision, before: Any, after: Any) -> None:
    """Record what was done to a decision."""
    record(
        by=by,
        verb=verb,
        kind=KIND,
        subject=decision.code,
        town=decision.town.slug,
        before=before,
        after=after,
    )
