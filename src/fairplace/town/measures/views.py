from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from fairplace.town.indicators.cards import list_lines
from fairplace.town.indicators.tables import csv_response
from fairplace.town.measures.charts import list_charts
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries import get_evidence, list_readings
from fairplace.town.measures.rules import VERDICTS, tally
from fairplace.town.ui.charts.drawing import get_drawing, open_drawing


def measure_list(request: HttpRequest) -> HttpResponse:
    """List the measures, all or those that go one way."""
    readings = list_readings(town=request.town)
    wanted = request.GET.get("going", "")
    shown = [one for one in readings if one.verdict == wanted] if wanted in VERDICTS else readings
    context = {"readings": shown, "tally": tally(one.verdict for one in readings), "wanted": wanted}
    return render(request, "measures/measure_list.html", context)


def _get(request: HttpRequest, slug: str) -> ImpactMeasure:
    measures = ImpactMeasure.objects.select_related(
        "indicator", "gap_indicator", "gap_edition", "town__place"
    )
    return get_object_or_404(measures, town=request.town, slug=slug)


def measure_detail(request: HttpRequest, slug: str) -> HttpResponse:
    measure = _get(request, slug)
    evidence = get_evidence(measure=measure)
    context = {
        "measure": measure,
        "evidence": evidence,
        "reading": evidence.reading,
        "drawings": {
            name: get_drawing(chart, downloads=_downloads(slug, name))
            for name, chart in list_charts(evidence).items()
        },
        "card": list_lines(measure.indicator) if measure.indicator else [],
    }
    return render(request, "measures/measure_detail.html", context)


def _downloads(slug: str, name: str) -> list[tuple[str, str]]:
    return [
        (kind.upper(), reverse("measure_drawing", kwargs={"slug": slug, "name": name, "kind": kind}))
        for kind in ("svg", "png")
    ] + [("CSV", reverse("measure_csv", kwargs={"slug": slug}))]


def measure_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Give every number of the measure, with its source, as a file."""
    measure = _get(request, slug)
    if measure.indicator is None:
        raise Http404("This measure has no numbers yet.")
    return csv_response(indicator=measure.indicator, town=request.town)


def measure_drawing(request: HttpRequest, slug: str, name: str, kind: str) -> HttpResponse:
    """Give one chart of the measure as an SVG or PNG file."""
    charts = list_charts(get_evidence(measure=_get(request, slug)))
    if name not in charts or kind not in {"svg", "png"}:
        raise Http404("This measure has no such chart.")
    return open_drawing(get_drawing(charts[name]), kind=kind, name=f"{slug}-{name}")
