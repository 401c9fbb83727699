"""What may be said of the town beside other places, by the way in which an indicator is compared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

import fairplace.equity as eq
from fairplace.town.indicators.rules import Point

OVERLAP_95, OVERLAP_998 = "overlap-95", "overlap-998"
BY_OVERLAP = (OVERLAP_95, OVERLAP_998)
FIFTHS, GOAL, RANGE_GOAL, PERCENTILE_GOAL, NONE = "fifths", "goal", "range-goal", "percentile-goal", "none"
FEWEST_FOR_FIFTHS = 5
FEWEST_FOR_RANKS = 3
# A sign beside each word, so that nothing rests on colour.
SIGNS = {
    "far better": "▲▲", "better": "▲", "similar": "◆", "worse": "▼", "far worse": "▼▼",
    "far higher": "△△", "higher": "△", "lower": "▽", "far lower": "▽▽", "cannot tell": "?",
    "met": "●", "nearly met": "◐", "not met": "○", "not compared": "–",
}  # fmt: skip


@dataclass(frozen=True)
class Comparing:
    """How the indicator is compared: the method, which way is better, and the goals it needs."""

    method: str = OVERLAP_95
    polarity: str = "none"
    goals: tuple[float, ...] = ()


def compare_all(own: Point, others: Sequence[Point], comparing: Comparing) -> list[str]:
    """Return the word of each other place, in their order; of goals and fifths the last is the town's own.

    By overlap the word is of the town beside that place. By a goal or by fifths each place has its own.
    """
    if comparing.method in BY_OVERLAP:
        return [_beside(own, other, comparing) for other in others]
    everybody = [*(one.value for one in others), own.value]
    try:
        return _each(everybody, comparing)
    except eq.NotComputable:
        return [eq.CANNOT_TELL] * len(everybody)


def _beside(own: Point, other: Point, comparing: Comparing) -> str:
    benchmark = other.estimate if other.estimate.has_interval else other.value
    if comparing.method == OVERLAP_998 and own.surer.has_interval and own.estimate.has_interval:
        return str(eq.compare_in_five(own.estimate, own.surer, benchmark, comparing.polarity))
    return str(eq.compare(own.estimate, benchmark, comparing.polarity))


def _each(values: list[float], comparing: Comparing) -> list[str]:
    goals = list(comparing.goals)
    if comparing.method == FIFTHS:
        if len(values) < FEWEST_FOR_FIFTHS:
            raise eq.NotComputable("Fifths need five places.")
        return [str(word) for word in eq.compare_by_fifths(values, comparing.polarity)]
    if comparing.method in (GOAL, RANGE_GOAL):
        return [str(word) for word in eq.compare_with_goal(values, goals, comparing.polarity)]
    if comparing.method == PERCENTILE_GOAL:
        return [str(word) for word in eq.compare_with_percentiles(values, values, goals, comparing.polarity)]
    return [str(word) for word in eq.not_compared(values)]


def why_no_word(own: Point, comparing: Comparing, places: int) -> str:
    """Return why the town cannot be told from any place by this method; empty where it can."""
    if comparing.method == NONE:
        return _("This number is not compared: nothing was named to hold it against.")
    if comparing.method in BY_OVERLAP and not own.estimate.has_interval:
        return _(
            "No likely range was published with the town’s number, so we cannot tell it from the others."
        )
    if comparing.method == FIFTHS and places < FEWEST_FOR_FIFTHS:
        return _("Fifths need five places or more, and there are %(n)d.") % {"n": places}
    return ""


def method_in_words(comparing: Comparing, own: Point) -> str:
    """Return how the places are compared, in one sentence."""
    if comparing.method == OVERLAP_998 and own.surer.has_interval:
        return _(
            "Places are compared by likely ranges of 95% and of 99.8%: two signs mean that the surer range "
            "leaves the other place out too."
        )
    if comparing.method == OVERLAP_998:
        return _(
            "Places are compared by likely ranges of 95%; those of 99.8%, for finer steps, are not published."
        )
    goals = _(" to ").join(f"{goal:g}" for goal in comparing.goals)
    return {
        OVERLAP_95: _(
            "We call the town better or worse only where its likely range leaves out the other place’s "
            "number, or does not meet its range."
        ),
        FIFTHS: _("Places are put in fifths by their numbers alone; a place may change fifths by chance."),
        GOAL: _("Each place is held against a goal of %(goals)s, by its number alone.") % {"goals": goals},
        RANGE_GOAL: _("Each place is held against a goal of %(goals)s, by its number alone.")
        % {"goals": goals},
        PERCENTILE_GOAL: _("The goal is where the places at percentile %(goals)s of all shown stand.")
        % {"goals": goals},
        NONE: _("This number is not compared."),
    }[comparing.method]


@dataclass(frozen=True)
class Rank:
    """The town's rank among similar places, always with the ranks that its likely range allows."""

    rank: int
    lower: int
    upper: int
    of: int
    ties: int = 0

    def say(self, polarity: str) -> str:
        """Return the rank in words: among whom, which end is first, and what its range allows."""
        first = _("the lowest number") if polarity == "none" else _("the best")
        among = _("Among the town and the %(n)d places chosen as similar, where 1 is %(first)s,") % {
            "n": self.of - 1,
            "first": first,
        }
        said = {"among": among, "lower": self.lower, "upper": self.upper, "rank": self.rank}
        if self.lower == self.upper:
            return _("%(among)s it stands at %(rank)d, by its whole likely range.") % said
        where = _("%(among)s it stands somewhere from %(lower)d to %(upper)d.") % said
        alone = _("By the number alone it would be at %(rank)d.") % said
        shared = _("By the number alone it shares place %(rank)d.") % said
        return f"{where} {shared if self.ties else alone}"

    @property
    def short(self) -> str:
        """Return the rank for a cell: never without its range."""
        said = {"lower": self.lower, "upper": self.upper, "rank": self.rank}
        tied = _("%(rank)d, shared (likely %(lower)d to %(upper)d)") % said
        return tied if self.ties else _("%(rank)d (likely %(lower)d to %(upper)d)") % said


