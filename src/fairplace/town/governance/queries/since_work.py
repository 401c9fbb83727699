"""What became of a group's work between two times, and what waits: actions, decisions, risks, duties."""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from fairplace.town.chain.queries import list_faults_tied
from fairplace.town.framework.models import Response
from fairplace.town.governance.models import Action, Decision, Risk, RiskChange, Update
from fairplace.town.governance.rules.since import Level, Line
from fairplace.town.partners.chain import GROUP
from fairplace.town.partners.models import Group
from fairplace.town.partners.queries import list_due_check_ins
from fairplace.town.ui.navigation import find_address
from fairplace.town.workstreams.models import Alignment

type_of_lists = dict[str, tuple[Line, ...]]
# The check by which logic models, wherever they are kept, tell of a link that their figures put in doubt.
DOUBT = "link-in-doubt"


def list_actions_reported(group: Group) -> QuerySet[Action]:
    """Return the actions that a group hears of: its own, those sent to it, those of its feeders."""
    wanted = Q(group=group) | Q(also_to=group) | Q(group__reports_to=group)
    return Action.objects.filter(wanted, town=group.town).distinct().select_related("owner", "group")


def say_actions(group: Group, *, since: datetime, until: datetime, day: date) -> type_of_lists:
    actions = list(list_actions_reported(group))
    newest: dict[int, Update] = {}
    updates = Update.objects.filter(action__in=[one.pk for one in actions], at__gt=since, at__lte=until)
    for update in updates.select_related("action").order_by("at", "pk"):
        newest[update.action.pk] = update
    is_open = [one for one in actions if one.is_open]
    return {
        "overdue": tuple(_action(one, on=one.due_on) for one in is_open if one.due_on < day),
        "with_chair": tuple(
            _action(one, one.with_chair_because) for one in is_open if one.with_chair_since is not None
        ),
        "updated": tuple(_updated(one, newest[one.pk]) for one in actions if one.pk in newest),
    }


def _action(action: Action, said: str = "", on: date | None = None) -> Line:
    url = find_address("action_detail", number=action.number)
    return Line(action.title, said, url, action.code, on, str(action.owner or _("nobody")))


def _updated(action: Action, update: Update) -> Line:
    said = f"{Action.State(update.state).label}. {update.note}"
    return _action(action, said, update.at.date())


def say_decisions(group: Group, *, since: datetime, until: datetime, day: date) -> type_of_lists:
    decided = Decision.objects.filter(group=group, state=Decision.State.DECIDED).select_related("item")
    taken = decided.filter(decided_at__gt=since, decided_at__lte=until).order_by("decided_at", "number")
    waiting = decided.filter(review_on__lte=day, reviewed_at=None).order_by("review_on", "number")
    return {
        "decided": tuple(_decision(one, said=one.outcome) for one in taken),
        "decisions_to_review": tuple(_decision(one, on=one.review_on) for one in waiting),
    }


def _decision(decision: Decision, said: str = "", on: date | None = None) -> Line:
    url = find_address("decision_detail", number=decision.number)
    is_restricted = decision.is_restricted or (decision.item is not None and decision.item.is_restricted)
    level = Level.RESTRICTED if is_restricted else Level.PUBLIC
    return Line(decision.title, said, url, decision.code, on, level=level)


def say_risks(group: Group, *, since: datetime, until: datetime, first: date, day: date) -> type_of_lists:
    """Say what became of risks: opened, with a higher score than before, closed, due to be looked at."""
    risks = {one.pk: one for one in Risk.objects.filter(group=group).order_by("number")}
    raised, closed = {}, {}
    before: dict[int, RiskChange] = {}
    changes = RiskChange.objects.filter(risk__group=group, at__lte=until).select_related("risk")
    for change in changes.order_by("at", "pk"):
        pk, was = change.risk.pk, before.get(change.risk.pk)
        is_now = change.at > since
        if is_now and was and _score(change) > _score(was):
            raised[pk] = _("from %(before)s to %(after)s of 25") % {
                "before": _score(was), "after": _score(change)
            }  # fmt: skip
        if is_now and change.state == Risk.State.CLOSED and (not was or was.state != Risk.State.CLOSED):
            closed[pk] = change.note
        before[pk] = change
    is_open = [one for one in risks.values() if one.state == Risk.State.OPEN]
    opened = [one for one in risks.values() if first < one.opened_on <= day]
    return {
        "risks_opened": tuple(_risk(one, said=_scored(one)) for one in opened),
        "risks_raised": tuple(_risk(risks[pk], said=said) for pk, said in raised.items()),
        "risks_closed": tuple(_risk(risks[pk], said=said) for pk, said in closed.items()),
        "risks_to_review": tuple(
            _risk(one, on=one.review_on) for one in is_open if one.review_on and one.review_on <= day
        ),
    }


def _score(change: RiskChange) -> int:
    return change.likelihood * change.impact


def _scored(risk: Risk) -> str:
    return _("scored %(score)s of 25") % {"score": risk.score}


def _risk(risk: Risk, said: str = "", on: date | None = None) -> Line:
    return Line(risk.title, said, find_address("risk_detail", number=risk.number), risk.code, on)


def say_duties(group: Group, *, first: date, day: date) -> type_of_lists:
    """Say which mappings are to be looked at again, which pledges nobody asked after, what was promised."""
    passed = Alignment.objects.filter(
        workstream__group=group, workstream__archived_on=None, review_on__lte=day
    ).select_related("recommendation", "workstream")
    members = set(group.memberships.exclude(until_on__lt=day).values_list("organisation", flat=True))
    promised = Response.objects.filter(
        recommendation__home__in=group.objectives.all(), due_on__gt=first, due_on__lte=day
    ).exclude(answer=Response.Answer.DECLINED)
    return {
        "mappings": tuple(_mapping(one) for one in passed.order_by("review_on", "pk")),
        "pledges": tuple(
            Line(line.pledge.text, str(line.pledge.organisation), find_address("check_in_list"))
            for line in list_due_check_ins(town=group.town, year=day.year)
            if line.said is None and line.pledge.organisation.pk in members
        ),
        "responses": tuple(
            Line(
                one.recommendation.name,
                str(Response.Answer(one.answer).label),
                find_address("recommendation_detail", code=one.recommendation.code),
                one.recommendation.code,
                one.due_on,
            )
            for one in promised.select_related("recommendation").order_by("due_on", "pk")
        ),
    }


def list_doubts(group: Group) -> tuple[Line, ...]:
    """Return the links in doubt in the logic models that a group keeps, as the chain tells of them."""
    found = list_faults_tied(town=group.town, check=DOUBT, to=(GROUP, group.slug))
    return tuple(Line(fault.sentence, url=fault.fix_url) for fault in found)


def _mapping(one: Alignment) -> Line:
    row, work = one.recommendation, one.workstream
    url = find_address("mapping_cell", recommendation=row.code, workstream=work.code)
    return Line(f"{row.name} × {work.name}", "", url, f"{row.code} × {work.code}", one.review_on)
