"""Joins the measures to the chain: what the numbers say of each, its gap, and what nobody measures."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.chain.rules import (
    Chain,
    Check,
    Fault,
    Key,
    Kind,
    Record,
    register_check,
    register_kind,
)
from fairplace.town.framework.chain import OBJECTIVE, RECOMMENDATION, VISION
from fairplace.town.framework.queries import get_framework, list_recommendations
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries import Gap, Reading, list_gaps, list_readings
from fairplace.town.measures.rules import difference_unit, judged_points
from fairplace.town.people.rules import Ability
from fairplace.town.places.models import Town
from fairplace.town.ui.navigation import find_address
from fairplace.town.ui.numbers import in_words, interval_in_words
from fairplace.town.ui.templatetags.ui import VERDICTS

MEASURE = "measure"


def _list_measures(town: Town) -> list[Record]:
    measures = list(
        ImpactMeasure.objects.filter(town=town)
        .select_related("indicator", "gap_indicator", "gap_edition")
        .prefetch_related("objectives")
    )
    advice: dict[str, list[str]] = {}
    for one in list_recommendations(town=town, drafts=True):
        if one.objective:
            advice.setdefault(one.objective.code, []).append(one.code)
    gaps = list_gaps(town=town, measures=measures)
    whole = [((VISION, "vision"), _("watches the whole of it"))] if get_framework(town=town) else []
    return [
        _record(reading, gaps.get(reading.measure.pk), list(_ties(reading.measure, advice)) or whole)
        for reading in list_readings(town=town, measures=measures)
    ]


def _record(reading: Reading, gap: Gap | None, ties: list[tuple[Key, str]]) -> Record:
    measure = reading.measure
    return Record(
        MEASURE,
        measure.slug,
        measure.name,
        find_address("measure_detail", slug=measure.slug),
        above=tuple(ties),
        said=tuple(_say(reading, gap)),
    )


def _ties(measure: ImpactMeasure, advice: dict[str, list[str]]) -> Iterator[tuple[Key, str]]:
    """Tie a measure to its objectives, and through them to what was advised: nobody ties the two by hand."""
    for objective in measure.objectives.all():
        yield (OBJECTIVE, objective.code), _("watches")
        for code in advice.get(objective.code, ()):
            yield (RECOMMENDATION, code), _("watches, through %(code)s,") % {"code": objective.code}


def _say(reading: Reading, gap: Gap | None) -> Iterator[tuple[str, str]]:
    measure = reading.measure
    yield _("Status"), str(ImpactMeasure.Status(measure.status).label)
    yield _("Test"), str(VERDICTS[reading.verdict])
    for series, judgement in reading.lines:
        indicator = measure.indicator
        assert indicator, "A reading with numbers has an indicator."
        number = in_words(series.latest.value, unit=indicator.unit, decimals=indicator.decimals)
        who = f", {series.subgroup}" if series.subgroup else ""
        yield _("Latest number") + who, f"{number} ({series.latest.period})"
        if judgement.reason:
            yield _("Why") + who, judgement.reason
    if gap:
        yield _("Gap inside the town"), _gap_in_words(gap)


def _gap_in_words(gap: Gap) -> str:
    """Say the gap in absolute and in relative terms, with the likely ranges."""
    unit, decimals = difference_unit(gap.local.indicator.unit), gap.local.indicator.decimals
    return _("difference %(difference)s; ratio %(ratio)s; %(period)s") % {
        "difference": _estimate(gap.absolute, unit=unit, decimals=decimals),
        "ratio": _estimate(gap.relative, decimals=2),
        "period": gap.local.period,
    }


def _estimate(estimate, **form) -> str:
    interval = interval_in_words(estimate.lower, estimate.upper, **form)
    value = in_words(estimate.value, **form)
    return f"{value} ({interval})" if interval else value


def _find_unmeasured_objectives(town: Town, chain: Chain) -> Iterable[Fault]:
    for record in chain.lacking(OBJECTIVE, below=MEASURE):
        yield Fault("objective-no-measure", record.key, _("No measure watches it."))


def _find_unmeasured_advice(town: Town, chain: Chain) -> Iterable[Fault]:
    for record in chain.lacking(RECOMMENDATION, below=MEASURE):
        sentence = _("No measure watches its objective.")
        yield Fault("no-measure", record.key, sentence, find_address("item_edit", code=record.id))


def _find_aimless(town: Town, chain: Chain) -> Iterable[Fault]:
    for record in chain.lacking(MEASURE, above=RECOMMENDATION):
        is_of_an_objective = any(kind == OBJECTIVE for kind, _id in chain.list_above(record.key))
        sentence = (
            _("Nothing was advised under its objective.")
            if is_of_an_objective
            else _("It belongs to no objective, so nothing that was advised is tied to it.")
        )
        yield Fault("measure-no-recommendation", record.key, sentence)


def _find_numberless(town: Town, chain: Chain) -> Iterable[Fault]:
    for measure, reading in _readings(town):
        if not reading.series:
            needed = reading.measure.needed
            sentence = _("Needed: %(what)s") % {"what": needed} if needed else _("No figures are loaded.")
            yield Fault("measure-no-number", measure, sentence)


def _find_groundless(town: Town, chain: Chain) -> Iterable[Fault]:
    for measure, reading in _readings(town):
        fresh = [len(judged_points(one.points)) for one in reading.series]
        if fresh and min(fresh) == 0:
            sentence = _("Every number it has repeats an earlier one.")
            yield Fault("measure-no-baseline", measure, sentence)
        elif fresh and min(fresh) == 1:
            sentence = _("It has one number alone, so nothing can be compared with it yet.")
            yield Fault("measure-no-baseline", measure, sentence)


def _readings(town: Town) -> Iterator[tuple[Key, Reading]]:
    for reading in list_readings(town=town):
        yield (MEASURE, reading.measure.slug), reading


def _check(code: str, name, why, fix, find, **fields) -> None:
    register_check(Check(code, name, why, fix, find, Ability.KEEP_FRAMEWORK, is_public=True, **fields))


register_kind(Kind(MEASURE, 70, gettext_lazy("Measure"), gettext_lazy("Measures"), _list_measures))
_check(
    "no-measure",
    gettext_lazy("Recommendation with no measure"),
    gettext_lazy("Without a measure nobody will know whether it helped."),
    gettext_lazy("Put it under an objective that is measured, or choose a measure for its objective"),
    _find_unmeasured_advice,
)
_check(
    "objective-no-measure",
    gettext_lazy("Objective without a measure"),
    gettext_lazy("What nobody watches can get worse unseen."),
    gettext_lazy("Choose a measure for it, in the town’s pack"),
    _find_unmeasured_objectives,
)
_check(
    "measure-no-recommendation",
    gettext_lazy("Measure with no recommendation"),
    gettext_lazy("A number that nothing is meant to change is watched, and left alone."),
    gettext_lazy("Say which objective it belongs to, or what should be done about it"),
    _find_aimless,
)
_check(
    "measure-no-number",
    gettext_lazy("Measure without a number"),
    gettext_lazy("A promise to watch something needs something to look at."),
    gettext_lazy("Load its figures, or say what is needed for them"),
    _find_numberless,
)
_check(
    "measure-no-baseline",
    gettext_lazy("Measure with nothing to compare with"),
    gettext_lazy("Change can only be seen from one fresh number to another."),
    gettext_lazy("Load earlier or newer figures"),
    _find_groundless,
)