def rank_all(points: Sequence[Point], polarity: str) -> list[Rank]:
    """Return the rank of each place; none at all where a place comes without a likely range."""
    if len(points) < FEWEST_FOR_RANKS or not all(one.estimate.has_interval for one in points):
        return []
    values = [one.value for one in points]
    found = eq.rank_with_limits(
        values, [one.lower for one in points], [one.upper for one in points], polarity
    )
    ranks = zip(found.rank, found.lower, found.upper, values, strict=True)
    return [
        Rank(int(rank), int(lower), int(upper), found.of, ties=values.count(value) - 1)
        for rank, lower, upper, value in ranks
    ]


def say_no_league(points: Iterable[Point]) -> str:
    """Return why an order of places is no league table: by their likely ranges, or for want of them."""
    if any(point.estimate.has_interval for point in points):
        return _("This is not a league table: where likely ranges overlap, places may not differ.")
    return _(
        "This is not a league table: no likely ranges were published, so nobody can tell how much of a "
        "difference is chance."
    )


def difference_unit(unit: str) -> str:
    """Return the unit of a difference: two percentages differ by percentage points."""
    return _("percentage points") if unit == "%" else unit


def named(place: str, subgroup: str) -> str:
    """Return what a line of figures is called: the place, and who of it where not everybody."""
    return f"{place}, {subgroup}" if subgroup else place


def difference_words(difference: str, other: str) -> str:
    """Return what may be said of the town beside another place, in a sentence."""
    words = {
        "far better": _("Here it is better than in %(place)s, and that is very sure."),
        "better": _("Here it is better than in %(place)s: the likely ranges are apart."),
        "worse": _("Here it is worse than in %(place)s: the likely ranges are apart."),
        "far worse": _("Here it is worse than in %(place)s, and that is very sure."),
        "far higher": _("Here it is higher than in %(place)s, and that is very sure."),
        "higher": _("Here it is higher than in %(place)s: the likely ranges are apart."),
        "lower": _("Here it is lower than in %(place)s: the likely ranges are apart."),
        "far lower": _("Here it is lower than in %(place)s, and that is very sure."),
        "similar": _("We cannot tell it from %(place)s: the likely ranges meet."),
        "met": _("%(place)s reaches the goal."),
        "nearly met": _("%(place)s nearly reaches the goal."),
        "not met": _("%(place)s does not reach the goal."),
        "not compared": _("It is not compared with %(place)s."),
    }
    if difference in _fifths():
        words[difference] = _("%(place)s: %(fifth)s.") % {"place": other, "fifth": _fifths()[difference]}
    unknown = _("We cannot tell it from %(place)s: no likely range was published.")
    return words.get(difference, unknown) % {"place": other}


def difference_in_short(difference: str) -> str:
    """Return the same in two or three words, with its sign."""
    words = {
        "far better": _("Surely better here"),
        "better": _("Better here"),
        "worse": _("Worse here"),
        "far worse": _("Surely worse here"),
        "far higher": _("Surely higher here"),
        "higher": _("Higher here"),
        "lower": _("Lower here"),
        "far lower": _("Surely lower here"),
        "met": _("Reaches the goal"),
        "nearly met": _("Nearly reaches the goal"),
        "not met": _("Does not reach the goal"),
        "not compared": _("Not compared"),
        **_fifths(),
    }
    said = words.get(difference, _("Cannot tell apart"))
    return f"{SIGNS.get(difference, SIGNS['similar'])} {said}" if difference in SIGNS else said


def _fifths() -> dict[str, str]:
    return {
        "best": _("In the best fifth"),
        "second best": _("In the second best fifth"),
        "middle": _("In the middle fifth"),
        "second worst": _("In the second worst fifth"),
        "worst": _("In the worst fifth"),
        "lowest": _("In the lowest fifth"),
        "second lowest": _("In the second lowest fifth"),
        "second highest": _("In the second highest fifth"),
        "highest": _("In the highest fifth"),
    }
