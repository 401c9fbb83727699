"""One number for each part of the town, from the most to the least deprived."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from fairplace.town.ui.charts import rows as drawn
from fairplace.town.ui.charts.values import Chart, Row


def gap_chart(title: str, finding: str, unit: str, rows: Sequence[tuple], *, decimals: int = 1) -> Chart:
    """Return a dot and an interval bar a subgroup, most deprived first: (subgroup, value, lower, upper)."""
    values = [Row(*row, role="town") for row in rows]
    wide, narrow = (
        drawn.spec(values, unit, decimals=decimals, is_narrow=is_narrow, is_joined=True)
        for is_narrow in (False, True)
    )
    table = drawn.table(title, _("Part of the town"), values, unit, decimals)
    return Chart(title, finding, wide, narrow, table, drawn.notes(values))
