from django.http import Http404, HttpResponse
from django.shortcuts import render

from fairplace.town.chain.queries import list_lacking, list_questions
from fairplace.town.framework.queries import get_framework
from fairplace.town.indicators.tables import csv_response
from fairplace.town.measures.chain import MEASURE
from fairplace.town.measures.common import list_common
from fairplace.town.measures.exports import Row, list_progress
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries import (
    MeasureCard,
    get_evidence,
    get_measure,
    list_cards,
    list_measures,
    list_readings,
)
from fairplace.town.measures.queries.card import group_by_objective
from fairplace.town.measures.queries.reading import has_number
from fairplace.town.measures.rules import CANNOT_TELL, STATUS_WORDS, VERDICTS, tally
from fairplace.town.measures.rules.status import NO_PATH
from fairplace.town.people.access import may
from fairplace.town.people.exports import stream_csv
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import TownRequest

# What may be asked of the course of a measure: its status, or that no path was agreed for it.
LACKS_PATH = "no path"
ASKED = ("going", "status", "objective", "accountability", "without")


def measure_list(request: TownRequest) -> HttpResponse:
    """List the measures, all or those that are asked for; what is asked stands in the address."""
    retired = request.GET.get("retired") == "yes"
    readings = list_readings(town=request.town, measures=list_measures(town=request.town, retired=retired))
    asked = {name: request.GET.get(name, "") for name in ASKED}
    questions = list_questions(about=MEASURE, public=not may(request, Ability.SEE_DESK))
    without = next((check for check in questions if check.code == asked["without"]), None)
    shown = [one for one in list_cards(town=request.town, readings=readings) if _is_asked(one, asked)]
    if without:
        lacking = list_lacking(town=request.town, check=without)
        shown = [one for one in shown if one.reading.measure.slug in lacking]
    context = {
        **asked,
        "cards": shown,
        "groups": group_by_objective(shown, asked["objective"]),
        "common": list_common(shown),
        "readings": [one.reading for one in shown],
        "tally": tally(one.verdict for one in readings),
        "framework": get_framework(town=request.town),
        "kinds": ImpactMeasure.Accountability.choices,
        "statuses": {**STATUS_WORDS, LACKS_PATH: NO_PATH},
        "questions": questions,
        "retired": retired,
        "has_retired": ImpactMeasure.objects.filter(town=request.town, retired_on__isnull=False).exists(),
    }
    return render(request, "measures/measure_list.html", context)


def _is_asked(card: MeasureCard, asked: dict[str, str]) -> bool:
    one = card.reading
    objectives = {objective.code for objective in one.measure.objectives.all()}
    return (
        (asked["going"] not in VERDICTS or one.verdict == asked["going"])
        and _is_on(card, asked["status"])
        and (not asked["objective"] or asked["objective"] in objectives)
        and (not asked["accountability"] or one.measure.accountability == asked["accountability"])
    )


def _is_on(card: MeasureCard, status: str) -> bool:
    """Return whether the measure is found under this status; without a path, never under "cannot tell"."""
    if status == LACKS_PATH or (status == CANNOT_TELL and card.lacks_path):
        return status == LACKS_PATH and card.lacks_path
    return status not in STATUS_WORDS or card.status.word == status


def measure_csv(request: TownRequest, slug: str) -> HttpResponse:
    """Give every number of the measure, with its source, as a file."""
    measure = get_measure(town=request.town, slug=slug)
    if measure is None or measure.indicator is None or not has_number(measure):
        raise Http404("This measure has no numbers yet.")
    return csv_response(indicator=measure.indicator, town=request.town)


def measure_progress(request: TownRequest, slug: str) -> HttpResponse:
    """Give every number that the status rests on: figures, path, tests, fan and back-test."""
    measure = get_measure(town=request.town, slug=slug)
    if measure is None:
        raise Http404("There is no such measure.")
    evidence = get_evidence(measure=measure)
    lines = stream_csv(Row._fields, list_progress(evidence, evidence.make_curves()))
    response = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{request.town.slug}-{slug}-progress.csv"'
    return response
