"""What somebody owes by a day: an update, an action, a review, a check-in; and how it stands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fairplace.town.people.rules import Ability
from fairplace.town.ui.navigation import find_address

SOON = 30


class Kind(StrEnum):
    UPDATE = "update"
    ACTION = "action"
    DECISION = "decision"
    RISK = "risk"
    PLEDGE = "pledge"
    MAPPING = "mapping"
    RESPONSE = "response"


KINDS: dict[str, str | Promise] = {
    Kind.UPDATE: _("Update of an action"),
    Kind.ACTION: _("Last day of an action"),
    Kind.DECISION: _("Review of a decision"),
    Kind.RISK: _("Review of a risk"),
    Kind.PLEDGE: _("Check-in on a pledge"),
    Kind.MAPPING: _("Another look at a mapping"),
    Kind.RESPONSE: _("What was answered to a recommendation"),
}
NOBODY = "nobody"
type_of_page = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Duty:
    """Something owed by a day. `person` is the key of whoever owes it, None where an organisation does.

    `every` says how often in words, empty for once. `page` is the record and `do_page` where it is done, each
    as the name of an address and what it takes: of a thousand duties few are shown.
    """

    kind: str
    title: str
    due_on: date
    code: str = ""
    group: str = ""
    group_name: str = ""
    owner: str = ""
    person: int | None = None
    helpers: frozenset[int] = frozenset()
    every: str = ""
    page: type_of_page = ("", {})
    do_page: type_of_page = ("", {})
    with_chair: bool = False
    is_demonstration: bool = False

    @property
    def url(self) -> str:
        name, told = self.page
        return find_address(name, **told)

    @property
    def do_url(self) -> str:
        name, told = self.do_page
        return find_address(name, **told) or self.url

    @property
    def kind_words(self) -> str:
        return str(KINDS[self.kind])

    def is_overdue(self, day: date) -> bool:
        return self.due_on < day

    def is_of(self, person: int) -> bool:
        """Return whether this person owes it, or helps whoever does."""
        return person == self.person or person in self.helpers


@dataclass(frozen=True)
class DutyFilter:
    """Which duties to list; what is empty filters nothing. `person` is a key, or "nobody"."""

    group: str = ""
    person: str = ""
    kind: str = ""
    when: str = ""


@dataclass(frozen=True)
class DutyReader:
    """Whose duties somebody may see: all, or their own and those of the groups they sit in (by address)."""

    person: int = 0
    groups: frozenset[str] = frozenset()
    sees_all: bool = False

    def may_see(self, duty: Duty) -> bool:
        return self.sees_all or duty.is_of(self.person) or duty.group in self.groups


ALL = DutyReader(sees_all=True)


@dataclass(frozen=True)
class Source:
    """Duties that an app above brings: how they are listed for a town, and who may do them.

    Without an ability only whoever owes one may do it.
    """

    list_duties: Callable[[Any], Iterable[Duty]]
    ability: Ability | None = None


SOURCES: dict[str, Source] = {}


def register_duties(kind: str, name: str | Promise, source: Source) -> None:
    """Add duties of a kind to all lists of them; a kind is used once."""
    assert SOURCES.get(kind, source) == source, f"There are duties of the kind {kind} already."
    KINDS[kind], SOURCES[kind] = name, source


def choose(duties: Iterable[Duty], chosen: DutyFilter, day: date) -> list[Duty]:
    """Return the duties that fit, what is longest due first."""
    limit = day + timedelta(days=SOON)
    found = []
    for one in duties:
        if chosen.group and one.group != chosen.group:
            continue
        if chosen.kind and one.kind != chosen.kind:
            continue
        if chosen.person == NOBODY and one.owner:
            continue
        if chosen.person.isdigit() and not one.is_of(int(chosen.person)):
            continue
        if chosen.when == "overdue" and not one.is_overdue(day):
            continue
        if chosen.when == "soon" and not day <= one.due_on <= limit:
            continue
        found.append(one)
    return sorted(found, key=lambda one: (one.due_on, one.kind, one.code, one.title))
