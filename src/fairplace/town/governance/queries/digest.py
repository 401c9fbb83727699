"""What each person is to be told on a day: theirs, and what is late in the groups they lead."""

from dataclasses import dataclass, field
from datetime import date

from fairplace.town.governance.models import Action, Risk
from fairplace.town.governance.queries.owed import (
    list_last_words,
    list_leads_by_group,
    list_open_actions,
    list_risks_to_review,
    list_told,
    make_owed,
)
from fairplace.town.governance.rules.reminders import Due, Owed, Reason, remind_lead, remind_owner
from fairplace.town.governance.rules.workdays import previous_working_day
from fairplace.town.partners.models import Group
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town


@dataclass(frozen=True)
class Line:
    """One action in a letter: why it stands there, and what of that was not told yet."""

    action: Action
    reason: Reason
    update_due_on: date | None
    new: tuple[Due, ...] = ()


@dataclass
class Led:
    """What the lead of a group is told of it. `on_list` counts all that is on the chair's list now."""

    group: Group
    overdue: list[Line] = field(default_factory=list)
    moved: list[Line] = field(default_factory=list)
    on_list: int = 0


@dataclass
class Digest:
    """All that one person is told on one day."""

    person: Person
    lines: list[Line] = field(default_factory=list)
    led: dict[int, Led] = field(default_factory=dict)
    risks: list[Risk] = field(default_factory=list)
    has_new_risks: bool = False

    def lines_of(self, reason: Reason) -> list[Line]:
        return [line for line in self.lines if line.reason == reason]

    @property
    def every_line(self) -> list[Line]:
        return [*self.lines, *(line for led in self.led.values() for line in (*led.overdue, *led.moved))]

    @property
    def has_news(self) -> bool:
        return self.has_new_risks or any(line.new for line in self.every_line)


def list_digests(*, town: Town, day: date) -> list[Digest]:
    """Return what people of a town owe on a day, for those only to whom something of it is new."""
    words, told, leads = list_last_words(town), list_told(town), list_leads_by_group(town, day=day)
    digests: dict[int, Digest] = {}

    def of(person: Person) -> Digest:
        return digests.setdefault(person.pk, Digest(person))

    for action in list_open_actions(town):
        owed = make_owed(action, words.get(action.pk))
        if action.owner and action.owner.is_active:
            answer = remind_owner(owed, day=day, told=told.get((action.pk, action.owner.pk), {}))
            if answer.reason:
                line = Line(action, answer.reason, owed.update_due_on, answer.new)
                of(action.owner).lines.append(line)
        for lead in leads.get(action.group.pk, ()):
            if lead.pk != action.owner_id:
                _tell_lead(of(lead), action, owed, day, told.get((action.pk, lead.pk), {}))
    since = previous_working_day(day)
    for risk in list_risks_to_review(town, day=day):
        if risk.owner and risk.review_on:
            of(risk.owner).risks.append(risk)
            of(risk.owner).has_new_risks |= risk.review_on > since
    return [digest for digest in digests.values() if digest.has_news]


def _tell_lead(digest: Digest, action: Action, owed: Owed, day: date, told: dict) -> None:
    answer = remind_lead(owed, day=day, told=told)
    if not answer.reason and not owed.moved_on:
        return
    led = digest.led.setdefault(action.group.pk, Led(action.group))
    led.on_list += bool(owed.moved_on)
    if answer.reason:
        line = Line(action, answer.reason, owed.update_due_on, answer.new)
        (led.moved if answer.reason == Reason.MOVED else led.overdue).append(line)
