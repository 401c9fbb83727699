import json

from fairplace.town.reviews.pictures import keep_chart, read_chart
from fairplace.town.reviews.rules.canonical import write_canonical
from fairplace.town.ui.charts import Line, Point, trend_chart
from fairplace.town.ui.charts.drawing import digest


def make_chart():
    points = tuple(Point(2014.5 + n, str(2014 + n), 20.0 - n, 19.0 - n, 21.0 - n) for n in range(5))
    return trend_chart(
        title="Poverty over time",
        finding="It falls.",
        unit="%",
        lines=[Line("Testham", points, "town")],
        decimals=1,
    )


def test_a_chart_that_was_kept_is_drawn_by_the_same_drawing():
    chart = make_chart()

    again = read_chart(json.loads(write_canonical(keep_chart(chart))))

    assert digest(again) == digest(chart)
    assert (again.title, again.finding, again.notes) == (chart.title, chart.finding, chart.notes)
    assert again.table.rows == tuple(tuple(row) for row in chart.table.rows)
