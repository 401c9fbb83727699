from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fairplace.town.chain.queries import list_lacking, list_questions
from fairplace.town.framework.queries import get_framework
from fairplace.town.indicators.cards import list_lines
from fairplace.town.indicators.tables import csv_response
from fairplace.town.measures.chain import MEASURE
from fairplace.town.measures.charts import list_charts
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries import (
    Evidence,
    Reading,
    get_evidence,
    list_group_gaps,
    list_readings,
    list_sharers,
)
from fairplace.town.measures.rules import VERDICTS, difference_unit, tally
from fairplace.town.people.access import may
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import TownRequest
from fairplace.town.ui.charts.drawing import get_drawing
from fairplace.town.ui.tables import Table


def measure_list(request: TownRequest) -> HttpResponse:
    """List the measures, all or those that are asked for; what is asked stands in the address."""
    readings = list_readings(town=request.town)
    asked = {name: request.GET.get(name, "") for name in ("going", "objective", "accountability", "without")}
    questions = list_questions(about=MEASURE, public=not may(request, Ability.SEE_DESK))
    without = next((check for check in questions if check.code == asked["without"]), None)
    shown = [one for one in readings if _is_asked(one, asked)]
    if without:
        lacking = list_lacking(town=request.town, check=without)
        shown = [one for one in shown if one.measure.slug in lacking]
    context = {
        **asked,
        "readings": shown,
        "tally": tally(one.verdict for one in readings),
        "framework": get_framework(town=request.town),
        "kinds": ImpactMeasure.Accountability.choices,
        "questions": questions,
    }
    return render(request, "measures/measure_list.html", context)


def _is_asked(one: Reading, asked: dict[str, str]) -> bool:
    objectives = {objective.code for objective in one.measure.objectives.all()}
    return (
        (asked["going"] not in VERDICTS or one.verdict == asked["going"])
        and (not asked["objective"] or asked["objective"] in objectives)
        and (not asked["accountability"] or one.measure.accountability == asked["accountability"])
    )


def _get(request: TownRequest, slug: str) -> ImpactMeasure:
    measures = ImpactMeasure.objects.select_related(
        "indicator", "gap_indicator", "gap_edition", "town__place"
    )
    return get_object_or_404(measures, town=request.town, slug=slug)


def measure_detail(request: TownRequest, slug: str) -> HttpResponse:
    measure = _get(request, slug)
    evidence = get_evidence(measure=measure)
    csv_url = reverse("measure_csv", kwargs={"slug": slug})
    context = {
        "measure": measure,
        "sharers": list_sharers(measure=measure),
        "evidence": evidence,
        "reading": evidence.reading,
        "drawings": {
            name: get_drawing(chart, csv_url=csv_url) for name, chart in list_charts(evidence).items()
        },
        "card": list_lines(measure.indicator) if measure.indicator else [],
        "beside_table": _beside_table(evidence),
        "group_gaps": list_group_gaps(evidence.reading),
        "change_unit": difference_unit(measure.indicator.unit) if measure.indicator else "",
        "gap_unit": difference_unit(measure.gap_indicator.unit) if measure.gap_indicator else "",
    }
    return render(request, "measures/measure_detail.html", context)


def _beside_table(evidence: Evidence) -> Table | None:
    """Return what can be said of the town beside each place; nothing where no range was published."""
    if not any(one.latest.lower is not None for one in evidence.reading.series):
        return None
    rows = tuple(
        (f"{one.place.name}, {one.subgroup}" if one.subgroup else one.place.name, one.words_in_short)
        for one in evidence.beside
    )
    caption = _("What we can say of %(town)s beside other places") % {"town": evidence.town.name}
    return Table(caption, (_("Place"), evidence.town.name), rows)


def measure_csv(request: TownRequest, slug: str) -> HttpResponse:
    """Give every number of the measure, with its source, as a file."""
    measure = _get(request, slug)
    if measure.indicator is None:
        raise Http404("This measure has no numbers yet.")
    return csv_response(indicator=measure.indicator, town=request.town)
