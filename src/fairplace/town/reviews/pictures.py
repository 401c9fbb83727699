"""Charts as values that can be kept, and back: what was drawn, its table and its sentence."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise

from fairplace.town.reviews.rules.canonical import make_plain
from fairplace.town.ui.charts import Chart
from fairplace.town.ui.tables import Table

Kept = Mapping[str, Any]


def keep_chart(chart: Chart) -> dict[str, Any]:
    """Return everything of a finished chart as plain values."""
    return make_plain(
        {
            "title": str(chart.title),
            "finding": str(chart.finding),
            "source": str(chart.source),
            "spec": _plain(chart.spec),
            "narrow_spec": _plain(chart.narrow_spec),
            "table": _keep_table(chart.table),
            "figures": _keep_table(chart.figures) if chart.figures else None,
            "notes": [str(one) for one in chart.notes],
        }
    )


def _keep_table(table: Table) -> dict[str, Any]:
    return {
        "caption": str(table.caption),
        "columns": [str(one) for one in table.columns],
        "rows": _plain(table.rows),
    }


def _plain(one: Any) -> Any:
    if isinstance(one, Mapping):
        return {str(name): _plain(value) for name, value in one.items()}
    if isinstance(one, list | tuple):
        return [_plain(value) for value in one]
    if isinstance(one, Promise):
        return str(one)
    return one if isinstance(one, str | int | float | bool | None) else str(one)


def read_chart(kept: Kept) -> Chart:
    """Return a chart as it was kept: the same drawing is found under the same digest."""
    return Chart(
        kept["title"],
        kept["finding"],
        kept["spec"],
        kept["narrow_spec"],
        _read_table(kept["table"]),
        tuple(kept["notes"]),
        _read_table(kept["figures"]) if kept["figures"] else None,
        kept["source"],
    )


def _read_table(kept: Kept) -> Table:
    # A pair is a link: as JSON it came back as a list.
    rows = tuple(
        tuple(tuple(cell) if isinstance(cell, list) else cell for cell in row) for row in kept["rows"]
    )
    return Table(kept["caption"], tuple(kept["columns"]), rows)
