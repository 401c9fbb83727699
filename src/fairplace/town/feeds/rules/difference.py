"""What taking new figures in would change: new, revised, withdrawn; what is odd; what cannot be taken."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairplace.town.feeds.rules.figure import Figure

# Below this share of the rows that we had, an answer is cut or of something else; below the other, odd.
FAR_FEWER, FEWER = 0.5, 0.95
# Publishers correct a few numbers; when so many change, or by so much, something else was done.
MANY_REVISED, GREATLY = 0.25, 0.2
SAME = 1e-9
LONGEST_PERIOD = 20
# So many values that all became ten or a hundred times as large did not do so by themselves.
FEWEST_SCALED = 5
NUMBERS = ("value", "lower", "upper", "surer_lower", "surer_upper", "count", "denominator")


@dataclass(frozen=True)
class Held:
    """A number that the town has. `is_own` where an earlier load of the same feed brought it."""

    figure: Figure
    is_own: bool


@dataclass(frozen=True)
class Revision:
    """A number that changes, or is told more exactly: limits added, a flag taken away."""

    then: Figure
    now: Figure

    @property
    def is_of_value(self) -> bool:
        return not _same(self.then.value, self.now.value)


@dataclass(frozen=True)
class Size:
    """How much there is: for a look at whether the answer is of a piece with the last."""

    rows: int
    places: int
    periods: int
    parts: int
    newest: date | None
    counted: float | None
    denominators: float | None


@dataclass(frozen=True)
class Difference:
    """What would change. `stay` counts numbers of other editions that the new figures do not give."""

    new: tuple[Figure, ...]
    revised: tuple[Revision, ...]
    refined: tuple[Revision, ...]
    withdrawn: tuple[Figure, ...]
    same: int
    stay: int
    then: Size
    now: Size

    @property
    def is_nothing(self) -> bool:
        return not (self.new or self.revised or self.refined or self.withdrawn)


@dataclass(frozen=True)
class Possible:
    """What an indicator's numbers can be at all."""

    lowest: float | None = None
    highest: float | None = None


def compare(held: Iterable[Held], coming: Iterable[Figure]) -> Difference:
    """Return what would change if the coming figures were taken.

    Withdrawn is only what an earlier load of the same feed brought: numbers of other editions stay.
    """
    held, now = list(held), {one.key: one for one in coming}
    then = {one.figure.key: one.figure for one in held}
    pairs = [Revision(then[key], figure) for key, figure in now.items() if key in then]
    changed = [pair for pair in pairs if not _is_same(pair.then, pair.now)]
    gone = [one for one in held if one.figure.key not in now]
    replaced = [one.figure for one in held if one.is_own or one.figure.key in now]
    return Difference(
        new=tuple(sorted((one for key, one in now.items() if key not in then), key=_order)),
        revised=tuple(sorted((one for one in changed if one.is_of_value), key=lambda one: _order(one.now))),
        refined=tuple(
            sorted((one for one in changed if not one.is_of_value), key=lambda one: _order(one.now))
        ),
        withdrawn=tuple(sorted((one.figure for one in gone if one.is_own), key=_order)),
        same=len(pairs) - len(changed),
        stay=sum(not one.is_own for one in gone),
        then=measure(replaced),
        now=measure(now.values()),
    )


def measure(figures: Iterable[Figure]) -> Size:
    """Return how much there is of these figures."""
    figures = list(figures)
    return Size(
        rows=len(figures),
        places=len({one.place for one in figures}),
        periods=len({one.period for one in figures}),
        parts=len({(one.dimension, one.subgroup) for one in figures if one.subgroup}),
        newest=max((one.ends_on for one in figures), default=None),
        counted=_sum(one.count for one in figures),
        denominators=_sum(one.denominator for one in figures),
    )


def list_problems(coming: Sequence[Figure], difference: Difference, possible: Possible) -> list[str]:
    """Say what makes the figures ones that nobody may take."""
    return [*_say_impossible(coming, possible), *_say_far_fewer(difference), *_say_scaled(difference)]


def _say_impossible(coming: Sequence[Figure], possible: Possible) -> Iterator[str]:
    crossed = [one for one in coming if any(_are_crossed(*pair) for pair in one.limits)]
    beyond = [one for one in coming if _is_beyond(one.value, possible)]
    backwards = [one for one in coming if one.starts_on > one.ends_on]
    wordy = [one for one in coming if not 0 < len(one.period) <= LONGEST_PERIOD]
    for found, said in (
        (crossed, _("In %(n)d of the rows the lower limit is above the upper one, such as %(where)s.")),
        (beyond, _("%(n)d of the values cannot be true, such as %(where)s: %(value)s.")),
        (backwards, _("In %(n)d of the rows the period ends before it begins, such as %(where)s.")),
        (wordy, _("In %(n)d of the rows the name of the period is missing or too long, such as %(where)s.")),
    ):
        if found:
            where = f"{found[0].place}, {found[0].period}"
            yield said % {"n": len(found), "where": where, "value": found[0].value}


