"""Whether a measure is on course, in one of six words, and why in one plain sentence."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import fairplace.equity as eq
from fairplace.town.indicators.rules import Point
from fairplace.town.measures.rules.judgement import CANNOT_TELL, Judgement, year_of
from fairplace.town.measures.rules.path import Path, required_change

ACHIEVED, ON_COURSE, OFF_COURSE = "achieved", "on course", "off course"
GETTING_WORSE, TOO_EARLY = "getting worse", "too early"
STATUS_WORDS = {
    ON_COURSE: gettext_lazy("On course"),
    OFF_COURSE: gettext_lazy("Off course"),
    GETTING_WORSE: gettext_lazy("Getting worse"),
    ACHIEVED: gettext_lazy("Achieved"),
    TOO_EARLY: gettext_lazy("Too early"),
    CANNOT_TELL: gettext_lazy("Cannot tell"),
}
# What is said in the place of a status where nothing was agreed to be on course for. It is no status.
NO_PATH = gettext_lazy("No path agreed")
STATUSES: tuple[str, ...] = tuple(STATUS_WORDS)


@dataclass(frozen=True)
class MeasureStatus:
    """One of six words and why; `alarm` is a sentence where a gap narrowed by levelling down.

    Against a path that nobody adopted the word is ours, not the town's: `is_proposed` says so.
    """

    word: str
    reason: str
    alarm: str = ""
    has_path: bool = False
    is_proposed: bool = False


def status_of(
    judgement: Judgement,
    latest: Point | None,
    path: Path | None,
    *,
    polarity: str,
    judged_from: int | None,
    year: int,
) -> MeasureStatus:
    """Return the status of one series against its path, by the test of the statistics library.

    Without a path nothing can be on course: only getting worse, or too early, can then be told.
    """
    if polarity not in ("high", "low"):
        return MeasureStatus(
            CANNOT_TELL, _("Neither way is better, so there is nothing to be on course for.")
        )
    change = judgement.change or eq.Estimate(float("nan"))
    level = latest.estimate if latest else None
    required = required_change(level, year_of(latest), path) if path and level and latest else None
    told = eq.status(
        change,
        required.value if required else None,
        polarity,
        level=level if path else None,
        target=path.value if path else None,
        year=min(latest.ends_on.year, year) if latest else year,
        judged_from=judged_from,
    )
    status = MeasureStatus(told.word, _reason(told.word, judgement, path, judged_from, required))
    return _against(status, path)


def _against(status: MeasureStatus, path: Path | None) -> MeasureStatus:
    if path is None:
        return status
    if path.is_adopted:
        return replace(status, has_path=True)
    reason = f"{status.reason} " + _("The path is our proposal: the town has not adopted it.")
    return replace(status, reason=reason, has_path=True, is_proposed=True)


def _reason(
    word: str, judgement: Judgement, path: Path | None, judged_from: int | None, required: eq.Estimate | None
) -> str:
    if word == TOO_EARLY:
        return _("It is judged from %(year)s on: what is being done cannot show before.") % {
            "year": judged_from
        }
    if word == CANNOT_TELL:
        return _why_not(judgement, path, required)
    return {
        ACHIEVED: _("It has reached its target, by all that is known of it."),
        GETTING_WORSE: _("It goes the wrong way, by more than chance would explain."),
        ON_COURSE: _(
            "At the pace of the last years it gets there, even at the slow end of the likely range."
        ),
        OFF_COURSE: _(
            "At the pace of the last years it falls short, even at the fast end of the likely range."
        ),
    }[word]


def _why_not(judgement: Judgement, path: Path | None, required: eq.Estimate | None) -> str:
    if path is None and judgement.verdict == "better":
        return _("It goes the right way, but no path was agreed that says whether it is fast enough.")
    if path is None:
        said = judgement.reason or _("There is no number yet.")
        return f"{said} " + _("No path to a target was agreed either.")
    if required is None and judgement.change:
        return _("The year of the target is over, and it was not clearly reached.")
    if judgement.change is None:
        return judgement.reason or _("There is no number yet.")
    return _(
        "Its pace over the last years may be enough to get there, or may not: the likely range holds both."
    )


def agree_on_status(
    named: Sequence[tuple[str, MeasureStatus]], better: Collection[str] = ()
) -> MeasureStatus:
    """Return the status that all subgroups share; where they differ nothing is told of the whole.

    `better` names the subgroups that passed the test of going the right way.
    """
    words = {status.word for _name, status in named}
    if len(words) == 1:
        return named[0][1]
    each = "; ".join(f"{name}: {_say_word(name, status, better)}" for name, status in named)
    return MeasureStatus(
        CANNOT_TELL,
        _("The groups differ, so nothing is told of the whole (%(each)s).") % {"each": each},
        has_path=any(status.has_path for _name, status in named),
        is_proposed=any(status.is_proposed for _name, status in named),
    )


def _say_word(name: str, status: MeasureStatus, better: Collection[str]) -> str:
    """Return the status; for want of a path alone, what passed its test is not told as "cannot tell"."""
    if name in better and status.word == CANNOT_TELL and not status.has_path:
        return _("Better, and no path agreed")
    return str(STATUS_WORDS[status.word])


def status_without_number(
    state: str, told_on: str, *, judged_from: int | None, year: int, is_number: bool = False
) -> MeasureStatus:
    """Return the status of a measure that is told as done or not done, or in words; or has no number yet."""
    if state == "done":
        return MeasureStatus(ACHIEVED, _("It is done, as told on %(day)s.") % {"day": told_on})
    if judged_from and year < judged_from:
        reason = _("It is judged from %(year)s on: what is being done cannot show before.")
        return MeasureStatus(TOO_EARLY, reason % {"year": judged_from})
    reasons = {
        "partly": _("It is partly done, as told on %(day)s."),
        "not begun": _("It is not begun, as told on %(day)s."),
        "told": _("How it stands was told in words on %(day)s, and words are not counted."),
    }
    if state in reasons:
        return MeasureStatus(CANNOT_TELL, reasons[state] % {"day": told_on})
    unknown = _("There is no number yet.") if is_number else _("Nobody has told yet how it stands.")
    return MeasureStatus(CANNOT_TELL, unknown)
