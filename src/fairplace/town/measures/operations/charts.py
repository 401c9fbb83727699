from collections.abc import Iterable

from fairplace.town.measures.charts import list_charts
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries import get_evidence
from fairplace.town.places.models import Town
from fairplace.town.ui.charts.drawing import draw

RESTS_ON = ("indicator", "gap_indicator", "gap_edition", "beside", "town__place")


def draw_charts(*, town: Town) -> Iterable[str]:
    """Draw every chart of the town's measures that is not drawn yet; yield the name of each measure."""
    for measure in ImpactMeasure.objects.filter(town=town).select_related(*RESTS_ON):
        for chart in list_charts(get_evidence(measure=measure)).values():
            draw(chart)
        yield measure.name
