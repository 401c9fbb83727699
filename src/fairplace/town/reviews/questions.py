"""The nine questions of an annual review, each with what the evidence and people answer."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairplace.town.measures.rules import difference_unit
from fairplace.town.reviews.models import Assessment
from fairplace.town.reviews.rules.news import Revised, find_news
from fairplace.town.reviews.rules.step import list_in_words
from fairplace.town.ui.numbers import in_words, interval_in_words

SHOWN = 5


@dataclass(frozen=True)
class Question:
    """One question; `answers` are sentences of the evidence, `said` is what people wrote."""

    title: str
    answers: tuple[str, ...] = ()
    said: str = ""


def list_questions(assessment: Assessment, previous: Assessment | None) -> list[Question]:
    """Return the nine questions for one measure; the first four are answered by the figures."""
    known = assessment.evidence
    return [
        *_list_of_figures(known, previous.evidence if previous else None, previous),
        Question(_("What did we do that could matter?"), said=assessment.did),
        Question(_("What else explains it?"), said=assessment.other_causes),
        Question(_("How sure are we?"), _label(assessment.get_confidence_display())),  # pyright: ignore[reportAttributeAccessIssue]
        Question(
            _("Do we keep it, change it or retire it?"),
            _label(assessment.get_decision_display()),  # pyright: ignore[reportAttributeAccessIssue]
            assessment.decision_because,
        ),
        Question(_("Who agreed, and when?"), tuple(_say_agreed(assessment))),
    ]


def _label(words: str) -> tuple[str, ...]:
    return (f"{words}.",) if words else ()


def _list_of_figures(
    known: Mapping[str, Any], then: Mapping[str, Any] | None, previous: Assessment | None
) -> list[Question]:
    if not known:
        waits = (_("No evidence has come in yet."),)
        return [Question(title, waits) for title in _titles()]
    news = find_news(then, known)
    new, revised, way, gap = _titles()
    return [
        Question(new, tuple(_say_new(news.is_first, news.periods, known, previous))),
        Question(revised, tuple(_say_revised(news.is_first, news.revised, known))),
        Question(way, tuple(_say_way(known))),
        Question(gap, tuple(_say_gap(known))),
    ]


def _titles() -> tuple[str, str, str, str]:
    return (
        _("Is there new data since the last review?"),
        _("Was anything revised since it was signed off?"),
        _("Better, worse, or no clear change?"),
        _("How far from England, and how far apart inside the town?"),
    )


def _say_new(
    is_first: bool, periods: tuple[str, ...], known: Mapping[str, Any], previous: Assessment | None
) -> Iterator[str]:
    if is_first:
        yield _("This is the first review of it, so everything is new.")
    elif periods:
        told = {"periods": list_in_words(periods), "review": str(previous.review) if previous else ""}
        yield _("Yes: %(periods)s, since %(review)s.") % told
    else:
        yield _("No. The numbers are those of the last review.")
    yield from _say_latest(known)


def _say_latest(known: Mapping[str, Any]) -> Iterator[str]:
    form = {"unit": known["unit"], "decimals": known["decimals"]}
    for series in known["series"]:
        points = [one for one in series["points"] if one["value"] is not None]
        if series["role"] != "town" or not points or series["dimension"]:
            continue
        point = points[-1]
        number = in_words(point["value"], **form)
        interval = interval_in_words(point["lower"], point["upper"], **form)
        told = {"number": f"{number} ({interval})" if interval else number, "period": point["period"]}
        yield _("The latest number is %(number)s, for %(period)s.") % told
        if not interval:
            yield _("No likely range was published with it.")
        if point["flag"] == "carried-forward":
            yield _("It only repeats an earlier year.")


def _say_revised(is_first: bool, revised: tuple[Revised, ...], known: Mapping[str, Any]) -> Iterator[str]:
    if is_first:
        yield _("Nothing was signed off before.")
        return
    if not revised:
        yield _("No: every number that was signed off stands as it was.")
        return
    form = {"unit": known["unit"], "decimals": known["decimals"]}
    for one in revised[:SHOWN]:
        told = {
            "what": f"{one.period}, {one.subgroup}" if one.subgroup else one.period,
            "then": _say_number(one.then, form),
            "now": _say_number(one.now, form),
        }
        yield _("%(what)s: it was %(then)s, and is %(now)s now.") % told
    left = len(revised) - SHOWN
    if left > 0:
        yield ngettext("And %(n)s more.", "And %(n)s more.", left) % {"n": left}


def _say_number(value: float | None, form: Mapping[str, Any]) -> str:
    return _("not published") if value is None else in_words(value, **form)


def _say_way(known: Mapping[str, Any]) -> Iterator[str]:
    yield known.get("sentence") or _("There are no numbers to test.")
    for test in known["tests"]:
        if test["reason"]:
            who = capfirst(test["subgroup"])
            yield f"{who}: {test['reason']}" if who else test["reason"]


def _say_gap(known: Mapping[str, Any]) -> Iterator[str]:
    countries = [one for one in known["beside"] if one["role"] == "country"]
    if known["beside"] and not countries:
        yield _("No number of the country stands beside it for the same period.")
    for one in countries or known["beside"][:1]:
        who = f"{one['subgroup']}, {one['period']}" if one["subgroup"] else one["period"]
        yield f"{one['words']} ({who})"
    if not known["beside"]:
        yield _("No number of another place stands beside it for the same period.")
    gap = known["gap"]
    if not gap:
        yield _("No gap inside the town is published for it.")
        return
    yield gap["sentence"]
    yield from _say_limits(gap)


def _say_limits(gap: Mapping[str, Any]) -> Iterator[str]:
    """Say how sure the gap is, in absolute and in relative terms, with its period and edition."""
    unit, decimals = difference_unit(gap["unit"]), gap["decimals"]
    absolute, relative = gap["absolute"], gap["relative"]
    told = {
        "difference": interval_in_words(absolute["lower"], absolute["upper"], unit=unit, decimals=decimals),
        "ratio": interval_in_words(relative["lower"], relative["upper"], decimals=2),
        "period": gap["period"],
    }
    if told["difference"] and told["ratio"]:
        yield _("The difference: %(difference)s; the ratio: %(ratio)s (%(period)s).") % told
    else:
        yield _("No likely range can be given for the gap of %(period)s.") % told


def _say_agreed(one: Assessment) -> Iterable[str]:
    if one.moderated_at:
        day = formats.date_format(one.moderated_at, "j F Y")
        told = {"who": str(one.moderated_by or _("somebody who has left")), "day": day}
        yield _("Last written by %(who)s on %(day)s.") % told
    yield _("It is agreed by the signatures under the whole review.")