def _say_far_fewer(difference: Difference) -> Iterator[str]:
    then, now = difference.then.rows, difference.now.rows
    if now < FAR_FEWER * then:
        yield _(
            "The answer has %(now)d of our rows where there were %(then)d. It is cut short, or of something "
            "else."
        ) % {"now": now, "then": then}


def _say_scaled(difference: Difference) -> Iterator[str]:
    pairs = [(one.then.value, one.now.value) for one in difference.revised]
    ratios = [now / then for then, now in pairs if then and now and now / then > 0]
    powers = {
        round(math.log10(ratio))
        for ratio in ratios
        if abs(math.log10(ratio) - round(math.log10(ratio))) < 0.1
    }
    is_even = len(ratios) >= FEWEST_SCALED and len(powers) == 1 and powers != {0}
    if is_even and all(abs(math.log10(ratio) - max(powers)) < 0.1 for ratio in ratios):
        yield _("All the values changed by a factor of about %(times)g. The unit seems to have changed.") % {
            "times": 10 ** max(powers)
        }


def list_warnings(difference: Difference) -> list[str]:
    """Say what is odd, so that whoever takes the figures says why."""
    return [
        *_say_shrunk(difference),
        *_say_revised(difference),
        *_say_lost_limits(difference),
        *_say_outside(difference),
    ]


def _say_outside(difference: Difference) -> Iterator[str]:
    changed = (one.now for one in (*difference.revised, *difference.refined))
    outside = [one for one in (*difference.new, *changed) if _is_outside(one)]
    if outside:
        yield _(
            "In %(n)d of the rows the value lies outside its likely range, such as %(where)s. Were two "
            "columns exchanged?"
        ) % {"n": len(outside), "where": f"{outside[0].place}, {outside[0].period}"}


def _say_shrunk(difference: Difference) -> Iterator[str]:
    then, now = difference.then, difference.now
    if FAR_FEWER * then.rows <= now.rows < FEWER * then.rows:
        yield _("There are fewer rows than before: %(now)d where there were %(then)d.") % {
            "now": now.rows,
            "then": then.rows,
        }
    if now.places < then.places:
        yield _("%(n)d of the places have no figures any more.") % {"n": then.places - now.places}
    if then.newest and now.newest and now.newest < then.newest:
        yield _("The newest figure is older than the one that we have.")
    if difference.withdrawn:
        count = len(difference.withdrawn)
        yield ngettext("%(n)d number was withdrawn.", "%(n)d numbers were withdrawn.", count) % {"n": count}


def _say_revised(difference: Difference) -> Iterator[str]:
    shared = difference.same + len(difference.revised) + len(difference.refined)
    if shared and len(difference.revised) > MANY_REVISED * shared:
        yield _("%(n)d of the %(of)d numbers that we have changed. Was the definition changed?") % {
            "n": len(difference.revised),
            "of": shared,
        }
    greatly = [one for one in difference.revised if _is_great(one.then.value, one.now.value)]
    if greatly:
        yield ngettext(
            "%(n)d number changed by more than a fifth.",
            "%(n)d numbers changed by more than a fifth.",
            len(greatly),
        ) % {"n": len(greatly)}


def _say_lost_limits(difference: Difference) -> Iterator[str]:
    pairs = (*difference.revised, *difference.refined)
    lost = [one for one in pairs if one.then.lower is not None and one.now.lower is None]
    if lost:
        yield ngettext(
            "%(n)d number has no likely range any more.",
            "%(n)d numbers have no likely range any more.",
            len(lost),
        ) % {"n": len(lost)}
    hidden = [one for one in pairs if one.then.value is not None and one.now.value is None]
    if hidden:
        yield ngettext(
            "%(n)d value is not given any more.", "%(n)d values are not given any more.", len(hidden)
        ) % {"n": len(hidden)}


def _order(one: Figure) -> tuple:
    return one.place, one.dimension, one.subgroup, one.ends_on, one.period


def _is_same(then: Figure, now: Figure) -> bool:
    numbers = all(_same(getattr(then, name), getattr(now, name)) for name in NUMBERS)
    days = (then.starts_on, then.ends_on) == (now.starts_on, now.ends_on)
    return numbers and days and then.flag == now.flag and then.note == now.note


def _same(then: float | None, now: float | None) -> bool:
    if then is None or now is None:
        return then is now
    return math.isclose(then, now, rel_tol=SAME, abs_tol=SAME)


def _is_great(then: float | None, now: float | None) -> bool:
    return then is not None and now is not None and abs(now - then) > GREATLY * abs(then)


def _are_crossed(lower: float | None, upper: float | None) -> bool:
    return lower is not None and upper is not None and lower > upper


def _is_outside(one: Figure) -> bool:
    if one.value is None or one.lower is None or one.upper is None:
        return False
    return not one.lower <= one.value <= one.upper


def _is_beyond(value: float | None, possible: Possible) -> bool:
    if value is None:
        return False
    too_low = possible.lowest is not None and value < possible.lowest
    too_high = possible.highest is not None and value > possible.highest
    return too_low or too_high or not math.isfinite(value)


def _sum(numbers: Iterable[float | None]) -> float | None:
    told = [one for one in numbers if one is not None]
    return sum(told) if told else None
