from collections.abc import Iterable

from fairplace.town.places.models import Town
from fairplace.town.ui.charts.drawing import draw
from fairplace.town.workstreams.charts import scale_chart
from fairplace.town.workstreams.queries.need import list_scales


def draw_charts(*, town: Town) -> Iterable[str]:
    """Draw the chart of every workstream that is not drawn yet, as the public and as the team see it."""
    for scale in list_scales(town=town):
        charts = [scale_chart(scale, with_spend=with_spend) for with_spend in (False, True)]
        drawn = [draw(chart) for chart in charts if chart]
        if drawn:
            yield scale.workstream.name
