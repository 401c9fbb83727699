"""One number for the town beside the same number for other places."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from fairplace.town.ui.charts import rows as drawn
from fairplace.town.ui.charts.values import Chart, Row


def comparison_chart(
    title: str, finding: str, unit: str, rows: Sequence[tuple], *, decimals: int = 1
) -> Chart:
    """Return a dot and an interval bar a place, in the order given: (name, value, lower, upper, role)."""
    values = [Row(*row) for row in rows]
    wide, narrow = (
        drawn.spec(values, unit, decimals=decimals, is_narrow=is_narrow) for is_narrow in (False, True)
    )
    table = drawn.table(title, _("Place"), values, unit, decimals)
    return Chart(title, finding, wide, narrow, table, drawn.notes(values))
