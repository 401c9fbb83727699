"""Reads who may answer a decision, who did, and what came out."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from fairplace.town.governance.models import Decision, Vote
from fairplace.town.governance.queries.people import list_seats
from fairplace.town.governance.rules.ballot import say_choice
from fairplace.town.governance.rules.tally import COUNTS, OBJECT, Tally, read_tally
from fairplace.town.partners.models import Membership
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town


@dataclass(frozen=True)
class Poll:
    """How far a decision is answered: by how many of those who may, and what they said.

    Once it is decided, the numbers are those of that day, whoever sits in the group later.
    """

    voted: int
    members: int
    tally: Tally
    is_over: bool
    votes: tuple[Vote, ...] = ()
    waiting: tuple[Person, ...] = ()

    @property
    def is_complete(self) -> bool:
        return self.voted == self.members


def list_voters(decision: Decision) -> list[Person]:
    """Return those who may answer: members of the group today who have an account, each once."""
    seats = list_seats(decision.group)
    people = {seat.person.pk: seat.person for seat in seats if seat.person and seat.person.is_active}
    return list(people.values())


def get_options(decision: Decision) -> dict[str, str]:
    """Return the texts of the options by their codes, in order."""
    return {one["code"]: one["text"] for one in decision.options}


def count(decision: Decision, votes: list[Vote]) -> Tally:
    """Return what these votes come to, by the decision's own method."""
    return COUNTS[decision.method]([vote.choice for vote in votes], get_options(decision))


def is_answerable(decision: Decision) -> bool:
    """Return whether members can answer today: it is open, and its last day has not passed."""
    today = timezone.localdate()
    return decision.state == Decision.State.OPEN and bool(
        decision.deadline_on and today <= decision.deadline_on
    )


def get_poll(decision: Decision) -> Poll:
    """Return how far a decision is answered. Votes of those who left the group meanwhile do not count."""
    votes = list(decision.votes.select_related("person"))
    kept = decision.data.get("tally")
    if kept:
        return Poll(kept["voted"], kept["members"], read_tally(kept["tally"]), True, tuple(votes))
    voters = {one.pk: one for one in list_voters(decision)}
    own = [vote for vote in votes if vote.person.pk in voters]
    waiting = [voters[pk] for pk in voters.keys() - {vote.person.pk for vote in own}]
    waiting.sort(key=lambda one: (one.name, one.email))
    is_over = not is_answerable(decision) or not waiting
    return Poll(len(own), len(voters), count(decision, own), is_over, tuple(own), tuple(waiting))


def list_waiting_decisions(*, town: Town, person: Person) -> list[Decision]:
    """Return the open decisions that a person may answer and has not, those that close first at the top."""
    today = timezone.localdate()
    seats = Membership.objects.filter(
        Q(since_on=None) | Q(since_on__lte=today), Q(until_on=None) | Q(until_on__gte=today), person=person
    )
    found = Decision.objects.filter(
        town=town, state=Decision.State.OPEN, deadline_on__gte=today, group__in=seats.values("group")
    ).exclude(votes__person=person)
    return list(found.select_related("group").order_by("deadline_on", "number"))


@dataclass(frozen=True)
class Said:
    """What one member said, in words. Only members of the group are shown it."""

    who: str
    choice: str
    reason: str
    is_objection: bool


def list_said(decision: Decision, poll: Poll) -> list[Said]:
    """Return what each member said, objections first: the group has to deal with them."""
    texts = get_options(decision)
    said = [
        Said(
            str(one.person),
            say_choice(decision.method, one.choice, texts),
            one.reason,
            one.choice == OBJECT,
        )
        for one in poll.votes
    ]
    return sorted(said, key=lambda one: (not one.is_objection, one.who))
