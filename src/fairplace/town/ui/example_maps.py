"""A map and a heat map for the gallery, of figures that are plainly invented."""

from math import cos, pi, sin

from django.utils.translation import gettext as _

from fairplace.town.ui import charts
from fairplace.town.ui.charts import Chart, HeatCell, HeatTable

ACROSS, DOWN = 7, 5


def example_map() -> Chart:
    """Return a map of a town that is nowhere."""
    areas = [_area(column, row) for row in range(DOWN) for column in range(ACROSS)]
    legend = (_("Under 4%"), _("4% to 8%"), _("8% to 12%"), _("12% to 16%"), _("16% or more"))
    finding = _("Example figures, not real: the example is highest where its town is oldest.")
    return charts.map_chart(
        _("Example share of people, by neighbourhood"), finding, areas, legend=legend, unit="%"
    )


def _area(column: int, row: int) -> charts.MapArea:
    number = row * ACROSS + column
    value = round(10 + 9.5 * sin(column * 0.9) * cos(row * 0.8), 1)
    is_marked, is_missing = number % 8 == 3, number == 16
    corners = [_corner(column + x, row + y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]
    limits = (None, None) if is_missing else (round(value - 1.5, 1), round(value + 1.5, 1))
    return charts.MapArea(
        f"X{number:02}",
        _("Example neighbourhood %(number)s") % {"number": number + 1},
        {"type": "Polygon", "coordinates": [corners]},
        None if is_missing else value,
        *limits,
        step=0 if is_missing else min(int(value // 4), 4) + 1,
        note=_("Shared out by the number of homes") if is_marked else "",
        is_marked=is_marked,
    )


def _corner(column: int, row: int) -> list[float]:
    """Return a point of a crooked grid, off the coast where nobody lives."""
    bend = 0.3 * sin(column * 2.3 + row * 1.7)
    return [0.012 * (column + bend) - 0.2, 0.009 * (row + 0.3 * cos(column * 1.9 + row * pi)) + 49.6]


def example_heat_map() -> HeatTable:
    """Return three places by four measures, one of which is not published for one place."""
    places = (_("Example town"), _("First example neighbour"), _("Second example neighbour"))
    measures = (_("People in work"), _("Ready for school"), _("Children in poverty"), _("People over 65"))
    tones = (
        ("worse", "similar", "better"),
        ("better", "better", "similar"),
        ("worse", "none", ""),
        ("lower", "higher", "lower"),
    )
    cells = [
        HeatCell(
            place,
            measure,
            _("%(tone)s than the example average") % {"tone": tone},
            f"{value:.1f}%",
            tone,
            f"{value - 1.2:.1f}–{value + 1.2:.1f}",
        )
        for column, measure in enumerate(measures)
        for row, place in enumerate(places)
        for tone, value in [(tones[column][row], 20.4 + 3.1 * column + 1.7 * row)]
        if tone
    ]
    finding = _(
        "Example figures, not real: the town is worse than the example average on two of four measures."
    )
    return charts.heat_map(_("Example places by example measures"), finding, places, measures, cells)
