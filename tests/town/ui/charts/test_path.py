"""One curve to its target: observed, projected and agreed are told apart."""

from fairplace.town.ui.charts import FanStep, LaterStart, Line, PathPoint, Point, path_chart, theme

LINE = Line("Here", (Point(2023, "2023", 60.0, 58.0, 62.0), Point(2024, "2024", 61.0, 59.0, 63.0)), "town")
FAN = [FanStep(2025, 61.5, 60.5, 62.5, 60.0, 63.0), FanStep(2040, 66.0, 62.0, 70.0, 60.0, 72.0)]
PATH = [PathPoint(2024, 61.0), PathPoint(2032, 65.0), PathPoint(2040, 68.0)]


def make_chart():
    return path_chart("Title", "Finding", "years", LINE, fan=FAN, path=PATH)


def layers_of(chart, kind: str) -> list[dict]:
    return [layer for layer in chart.spec["layer"] if layer["mark"]["type"] == kind]


def test_table_has_observed_rows_then_projected_and_agreed_ones_in_time():
    assert make_chart().table.rows == (
        ("2023", "observed", "60.0 years", "58.0 years", "62.0 years", "", "", ""),
        ("2024", "observed", "61.0 years", "59.0 years", "63.0 years", "", "", "61.0 years"),
        ("2025", "projected", "61.5 years", "60.0 years", "63.0 years", "60.5 years", "62.5 years", ""),
        ("2032", "agreed", "", "", "", "", "", "65.0 years"),
        ("2040", "projected", "66.0 years", "60.0 years", "72.0 years", "62.0 years", "70.0 years", "68.0 years"),
    )  # fmt: skip


def test_figures_for_files_are_numbers_with_their_unit():
    figures = make_chart().figures

    assert figures
    assert figures.columns[-1] == "Unit"
    assert figures.rows[2] == ("2025", "projected", 61.5, 60.0, 63.0, 60.5, 62.5, "", "years")


def test_fan_begins_at_the_last_observed_point():
    outer, inner = layers_of(make_chart(), "area")[:2]

    first = outer["data"]["values"][0]
    assert first["y"] == first["y2"] == inner["data"]["values"][0]["y"]
    assert len(outer["data"]["values"]) == 1 + len(FAN)


def test_observed_projected_and_agreed_lines_differ_in_dash():
    dashes = [layer["mark"].get("strokeDash") for layer in layers_of(make_chart(), "line")]

    # Edges of the fan, its middle, the observed line, the agreed path.
    assert dashes == [None, [1, 5], None, [8, 4]]


def test_path_ends_in_a_diamond():
    ends = layers_of(make_chart(), "point")[-1]["data"]["values"]

    assert [(end["shape"], end["fill"]) for end in ends] == [("diamond", theme.COLOURS["paper"])]


def test_line_without_fan_and_path_is_named_by_its_place():
    chart = path_chart("Title", "Finding", "%", LINE, fan=[], path=[])

    words = [v["words"] for layer in layers_of(chart, "text") for v in layer["data"]["values"]]
    assert "Here: 61.0%" in words
    assert chart.notes == ("The band around the line shows where the true figure is likely to be.",)


def test_a_path_that_nobody_agreed_is_called_proposed_everywhere():
    chart = path_chart("Title", "Finding", "years", LINE, fan=FAN, path=PATH, is_agreed=False)

    assert chart.table.columns[-1] == "Proposed path"
    assert chart.table.rows[3][1] == "proposed"
    assert "Proposed path" in str(chart.spec)
    assert "agreed" not in str([chart.spec, chart.table.rows]).lower()
    assert any("proposed, not agreed" in note for note in chart.notes)


LATER = LaterStart(
    2026,
    (PathPoint(2024, 61.0), PathPoint(2026, 61.0), PathPoint(2040, 68.0)),
    "0.50",
    "0.50 years",
    "0.44 years",
)


def make_late_chart():
    return path_chart("Title", "Finding", "years", LINE, fan=FAN, path=PATH, later=LATER)


def test_a_later_start_is_a_second_line_that_stays_level_and_ends_where_the_path_ends():
    lines = layers_of(make_late_chart(), "line")
    late = next(layer for layer in lines if layer["mark"]["color"] == theme.COLOURS["region"])
    agreed = next(layer for layer in lines if layer["mark"].get("strokeDash") == [8, 4])

    (first, begin, end), last = late["data"]["values"], agreed["data"]["values"][-1]
    assert late["mark"]["strokeDash"] == [2, 5]
    assert first["y"] == begin["y"]
    assert first["x"] < begin["x"] < end["x"]
    assert (end["x"], end["y"]) == (last["x"], last["y"])


def test_a_later_start_says_what_it_takes_a_year_in_drawing_note_and_table():
    chart = make_late_chart()
    words = [v["words"] for layer in layers_of(chart, "text") for v in layer["data"]["values"]]

    assert any("If that begins only in 2026: 0.50 a year" in one.replace("\n", " ") for one in words)
    assert "then takes 0.50 years each year" in chart.notes[-1]
    assert "From the last figure on it would have taken 0.44 years each year" in chart.notes[-1]
    assert [row[:3] for row in chart.table.rows[-2:]] == [
        ("2026", "If that begins only in 2026", "61.0 years"),
        ("2040", "If that begins only in 2026", "68.0 years"),
    ]
    assert chart.figures
    assert chart.figures.rows[-1] == (
        "2040",
        "If that begins only in 2026",
        68.0,
        "",
        "",
        "",
        "",
        "",
        "years",
    )


def test_without_a_later_start_there_is_no_second_line():
    assert theme.COLOURS["region"] not in {layer["mark"].get("color") for layer in make_chart().spec["layer"]}
