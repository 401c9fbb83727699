"""Charts of places and parts for the gallery, of figures that are plainly invented."""

from math import cos, sin, sqrt

from django.utils.translation import gettext as _

from fairplace.town.ui import charts
from fairplace.town.ui.charts import Chart, Line, Point


def list_example_kinds() -> list[Chart]:
    """Return one chart of each kind that compares places, parts or ages."""
    return [
        _marked(),
        _path(),
        _equiplot(),
        _spine(),
        _funnel(),
        _scatter(),
        _boxes(),
        _pyramid(),
        _ranks(),
        _facets(),
    ]


def _years(level: float, swing: float, first: int = 2013, half: float = 0) -> tuple[Point, ...]:
    return tuple(
        Point(year, str(year), value, value - half if half else None, value + half if half else None)
        for year in range(first, 2025)
        for value in [round(level + swing * sin(year * level), 1)]
    )


def _marked() -> Chart:
    lines = [
        Line(_("Example town"), _years(7.1, 0.8, half=0.9), "town"),
        Line(_("Example country"), _years(5.2, 0.4), "country"),
    ]
    marks = [
        charts.Mark("proxy", 2016.5, _("From here, claims stand in for the survey.")),
        charts.Mark("notice", 2020, _("Fewer people could be asked.")),
        charts.Mark("target", 2030, _("Agreed by the example board."), 5.0),
    ]
    finding = _("Example figures, not real: nobody can tell from them which way the town is going.")
    title = _("Example share of people, with what to know about it")
    return charts.trend_chart(title, finding, "%", lines, marks=marks)


def _path() -> Chart:
    line = Line(_("Example town"), _years(63.1, 1.1, half=2.1), "town")
    last = line.points[-1].value or 0
    fan = [
        charts.FanStep(
            x, middle, middle - 1.3 * spread, middle + 1.3 * spread, middle - 2 * spread, middle + 2 * spread
        )
        for x in range(2025, 2041)
        for middle, spread in [(round(last + 0.08 * (x - 2024), 2), round(0.32 * sqrt(x - 2024), 2))]
    ]
    path = [charts.PathPoint(2024, last), charts.PathPoint(2032, last + 2.2), charts.PathPoint(2040, 68)]
    finding = _("Example figures, not real: as the trend goes on, the town would not reach its path by 2040.")
    return charts.path_chart(
        _("Example years of life, and the path to 2040"), finding, _("years"), line, fan=fan, path=path
    )


def _equiplot() -> Chart:
    names = (_("Most deprived"), _("Second"), _("Middle"), _("Fourth"), _("Least deprived"))
    rows = [
        charts.EquiRow(
            str(year),
            tuple(
                charts.EquiDot(part, value, round(value - 1.2, 1), round(value + 1.2, 1))
                for place, part in enumerate(names)
                for value in [round(71 + 0.15 * (year - 2014) + place * (2.3 - 0.03 * (year - 2014)), 1)]
            ),
        )
        for year in (2014, 2017, 2020, 2023)
    ]
    finding = _("Example figures, not real: in every year the ends of the town are about nine years apart.")
    return charts.equiplot(_("Example years of life, by part of town and year"), finding, _("years"), rows)


def _spine() -> Chart:
    rows = [
        charts.SpineRow(
            _("Healthy years at birth"),
            59.8,
            57.9,
            61.7,
            _("years"),
            1,
            62.4,
            53.1,
            60.0,
            65.2,
            70.9,
            "worse",
        ),
        charts.SpineRow(
            _("People in work"), 74.1, 71.0, 77.2, "%", 1, 75.7, 58.0, 72.8, 79.0, 88.1, "similar"
        ),
        charts.SpineRow(
            _("Children who live in poverty, before what their home costs"),
            24.4,
            23.9,
            24.9,
            "%",
            1,
            19.8,
            36.0,
            23.5,
            14.1,
            4.7,
            "worse",
        ),
        charts.SpineRow(
            _("Ready for school at five"), 69.0, 67.4, 70.5, "%", 1, 67.7, 55.9, 65.1, 70.2, 77.4, "better"
        ),
        charts.SpineRow(
            _("People aged 65 and over"), 12.6, 12.5, 12.7, "%", 1, 18.6, 5.6, 15.0, 22.2, 34.2, "lower"
        ),
        charts.SpineRow(_("Air that harms"), None, None, None, "%", 1, 5.8, 8.1, 6.7, 5.0, 3.1, "none"),
    ]
    finding = _("Example figures, not real: two of six measures are worse than the example average.")
    return charts.spine_chart(_("Example measures around an average"), finding, rows, average=_("Average"))


