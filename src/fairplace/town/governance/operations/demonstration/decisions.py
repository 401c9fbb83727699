from collections.abc import Iterable, Mapping
from typing import Any

from fairplace.town.governance.models import AgendaItem, Decision, DecisionSubject, Effect, Vote
from fairplace.town.governance.operations.demonstration.cast import Cast, read_pointer
from fairplace.town.governance.rules.equity import ALONG
from fairplace.town.places.operations.saving import next_number

COPIED = (
    "title", "question", "reason", "expected", "method", "chosen", "outcome", "happened", "equity_right",
    "equity_proved",
    "proved",
)  # fmt: skip


def add_decisions(cast: Cast, entries: Iterable[Mapping[str, Any]]) -> None:
    for entry in entries:
        group = cast.groups[entry["group"]]
        if not Decision.objects.filter(group=group, title=entry["title"]).exists():
            _add(cast, entry)


def _add(cast: Cast, entry: Mapping[str, Any]) -> None:
    group = cast.groups[entry["group"]]
    is_decided, is_reviewed = entry["decided"] is not None, entry["reviewed"] is not None
    by = cast.who(next(iter(entry["votes"]), ""))
    decision = Decision.objects.create(
        town=cast.town,
        group=group,
        number=next_number(Decision, cast.town),
        item=AgendaItem.objects.filter(series__group=group, title=entry["item"]).last(),
        options=[{"code": code, "text": text} for code, text in entry["options"].items()],
        deadline_on=cast.day(entry["deadline"]),
        state=Decision.State.DECIDED if is_decided else Decision.State.OPEN,
        is_restricted=entry["restricted"],
        opened_at=cast.at(entry["opened"]),
        decided_at=cast.at(entry["decided"]) if is_decided else None,
        decided_by=by if is_decided else None,
        review_on=cast.day(entry["review"]),
        reviewed_at=cast.at(entry["reviewed"]) if is_reviewed else None,
        reviewed_by=by if is_reviewed else None,
        is_demonstration=True,
        **{name: entry[name] for name in COPIED},
    )
    for one in entry["about"]:
        kind, code = read_pointer(one)
        DecisionSubject.objects.create(decision=decision, kind=kind, code=code)
    _add_effects(decision, entry["effects"])
    at = decision.decided_at or cast.at(-1)
    for email, choice in entry["votes"].items():
        Vote.objects.create(decision=decision, person=cast.people[email], choice=choice, at=at)


def _add_effects(decision: Decision, entries: Iterable[Mapping[str, Any]]) -> None:
    """Add what is expected along each; where nothing is said, that none is expected."""
    told = {one["along"]: one for one in entries}
    for along in ALONG:
        known = {"expected": Effect.Expected.SAME, "who": "", "confidence": ""}
        said = {**known, **{key: value for key, value in told.get(along, {}).items() if key != "along"}}
        Effect.objects.create(decision=decision, along=along, **said)
