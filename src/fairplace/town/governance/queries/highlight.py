"""What records say of a group in a stretch of time, as plain values: shown in a draft, frozen on publishing.

Nobody is named, and nothing that belongs to a restricted item or decision is in it. Risks stand apart, since
only those who sign in may read them.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fairplace.town.governance.models import (
    Action,
    Decision,
    HighlightReport,
    Meeting,
    Risk,
    RiskChange,
    Update,
)
from fairplace.town.governance.queries.since_figures import list_figures
from fairplace.town.governance.rules.highlight import choose_measures, propose_period, shorten
from fairplace.town.partners.models import Group

SOON = timedelta(days=56)


def list_highlights(group: Group, *, drafts: bool) -> QuerySet[HighlightReport]:
    """Return a group's reports, the newest first; drafts for those inside only."""
    found = HighlightReport.objects.filter(group=group).order_by("-until_on", "-pk")
    return found if drafts else found.exclude(published_at=None)


def find_highlight(group: Group, pk: int) -> HighlightReport | None:
    return HighlightReport.objects.filter(group=group, pk=pk).select_related("group__town").first()


def propose_days(group: Group) -> tuple[date, date]:
    """Return the days that the next report of a group is about, unless somebody says otherwise."""
    last = list_highlights(group, drafts=True).values_list("until_on", flat=True).first()
    held = Meeting.objects.filter(series__group=group, starts_at__lt=timezone.now())
    met = held.exclude(state=Meeting.State.CANCELLED).order_by("-starts_at").first()
    return propose_period(
        today=timezone.localdate(),
        last_report=last,
        last_meeting=timezone.localdate(met.starts_at) if met else None,
    )


def gather_highlights(group: Group, *, since: date, until: date) -> dict[str, Any]:
    """Return what the records say of these days, the first and the last included."""
    actions = list(_list_actions(group))
    ended = [one for one in actions if since <= timezone.localdate(one.state_since) <= until]
    is_open = [one for one in actions if one.is_open]
    late = [one for one in is_open if one.due_on < until]
    return {
        "town": group.town.name,
        "group": group.name,
        "since": since.isoformat(),
        "until": until.isoformat(),
        "is_demonstration": any(one.is_demonstration for one in actions),
        "changed": shorten(_list_changes(actions, since, until)),
        "decisions": shorten(_list_decisions(group, since, until)),
        "done": shorten(_action(one) for one in ended if one.state == Action.State.DONE),
        "late": shorten(_action(one, _due(one)) for one in late),
        "next": shorten(_action(one, _due(one)) for one in is_open if until <= one.due_on <= until + SOON),
        **choose_measures(
            {"name": figure.name, "numbers": list(figure.numbers), "verdict": figure.verdict}
            for figure, _is_new in list_figures(group, since=since - timedelta(days=1), until=until)
        ),
        "risks": shorten(_list_risks(group, since, until)),
    }


def _list_actions(group: Group) -> QuerySet[Action]:
    wanted = Q(group=group) | Q(also_to=group)
    found = Action.objects.filter(wanted, town=group.town).distinct().select_related("organisation")
    public = found.exclude(item__is_restricted=True).exclude(decision__is_restricted=True)
    return public.exclude(decision__item__is_restricted=True).order_by("due_on", "number")


def _action(action: Action, said: str = "") -> dict[str, str]:
    told = [str(action.organisation) if action.organisation else "", said]
    return _line(action.code, action.title, "; ".join(one for one in told if one))


def _due(action: Action) -> str:
    return _("due %(day)s") % {"day": date_format(action.due_on, "j F Y")}


def _line(code: str, title: str, said: str = "") -> dict[str, str]:
    return {"code": code, "title": title, "said": said}


def _list_changes(actions: Iterable[Action], since: date, until: date) -> list[dict[str, str]]:
    """Return what became of actions that are not done: a new state, or a new count out of how many."""
    known = {one.pk: one for one in actions if one.state != Action.State.DONE}
    updates = Update.objects.filter(action__in=known, at__date__gte=since, at__date__lte=until)
    newest: dict[int, Update] = {}
    before: dict[int, str] = {}
    for update in updates.select_related("action").order_by("at", "pk"):
        newest[update.action.pk] = update
        before.setdefault(update.action.pk, update.state_before)
    found = []
    for pk, update in newest.items():
        said = []
        if update.state != before[pk]:
            words = {"now": Action.State(update.state).label, "before": Action.State(before[pk]).label}
            said.append(_("now “%(now)s”, before “%(before)s”") % words)
        if update.count is not None:
            said.append(_count(known[pk], update))
        if said:
            found.append(_action(known[pk], "; ".join(said)))
    return found


def _count(action: Action, update: Update) -> str:
    words = {
        "count": update.count,
        "what": action.counts_what,
        "all": update.denominator,
        "of": action.denominator_what,
    }
    return _("%(count)s %(what)s of %(all)s %(of)s") % words


def _list_decisions(group: Group, since: date, until: date) -> list[dict[str, str]]:
    taken = Decision.objects.filter(
        group=group,
        state=Decision.State.DECIDED,
        is_restricted=False,
        decided_at__date__gte=since,
        decided_at__date__lte=until,
    ).exclude(item__is_restricted=True)
    return [_line(one.code, one.title, one.outcome) for one in taken.order_by("decided_at", "number")]


def _list_risks(group: Group, since: date, until: date) -> list[dict[str, str]]:
    """Return the open risks and issues, the gravest first, with how their score moved in these days."""
    risks = Risk.objects.filter(group=group, state=Risk.State.OPEN)
    ordered = sorted(risks, key=lambda one: (-one.score, one.number))
    first: dict[int, RiskChange] = {}
    changes = RiskChange.objects.filter(risk__in=ordered, at__date__lt=since).select_related("risk")
    for change in changes.order_by("at", "pk"):
        first[change.risk.pk] = change
    return [_line(one.code, one.title, _score(one, first.get(one.pk))) for one in ordered]


def _score(risk: Risk, before: RiskChange | None) -> str:
    told = _("%(score)s of 25") % {"score": risk.score}
    was = before.likelihood * before.impact if before else risk.score
    return told if was == risk.score else _("%(told)s, before %(was)s") % {"told": told, "was": was}
