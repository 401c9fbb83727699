from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.chain.queries import get_chain, list_faults
from fairplace.town.chain.rules import CHECKS
from fairplace.town.feeds.queries.submission import list_for_desk
from fairplace.town.governance.queries.desk import CHANGES_SHOWN, get_mine, list_changes
from fairplace.town.governance.queries.duty import list_duties
from fairplace.town.governance.queries.owing import list_owing_by_group, list_owing_by_person
from fairplace.town.governance.rules.duty import Duty, DutyFilter, choose
from fairplace.town.governance.views.duty import get_duty_reader, get_own_seats, may_do
from fairplace.town.measures.queries import list_readings
from fairplace.town.people.access import may, requires
from fairplace.town.people.rules import ROLES, Ability
from fairplace.town.places.queries import list_roles
from fairplace.town.places.requests import MemberRequest
from fairplace.town.reports.findings import CheckLine, list_lines
from fairplace.town.reports.queries import Desk, get_desk
from fairplace.town.workstreams.queries.contribution import count_waiting

SHOWN_AT_ONCE = 3
DUTIES_SHOWN, PEOPLE_SHOWN = 8, 10
LOOK_BACK = timedelta(days=14)


@requires(Ability.SEE_DESK)
def desk(request: MemberRequest) -> HttpResponse:
    """Show whoever signed in what is theirs, what is late, what changed, and where they can go on."""
    today = timezone.localdate()
    readings = list_readings(town=request.town)
    reader = get_duty_reader(request)
    duties = list_duties(town=request.town, reader=reader, day=today)
    seats = get_own_seats(request)
    changes = list_changes(
        town=request.town,
        since=today - LOOK_BACK,
        readings=readings,
        groups=None if reader.sees_all else seats.keys,
        person=request.user,
    )
    doings = [one for one in changes if not one.verdict]
    lines = _list_to_do(request)
    context = {
        "roles": [ROLES[code] for code in list_roles(person=request.user, town=request.town)],
        "days": LOOK_BACK.days,
        "changes": doings[:CHANGES_SHOWN],
        "more_changes": len(doings[CHANGES_SHOWN:]),
        "figures": [one for one in changes if one.verdict],
        "seats": seats,
        "local_figures": list_for_desk(town=request.town, person=request.user),
        **_own(request, duties, today),
        **_across(request, duties, today),
        "to_do": lines[:SHOWN_AT_ONCE],
        "others": len(lines[SHOWN_AT_ONCE:]),
        "waiting": count_waiting(town=request.town) if may(request, Ability.MODERATE) else 0,
        "sections": _sections(get_desk(readings)),
    }
    return render(request, "reports/desk.html", context)


def _own(request: MemberRequest, duties: list[Duty], today: date) -> dict[str, Any]:
    """Return what is the reader's own, and for whoever leads a group what is late in it."""
    mine = get_mine(town=request.town, person=request.user, seats=get_own_seats(request), duties=duties)
    owed = _list_nearest(choose(mine.duties, DutyFilter(), today))
    led = get_own_seats(request).led_slugs if may(request, Ability.LEAD_GROUPS) else frozenset()
    late = [one for one in duties if one.group in led and one.is_overdue(today)]
    return {
        "mine": mine,
        "owed": [_line(request, one, today) for one in owed[:DUTIES_SHOWN]],
        "more_owed": len(owed[DUTIES_SHOWN:]),
        "leads": bool(led),
        "late_in_groups": [_line(request, one, today) for one in late[:DUTIES_SHOWN]],
        "more_late": len(late[DUTIES_SHOWN:]),
    }


def _list_nearest(duties: list[Duty]) -> list[Duty]:
    """Return one duty of each record: an action owes an update and an end, and the nearer is enough here."""
    once: dict[str, Duty] = {}
    for one in duties:
        once.setdefault(one.code or one.title, one)
    return list(once.values())


def _line(request: MemberRequest, duty: Duty, today: date) -> dict[str, Any]:
    url = duty.do_url if may_do(request, duty) else duty.url
    return {"duty": duty, "is_late": duty.is_overdue(today), "url": url or duty.url}


def _across(request: MemberRequest, duties: list[Duty], today: date) -> dict[str, Any]:
    """Return for the programme team who owes what across all groups."""
    if not may(request, Ability.KEEP_GROUPS):
        return {}
    people = list_owing_by_person(duties=duties, day=today)
    groups = list_owing_by_group(town=request.town, duties=duties, day=today)
    return {
        "is_team": True,
        "groups": [one for one in groups if one.actions or one.late or one.next_meeting_at],
        "quiet": [one for one in groups if not (one.actions or one.late or one.next_meeting_at)],
        "people": people[:PEOPLE_SHOWN],
        "more_people": len(people[PEOPLE_SHOWN:]),
    }


def _list_to_do(request: MemberRequest) -> list[CheckLine]:
    """Return what the test of the plan finds and this reader can put right, the longest list first."""
    if not any(check.ability in request.abilities for check in CHECKS.values()):
        return []
    chain = get_chain(town=request.town)
    lines = list_lines(list_faults(town=request.town, chain=chain), chain, request.abilities)
    mine = [line for line in lines if any(one.fix_url for one in line.findings)]
    return sorted(mine, key=lambda line: -len(line.findings))


def _sections(desk: Desk) -> list[dict]:
    return [
        {"title": _("Getting worse"), "readings": desk.worse},
        {"title": _("Last number only repeats an earlier year"), "readings": desk.carried_forward},
        {"title": _("No number yet"), "readings": desk.no_number},
        {"title": _("Proposed, not yet agreed by the town"), "readings": desk.proposed},
    ]
