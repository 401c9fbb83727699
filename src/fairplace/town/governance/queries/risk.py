from datetime import date, datetime, time

from django.db.models import QuerySet
from django.utils import timezone

from fairplace.town.governance.models import Risk, RiskChange
from fairplace.town.governance.rules.risk import LEVELS, find_level
from fairplace.town.partners.models import Group


def list_risks(group: Group, state: str = "") -> list[Risk]:
    """Return the risks and issues of a group, the gravest first; with a state ("open"), those alone."""
    found = Risk.objects.filter(group=group).select_related("owner", "group")
    if state:
        found = found.filter(state=state)
    return sorted(found, key=_gravity)


def _gravity(risk: Risk) -> tuple:
    """Return where a risk stands in a list: open before closed, then by level, score and number."""
    has_happened = risk.kind == Risk.Kind.ISSUE
    level = find_level(risk.likelihood, risk.impact, has_happened=has_happened)
    return risk.state != Risk.State.OPEN, LEVELS.index(level), -risk.score, risk.number


def list_risk_changes(group: Group, since: datetime | date) -> QuerySet[RiskChange]:
    """Return what was said of a group's risks and issues since a moment, or a day and after; oldest first."""
    if not isinstance(since, datetime):
        since = timezone.make_aware(datetime.combine(since, time.min))
    found = RiskChange.objects.filter(risk__group=group, at__gte=since)
    return found.select_related("risk", "by").order_by("at", "pk")


def list_history(risk: Risk) -> list[RiskChange]:
    """Return every change of a risk, the newest first."""
    return list(risk.changes.select_related("by"))
