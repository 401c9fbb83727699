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
    Said,
    Tie,
    register_check,
    register_kind,
    register_ties,
)
from fairplace.town.framework.chain import OBJECTIVE, RECOMMENDATION, VISION, list_advice
from fairplace.town.framework.queries import get_framework
from fairplace.town.indicators.queries import list_series
from fairplace.town.indicators.rules import Series
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries import Gap, Reading, list_gaps, list_measures, list_readings
from fairplace.town.measures.rules import difference_unit, judged_points
from fairplace.town.partners.chain import GROUP
from fairplace.town.people.rules import Ability
from fairplace.town.places.models import Town
from fairplace.town.ui.navigation import find_address
from fairplace.town.ui.numbers import in_words, interval_in_words
from fairplace.town.ui.templatetags.ui import VERDICTS

MEASURE = "measure"


def _list_measures(town: Town) -> list[Record]:
    advice = list_advice(town)
    whole = (((VISION, "vision"), _("watches the whole of it")),) if get_framework(town=town) else ()
    return [
        Record(
            MEASURE,
            measure.slug,
            measure.name,
            find_address("measure_detail", slug=measure.slug),
            above=tuple(_ties(measure, advice)) or whole,
            said=((_("Status"), str(ImpactMeasure.Status(measure.status).label)),),
        )
        for measure in list_measures(town=town)
    ]


def _ties(measure: ImpactMeasure, advice: dict[str, list[str]]) -> Iterator[tuple[Key, str]]:
    """Tie a measure to its objectives, and through them to what was advised: nobody ties the two by hand."""
    for objective in measure.objectives.all():
        yield (OBJECTIVE, objective.code), _("watches")
        through = _("watches, through %(code)s,") % {"code": objective.code}
        for code in advice.get(objective.code, ()):
            yield (RECOMMENDATION, code), through


def _list_ties(town: Town) -> Iterator[Tie]:
    """Tie a group to the measures that it chose by name."""
    chosen = ImpactMeasure.groups.through.objects.filter(group__town=town, impactmeasure__retired_on=None)
    chosen = chosen.order_by("impactmeasure__position")
    for group, measure in chosen.values_list("group__slug", "impactmeasure__slug"):
        yield (GROUP, group), (MEASURE, measure), _("answers for")


def _say_numbers(town: Town, slugs: Iterable[str]) -> dict[str, Said]:
    """Say what the numbers of these measures tell: the test, the latest number, the gap."""
    measures = list(
        ImpactMeasure.objects.filter(town=town, slug__in=slugs)
        .select_related("indicator", "gap_indicator", "gap_edition")
        .prefetch_related("objectives")
    )
    gaps = list_gaps(town=town, measures=measures)
    return {
        reading.measure.slug: tuple(_say(reading, gaps.get(reading.measure.pk)))
        for reading in list_readings(town=town, measures=measures)
    }


def _say(reading: Reading, gap: Gap | None) -> Iterator[tuple[str, str]]:
    measure = reading.measure
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
    for measure, series in _list_series(town):
        if not series:
            needed = measure.needed
            sentence = _("Needed: %(what)s") % {"what": needed} if needed else _("No figures are loaded.")
            yield Fault("measure-no-number", (MEASURE, measure.slug), sentence)


def _find_groundless(town: Town, chain: Chain) -> Iterable[Fault]:
    for measure, series in _list_series(town):
        fresh = [len(judged_points(one.points)) for one in series]
        if fresh and min(fresh) == 0:
            sentence = _("Every number it has repeats an earlier one.")
            yield Fault("measure-no-baseline", (MEASURE, measure.slug), sentence)
        elif fresh and min(fresh) == 1:
            sentence = _("It has one number alone, so nothing can be compared with it yet.")
            yield Fault("measure-no-baseline", (MEASURE, measure.slug), sentence)


def _list_series(town: Town) -> Iterator[tuple[ImpactMeasure, list[Series]]]:
    """Yield each measure with the series that it is judged by: everybody's, or else those of subgroups."""
    measures = list(ImpactMeasure.objects.filter(town=town, retired_on=None))
    indicators = {measure.indicator_id for measure in measures if measure.indicator_id}
    found = list_series(indicators=indicators, places=[town.place_id])
    for measure in measures:
        own = [one for one in found if one.indicator_id == measure.indicator_id]
        yield measure, [one for one in own if not one.subgroup] or own


def _check(code: str, name, why, fix, find, **fields) -> None:
    register_check(Check(code, name, why, fix, find, Ability.KEEP_FRAMEWORK, is_public=True, **fields))


register_kind(
    Kind(MEASURE, 70, gettext_lazy("Measure"), gettext_lazy("Measures"), _list_measures, _say_numbers)
)
register_ties("measures of groups", _list_ties)
_check(
    "no-measure",
    gettext_lazy("Recommendation with no measure"),
    gettext_lazy("Without a measure nobody will know whether it helped."),
    gettext_lazy("Put it under an objective that is measured, or choose a measure for its objective"),
    _find_unmeasured_advice,
    about=RECOMMENDATION,
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
    about=MEASURE,
)
_check(
    "measure-no-number",
    gettext_lazy("Measure without a number"),
    gettext_lazy("A promise to watch something needs something to look at."),
    gettext_lazy("Load its figures, or say what is needed for them"),
    _find_numberless,
    about=MEASURE,
)
_check(
    "measure-no-baseline",
    gettext_lazy("Measure with nothing to compare with"),
    gettext_lazy("Change can only be seen from one fresh number to another."),
    gettext_lazy("Load earlier or newer figures"),
    _find_groundless,
    about=MEASURE,
)
