"""What is odd about a figure beside last year's and beside other places. It may be right all the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import quantiles
from typing import Any

from django.utils.translation import gettext as _

from fairplace.town.feeds.rules.submitting import days_of, key_of

# By what share a value, and a denominator, may differ from last year's before it is asked about.
MOVED, OTHER_PEOPLE = 0.2, 0.1
# So many other places are needed to say that one lies apart, and so many times their middle half away.
ENOUGH, AWAY = 4, 3
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Past:
    """A number that was published: of which place, days and group, and what it said."""

    place: str
    starts_on: date
    ends_on: date
    dimension: str
    subgroup: str
    period: str
    value: float | None
    lower: float | None
    upper: float | None
    count: float | None
    denominator: float | None
    is_local: bool = False

    @property
    def key(self) -> tuple[Any, ...]:
        return self.place, self.starts_on, self.ends_on, self.dimension, self.subgroup

    @property
    def line(self) -> tuple[str, str, str]:
        return self.place, self.dimension, self.subgroup


def as_past(values: Values) -> Past:
    """Return a row of the submission as something to compare later rows with."""
    days = days_of(values)
    return Past(
        values["place"], *days, values["dimension"], values["subgroup"], values["period"], values["value"],
        values["lower_95"], values["upper_95"], values["count"], values["denominator"],
    )  # fmt: skip


def find_last(values: Values, known: Iterable[Past]) -> Past | None:
    """Return the newest number of the same line whose period ended before this, and is as long."""
    starts_on, ends_on = days_of(values)
    line = values["place"], values["dimension"], values["subgroup"]
    length = ends_on - starts_on

    def fits(one: Past) -> bool:
        # A leap year is as long as another year.
        same = abs((one.ends_on - one.starts_on) - length) <= timedelta(days=2)
        return one.line == line and one.ends_on < ends_on and same

    return max(filter(fits, known), key=lambda one: one.ends_on, default=None)


def list_oddities(
    values: Values, *, last: Past | None, others: Sequence[float], has_limits: bool, kind: str, per: float
) -> list[str]:
    """Return a sentence for each thing that is odd. `others` are values of other places beside it."""
    return [
        *_missing_limits(values, last, has_limits),
        *(_beside_last(values, last) if last else ()),
        *_beside_others(values, others),
        *_beside_counts(values, kind, per),
    ]


def _missing_limits(values: Values, last: Past | None, has_limits: bool) -> list[str]:
    if values["value"] is None or values["lower_95"] is not None:
        return []
    if (last and last.lower is not None) or has_limits:
        return [_("The limits of its likely range are missing; other rows or last year's have them.")]
    return []


def _beside_last(values: Values, last: Past) -> list[str]:
    found, named = [], {"period": last.period}
    if values["value"] is not None and last.value:
        share = abs(values["value"] - last.value) / abs(last.value)
        if share > MOVED:
            said = _("It differs from %(period)s by %(share)s%% of what it was then.")
            found.append(said % {**named, "share": f"{100 * share:.0f}"})
    if values["denominator"] is not None and last.denominator:
        share = abs(values["denominator"] - last.denominator) / last.denominator
        if share > OTHER_PEOPLE:
            said = _("Its denominator differs from %(period)s by %(share)s%%.")
            found.append(said % {**named, "share": f"{100 * share:.0f}"})
    if values["value"] is None and last.value is not None:
        found.append(_("There was a value for %(period)s, and there is none now.") % named)
    return found


def _beside_others(values: Values, others: Sequence[float]) -> list[str]:
    if values["value"] is None or len(others) < ENOUGH:
        return []
    low, _middle, high = quantiles(others, n=4)
    away = AWAY * (high - low)
    if low - away <= values["value"] <= high + away:
        return []
    said = _("It lies far from other places and last year's: most are between %(low)s and %(high)s.")
    return [said % {"low": f"{low:.4g}", "high": f"{high:.4g}"}]


def _beside_counts(values: Values, kind: str, per: float) -> list[str]:
    if kind not in {"percent", "rate"} or None in (values["value"], values["count"], values["denominator"]):
        return []
    told = per * values["count"] / values["denominator"]
    if abs(told - values["value"]) <= max(0.06, 0.01 * abs(told)):
        return []
    return [_("Its count and denominator give %(told)s.") % {"told": f"{told:.4g}"}]


def list_corrected(values: Values, known: Mapping[tuple[Any, ...], Past]) -> list[str]:
    """Return the sentence that says that this number was published before."""
    past = known.get(key_of(values))
    if past is None:
        return []
    return [_("This was published before. It is a correction: say why.")]