def _funnel() -> Chart:
    average = 12.0

    def limit(size: float) -> charts.FunnelLimit:
        half = sqrt(average * (100 - average) / size)
        ends = (average - 1.96 * half, average + 1.96 * half, average - 3.09 * half, average + 3.09 * half)
        return charts.FunnelLimit(size, *(round(max(end, 0), 2) for end in ends))

    points = [
        charts.FunnelPoint(
            _("Example place %(number)s") % {"number": n},
            600 + 190 * n,
            round(average + 2.6 * sin(n * 2.4), 1),
        )
        for n in range(1, 40)
    ]
    points.append(
        charts.FunnelPoint(_("Example town"), 5200, 15.1, "town", 14.1, 16.1, _("above the limits of chance"))
    )
    points.append(charts.FunnelPoint(_("Example region"), 7900, 12.4, "region", 11.7, 13.1))
    finding = _("Example figures, not real: the town is further above the average than chance explains.")
    limits = [limit(size) for size in range(600, 8401, 200)]
    return charts.funnel_chart(
        _("Example share of people, by size of place"), finding, "%", points, limits, average
    )


def _scatter() -> Chart:
    points = [
        charts.ScatterPoint(
            _("Example place %(number)s") % {"number": n},
            round(14 + 6 * sin(n), 1),
            round(70 + 4 * sin(n) + 2.5 * cos(n * 3), 1),
        )
        for n in range(1, 28)
    ]
    points.append(charts.ScatterPoint(_("Example town"), 21.4, 71.9, "town", 19.9, 22.9, 70.6, 73.2))
    points.append(charts.ScatterPoint(_("Example country"), 15.0, 71.4, "country"))
    finding = _("Example figures, not real: places where more people walk have somewhat more healthy years.")
    return charts.scatter_chart(
        _("Example walking and example healthy years"),
        finding,
        _("People who walk most days (%)"),
        _("Healthy years"),
        points,
        r_squared=0.62,
        line=[(8, 66.0), (23, 76.0)],
        units=("%", _("years")),
    )


def _boxes() -> Chart:
    boxes = [
        charts.BoxRow(
            str(year),
            4.1 - n * 0.1,
            7.9 - n * 0.2,
            10.2 - n * 0.2,
            12.6 - n * 0.3,
            19.0 - n * 0.2,
            13.9 - n * 0.1,
            12.1 - n * 0.1,
            15.8 - n * 0.1,
        )
        for n, year in enumerate((2018, 2020, 2022, 2024))
    ]
    finding = _("Example figures, not real: the town is above the middle half of places in each year.")
    return charts.box_chart(_("Example spread of places, by year"), finding, "%", boxes)


def _pyramid() -> Chart:
    ages = [f"{age}–{age + 4}" for age in range(0, 90, 5)] + ["90+"]
    town = [
        charts.PyramidBand(
            age, round(9000 - 380 * n + 1500 * sin(n / 2)), round(8800 - 350 * n + 1400 * sin(n / 2))
        )
        for n, age in enumerate(ages)
    ]
    country = [
        charts.PyramidBand(age, round(6000 - 10 * n * n), round(5900 - 8 * n * n))
        for n, age in enumerate(ages)
    ]
    finding = _("Example figures, not real: the town is younger than the country.")
    return charts.pyramid_chart(
        _("Example people by age and sex"),
        finding,
        town,
        other=country,
        names=(_("Example town"), _("Example country")),
    )


def _rank(rank: int, low: int, high: int) -> str:
    return _("%(rank)s of 5 (likely %(low)s to %(high)s)") % {"rank": rank, "low": low, "high": high}


def _ranks() -> Chart:
    names = [
        _("First neighbour"),
        _("Second neighbour, with a rather long name of its own"),
        _("Third neighbour"),
        _("Fourth neighbour"),
    ]
    rows = [
        charts.RankRow(name, value, value - 1.1, value + 1.1, "similar", _rank(rank, low, high))
        for name, value, rank, low, high in zip(
            names, (14.2, 12.8, 9.1, 8.4), (1, 2, 4, 5), (1, 1, 3, 3), (2, 3, 5, 5), strict=True
        )
    ]
    town = charts.RankRow(_("Example town"), 11.2, 9.6, 12.8, "town", _rank(3, 2, 4))
    rows += [
        town,
        charts.RankRow(_("Fifth neighbour"), None),
        charts.RankRow(_("Example country"), 10.4, 10.3, 10.5, "country"),
    ]
    finding = _("Example figures, not real: the town is likely between second and fourth of five.")
    return charts.rank_chart(_("Example places in order"), finding, "%", rows)


def _facets() -> Chart:
    names = (
        _("Example north"),
        _("Example centre"),
        _("Example south"),
        _("Example east"),
        _("Example west, with the old villages"),
    )
    panels = [
        charts.Panel(
            name,
            (
                Line(_("Each part of the town"), _years(6 + n * 1.3, 0.7, half=1.2), "town"),
                Line(_("Example country"), _years(5.2, 0.4), "country"),
            ),
        )
        for n, name in enumerate(names)
    ]
    finding = _("Example figures, not real: the east and the west are above the country in every year.")
    return charts.facet_chart(_("Example share of people, by part of town"), finding, "%", panels)
