from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fairplace.town.governance.access import get_reader
from fairplace.town.governance.queries.memory import list_decisions_about
from fairplace.town.indicators.cards import list_lines
from fairplace.town.measures.chain import MEASURE
from fairplace.town.measures.charts import list_charts
from fairplace.town.measures.queries import (
    Evidence,
    get_evidence,
    get_measure,
    list_group_gaps,
    list_sharers,
)
from fairplace.town.measures.rules import difference_unit
from fairplace.town.places.requests import TownRequest
from fairplace.town.ui.charts.drawing import get_drawing
from fairplace.town.ui.tables import Table


def measure_detail(request: TownRequest, slug: str) -> HttpResponse:
    """Show one measure: its numbers and what they say, who shares it, what was decided about it."""
    measure = get_measure(town=request.town, slug=slug)
    if measure is None:
        raise Http404("There is no such measure.")
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
        "decisions": list_decisions_about(request.town, MEASURE, slug, reader=get_reader(request)),
        "card": list_lines(measure.indicator) if measure.indicator else [],
        "beside_table": _beside_table(evidence),
        "group_gaps": list_group_gaps(evidence.reading),
        "change_unit": difference_unit(measure.indicator.unit) if measure.indicator else "",
        "gap_unit": difference_unit(measure.gap_indicator.unit) if measure.gap_indicator else "",
    }
    return render(request, "reports/measure_detail.html", context)


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
