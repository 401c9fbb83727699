"""The work plan of a group for a financial year: its actions by the objective they serve."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min
from django.utils import timezone

from fairplace.town.chain.queries import get_chain
from fairplace.town.chain.rules import Chain, Record
from fairplace.town.governance.models import Action
from fairplace.town.governance.queries.action import (
    ActionLine,
    Reader,
    make_lines,
    open_to,
    with_last_update,
)
from fairplace.town.governance.queries.serving import Objectives, Served, list_served
from fairplace.town.governance.rules.action import belongs_to_year, financial_year, quarter_spans
from fairplace.town.partners.models import Group


@dataclass(frozen=True)
class PlanRow:
    """An action in a year: in which quarters it runs, in which it is due, and what it serves."""

    line: ActionLine
    quarters: tuple[str, ...]
    served: tuple[Served, ...]


@dataclass(frozen=True)
class PlanSection:
    """The actions for one objective; without one for those that serve nothing on the chain."""

    objective: Record | None
    rows: tuple[PlanRow, ...]


@dataclass(frozen=True)
class Plan:
    group: Group
    year: int
    sections: tuple[PlanSection, ...]
    total: int
    done: int
    late: int
    approaches: tuple[tuple[str, int], ...]
    # Years beside this one that hold anything.
    before: int | None
    after: int | None
    is_demonstration: bool


def get_plan(*, group: Group, year: int, reader: Reader, public: bool, day: date | None = None) -> Plan:
    """Return the plan of a group for the financial year that begins in April of `year`, as of a day.

    What is overdue from an earlier year is carried into the current one until it is done or stopped.
    """
    day = day or timezone.localdate()
    own = open_to(Action.objects.filter(group=group), reader)
    found = [
        one
        for one in with_last_update(own).prefetch_related("subjects")
        if belongs_to_year(
            year=year,
            starts_on=one.starts_on,
            due_on=one.due_on,
            is_open=one.is_open,
            since_on=timezone.localdate(one.state_since),
            day=day,
        )
    ]
    chain = get_chain(town=group.town)
    if public:
        chain = chain.only_public()
    lines = sorted(make_lines(found, day=day), key=lambda line: (line.action.due_on, line.action.number))
    before, after = _list_years(own, year, day)
    return Plan(
        group=group,
        year=year,
        sections=_make_sections(chain, lines, year, public),
        total=len(lines),
        done=sum(line.is_done for line in lines),
        late=sum(line.is_late for line in lines),
        approaches=_count_approaches(found),
        before=before,
        after=after,
        is_demonstration=any(one.is_demonstration for one in found),
    )


def _make_sections(chain: Chain, lines: list[ActionLine], year: int, public: bool) -> tuple[PlanSection, ...]:
    """Return the sections in the framework's order; an action of several objectives is under its first."""
    there: dict[Record | None, list[PlanRow]] = {}
    objectives = Objectives(chain)
    for line in lines:
        keys = [one.key for one in line.action.subjects.all()]
        objective = objectives.find_first(keys)
        served = tuple(list_served(chain, keys, public=public))
        there.setdefault(objective, []).append(PlanRow(line, _say_quarters(line.action, year), served))
    last = len(objectives.order)
    ordered = sorted(there, key=lambda one: objectives.order[one.key] if one else last)
    return tuple(PlanSection(one, tuple(there[one])) for one in ordered)


def _say_quarters(action: Action, year: int) -> tuple[str, ...]:
    """Return "due", "runs" or nothing for each quarter of the year."""
    told = []
    for span in quarter_spans(year):
        if span.first <= action.due_on <= span.last:
            told.append("due")
        else:
            told.append("runs" if span.touches(action.starts_on, action.due_on) else "")
    return tuple(told)


def _count_approaches(actions: list[Action]) -> tuple[tuple[str, int], ...]:
    """Return how many actions are proportionate, targeted, universal, and how many do not say."""
    order = (
        Action.Approach.PROPORTIONATE,
        Action.Approach.TARGETED,
        Action.Approach.UNIVERSAL,
        Action.Approach.UNKNOWN,
    )
    return tuple((one.value, sum(action.approach == one.value for action in actions)) for one in order)


def _list_years(own, year: int, day: date) -> tuple[int | None, int | None]:
    """Return the years before and after this one to turn to, as far as there are actions, and this year."""
    span = own.aggregate(first=Min("starts_on"), last=Max("due_on"))
    current = financial_year(day)
    first = min(financial_year(span["first"]), current) if span["first"] else current
    last = max(financial_year(span["last"]), current) if span["last"] else current
    return (year - 1 if year > first else None), (year + 1 if year < last else None)
