"""Opens, decides, withdraws and reviews. Each keeps how the measures stood that day, under a digest."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.chain.queries import get_chain
from fairplace.town.governance.models import Decision
from fairplace.town.governance.operations.draft import write_down
from fairplace.town.governance.operations.nudge import write_opening
from fairplace.town.governance.queries.effect import list_effects
from fairplace.town.governance.queries.standing import describe_standing, list_slugs
from fairplace.town.governance.queries.vote import Poll, get_options, get_poll, is_answerable, list_voters
from fairplace.town.governance.rules.opening import Draft, Lack, list_lacks
from fairplace.town.people.models import Person
from fairplace.town.places.operations.saving import lock


class NotReady(Exception):
    """A decision cannot be opened yet: `lacks` says what is missing, and where it is put right."""

    def __init__(self, lacks: list[Lack]) -> None:
        super().__init__(" ".join(lack.sentence for lack in lacks))
        self.lacks = lacks


class DecisionRefused(Exception):
    """What was asked cannot be done; `field` is what it is about in the form, and the message a sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Outcome:
    """What the chair states: the option chosen, in words what it means, and when it is looked at again."""

    chosen: str
    outcome: str
    because: str
    review_on: date | None


@dataclass(frozen=True)
class Review:
    """What happened, and whether what was expected of it, and of who gains and loses, proved right."""

    happened: str
    proved: str
    equity_right: str
    equity_proved: str


def find_lacks(decision: Decision, *, voters: int) -> list[Lack]:
    """Return everything that a draft lacks before it can be opened."""
    draft = Draft(
        decision.question,
        decision.reason,
        decision.expected,
        decision.method,
        len(decision.options),
        decision.deadline_on,
        tuple(list_effects(decision)),
    )
    return list_lacks(draft, today=timezone.localdate(), voters=voters)


@transaction.atomic
def open_decision(*, by: Person | None, decision: Decision, version: int) -> Decision:
    """Put a draft to its group: keep how the measures stand, and write to everybody who may answer.

    Refused while anything is missing, who gains and who loses above all.
    """
    now = _lock_in(decision, version, Decision.State.DRAFT)
    voters = list_voters(now)
    lacks = find_lacks(now, voters=len(voters))
    if lacks:
        raise NotReady(lacks)
    now.state, now.opened_at = Decision.State.OPEN, timezone.now()
    slugs = list_slugs(now, get_chain(town=now.town))
    _keep_standing(now, "opened", slugs)
    _save(by, "opened", now, {"state": now.state, "members": len(voters), "figures": _digest(now, "opened")})
    for person in voters:
        write_opening(now, person)
    return now


@transaction.atomic
def decide(*, by: Person | None, decision: Decision, version: int, stated: Outcome) -> Decision:
    """State the outcome of an open decision, as its chair. It may differ from the count, with a reason."""
    now = _lock_in(decision, version, Decision.State.OPEN)
    poll = get_poll(now)
    _check(now, poll, stated)
    now.state, now.decided_at, now.decided_by = Decision.State.DECIDED, timezone.now(), by
    now.chosen, now.outcome, now.review_on = stated.chosen, stated.outcome.strip(), stated.review_on
    now.outcome_because = stated.because.strip()
    _keep_standing(now, "decided", _slugs_opened(now))
    now.data["tally"] = {"voted": poll.voted, "members": poll.members, "tally": poll.tally.keep()}
    after = {
        "state": now.state,
        "chosen": now.chosen,
        "outcome": now.outcome,
        "because": now.outcome_because,
        "review on": str(now.review_on),
        "answered": f"{poll.voted} of {poll.members}",
        "count": poll.tally.sentence,
        "figures": _digest(now, "decided"),
    }
    return _save(by, "decided", now, after)


def _check(now: Decision, poll: Poll, stated: Outcome) -> None:
    if stated.chosen not in get_options(now):
        raise DecisionRefused("chosen", _("Choose what was decided."))
    if not stated.outcome.strip():
        raise DecisionRefused("outcome", _("Say in words what was decided."))
    if not stated.review_on or stated.review_on <= timezone.localdate():
        raise DecisionRefused("review_on", _("Choose a day to come on which the group looks at it again."))
    because = why_a_reason(now, poll, stated.chosen)
    if because and not stated.because.strip():
        raise DecisionRefused("because", because)


def why_a_reason(decision: Decision, poll: Poll, chosen: str) -> str:
    """Return why the chair must give a reason for this outcome, or nothing where none is asked for."""
    if is_answerable(decision) and not poll.is_complete:
        return _("Members can still answer. Say why it is decided before they have.")
    if chosen not in poll.tally.winners:
        return _("This is not what the count says. Say why.")
    return ""


@transaction.atomic
def withdraw_decision(*, by: Person | None, decision: Decision, version: int, because: str) -> Decision:
    """Take back a decision that is not taken yet, with the reason; it keeps its number and its page."""
    now = lock(decision, version=version)
    if now.state not in (Decision.State.DRAFT, Decision.State.OPEN):
        raise DecisionRefused("", _("It is closed already."))
    if not because.strip():
        raise DecisionRefused("because", _("Say why it is withdrawn."))
    now.state, now.withdrawn_because = Decision.State.WITHDRAWN, because.strip()
    return _save(by, "withdrew", now, {"state": now.state, "because": now.withdrawn_because})


@transaction.atomic
def review_decision(*, by: Person | None, decision: Decision, version: int, review: Review) -> Decision:
    """Write down what became of a decision, with how the measures stand now. A review may be corrected."""
    now = _lock_in(decision, version, Decision.State.DECIDED)
    before = _describe_review(now)
    now.happened, now.proved = review.happened.strip(), review.proved
    now.equity_right, now.equity_proved = review.equity_right, review.equity_proved.strip()
    now.reviewed_at, now.reviewed_by = timezone.now(), by
    _keep_standing(now, "reviewed", _slugs_opened(now))
    return _save(by, "reviewed", now, {**_describe_review(now), "figures": _digest(now, "reviewed")}, before)


def _lock_in(decision: Decision, version: int, state: str) -> Decision:
    now = lock(decision, version=version)
    if now.state != state:
        sentence = _("This cannot be done now. The decision is: %(state)s.")
        words = Decision.State(now.state).label
        raise DecisionRefused("", sentence % {"state": words})
    return now


def _keep_standing(now: Decision, step: str, slugs: list[str]) -> None:
    now.data = {**now.data, step: describe_standing(now.town, slugs)}


def _slugs_opened(now: Decision) -> list[str]:
    """Return the measures that were kept at opening: they are followed, whatever the chain says later."""
    opened = now.data.get("opened")
    if opened is None:
        return list_slugs(now, get_chain(town=now.town))
    return [one["slug"] for one in opened["measures"]]


def _digest(now: Decision, step: str) -> str:
    return now.data[step]["digest"]


def _describe_review(one: Decision) -> dict[str, Any]:
    return {
        "happened": one.happened,
        "proved": one.proved,
        "who gained and lost": one.equity_right,
        "in words": one.equity_proved,
    }


def _save(by: Person | None, verb: str, now: Decision, after: Any, before: Any = None) -> Decision:
    now.version += 1
    now.save()
    write_down(by, verb, now, before, after)
    return now
