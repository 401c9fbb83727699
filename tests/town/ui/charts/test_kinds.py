"""What each kind of chart says: its table, its notes, and the marks that tell things apart without colour."""

import pytest

from fairplace.town.ui import charts
from fairplace.town.ui.charts.funnel import limits_at
from fairplace.town.ui.charts.tones import TONES, key_of


def marks_of(chart) -> list[dict]:
    layers = [layer for layer in chart.spec["layer"] if layer["mark"]["type"] == "point"]
    return [value for layer in layers for value in layer["data"]["values"]]


def words_of(chart) -> list[str]:
    layers = [layer for layer in chart.spec["layer"] if layer["mark"]["type"] == "text"]
    return [value["words"] for layer in layers for value in layer["data"]["values"]]


def test_signs_and_words_of_comparison_are_told_apart():
    looks = {(tone.shape, tone.fill == "paper") for tone in TONES.values()}

    assert len(looks) == len({tone.sign for tone in TONES.values()}) == len(TONES)


def test_key_names_only_the_signs_in_use():
    assert key_of({"worse", "better"}) == "Key: ▲ better, ▼ worse."
    assert key_of({"a word that we do not know"}) == "Key: ○ not compared."
    assert key_of({"cannot tell"}) == "Key: ? cannot tell."
    assert key_of({"cannot tell"}, is_drawn=True) == "Key: ◇ cannot tell."


def test_equiplot_gives_each_part_its_own_shape_and_names_it_once():
    dots = tuple(charts.EquiDot(part, 5.0 + n, 4.0 + n, 6.0 + n) for n, part in enumerate("abcde"))

    chart = charts.equiplot("Title", "", "%", [charts.EquiRow("2023", dots), charts.EquiRow("2024", dots)])

    assert len({(mark["shape"], mark["fill"]) for mark in marks_of(chart)}) == 5
    assert [words_of(chart).count(part) for part in "abcde"] == [1] * 5
    assert chart.table.rows[0] == ("2023", "a", "5.0%", "4.0%", "6.0%")
    assert len(chart.table.rows) == 10


def test_equiplot_of_ten_parts_still_tells_them_apart():
    dots = tuple(charts.EquiDot(f"Tenth {n}", 5.0 + n) for n in range(10))

    chart = charts.equiplot("Title", "", "%", [charts.EquiRow("2023", dots)])

    looks = {(mark["shape"], mark["fill"] == mark["stroke"]) for mark in marks_of(chart)}
    assert len(looks) == 10
    assert chart.notes == ()


def make_spine_row(**changed):
    fields = {"name": "In work", "value": 70.0, "lower": 68.0, "upper": 72.0, "unit": "%", "decimals": 1}
    fields |= {"average": 75.0, "worst": 60.0, "p25": 72.0, "p75": 78.0, "best": 85.0, "word": "worse"}
    return charts.SpineRow(**fields | changed)


def test_spine_has_the_average_in_the_middle_and_worse_at_the_left():
    low_is_bad = make_spine_row()
    high_is_bad = make_spine_row(value=20.0, average=15.0, worst=30.0, p25=18.0, p75=12.0, best=5.0)

    chart = charts.spine_chart("Title", "", [low_is_bad, high_is_bad])

    middle = next(layer for layer in chart.spec["layer"] if layer["mark"]["type"] == "rule")
    x = middle["data"]["values"][0]["x"]
    assert [(mark["shape"], mark["x"] < x) for mark in marks_of(chart)] == [("triangle-down", True)] * 2


def test_key_of_a_spine_names_the_marks_that_are_drawn():
    alone = make_spine_row(name="Life expectancy", average=None, word="none")

    chart = charts.spine_chart("Title", "", [make_spine_row(word="cannot tell"), alone])
    bare = charts.spine_chart("Title", "", [alone])

    assert chart.notes[-1] == "Key: ◇ cannot tell."
    assert not any(note.startswith("Key") for note in bare.notes)


def test_a_long_name_in_a_spine_keeps_its_year():
    chart = charts.spine_chart(
        "Title", "", [make_spine_row(name="Children in poverty after housing costs, 2024/25")]
    )

    assert "Children in poverty after\nhousing costs, 2024/25" in words_of(chart)


def make_ranks():
    rows = [charts.RankRow("England", 5.0), charts.RankRow("Here", 4.0, rank_text="1 (likely 1 to 2)")]
    return charts.rank_chart(
        "", "", "%", [*rows, charts.RankRow("There", 3.0, rank_text="2 (likely 1 to 2)")]
    )


def make_equiplot():
    dots = (charts.EquiDot("a", 5.0), charts.EquiDot("b", 7.0))
    return charts.equiplot("", "", "%", [charts.EquiRow(name, dots) for name in ("England", "Here", "There")])


def make_spine():
    return charts.spine_chart("", "", [make_spine_row(name=name) for name in ("England", "Here", "There")])


def make_boxes():
    return charts.box_chart(
        "", "", "%", [charts.BoxRow(name, 1, 2, 3, 4, 5, 3) for name in ("England", "Here", "There")]
    )


@pytest.mark.parametrize("make", [make_ranks, make_equiplot, make_spine, make_boxes])
def test_on_a_phone_a_mark_is_nearer_to_its_own_name_than_to_the_next(make):
    layers = make().narrow_spec["layer"]
    heads = {
        value["words"]: value["y"] for layer in layers if layer["mark"]["type"] == "text"
        for value in layer["data"]["values"] if "y" in value
    }  # fmt: skip
    marks = sorted(
        value["y"] for layer in layers if layer["mark"]["type"] == "point"
        for value in layer["data"]["values"] if value.get("of")
    )  # fmt: skip

    drawn = [value["y"] for layer in layers for value in layer["data"]["values"] if "y" in value]

    for own, following in (("England", "Here"), ("Here", "There")):
        [*_, last] = (y for y in marks if heads[own] < y < heads[following])
        above = max(y for y in drawn if y < last)
        assert last - above < heads[following] - last
        assert heads[following] - last > 30


def test_spine_table_has_all_numbers_with_the_quarter_nearer_the_worst_first():
    row = make_spine_row(average=15.0, worst=30.0, p25=12.0, p75=18.0, best=5.0)

    chart = charts.spine_chart("Title", "", [row], place="Here", average="Average")

    assert chart.table.columns[1] == "Here"
    assert chart.table.rows == (
        ("In work", "70.0%", "68.0%", "72.0%", "worse", "15.0%", "30.0%", "18.0%", "12.0%", "5.0%"),
    )


def test_spine_says_what_lies_left_where_neither_way_is_better():
    assert any("Where neither way is better" in note for note in charts.spine_chart("", "", [make_spine_row(word="lower")]).notes)  # fmt: skip
    assert not any("Where neither way" in note for note in charts.spine_chart("", "", [make_spine_row()]).notes)  # fmt: skip


LIMITS = [charts.FunnelLimit(100, 2, 8, 1, 9), charts.FunnelLimit(200, 3, 7, 2, 8)]


def test_limits_of_a_funnel_are_read_between_those_given_and_not_beyond():
    assert limits_at(LIMITS, 150) == [2.5, 7.5, 1.5, 8.5]
    assert limits_at(LIMITS, 250) == [None] * 4


def test_funnel_names_the_town_and_who_is_beyond_chance_and_no_other():
    points = [
        charts.FunnelPoint("Here", 150, 5.0, "town", 4.0, 6.0, "within chance"),
        charts.FunnelPoint("Far off", 120, 12.0),
        charts.FunnelPoint("Ordinary", 180, 5.5),
    ]

    chart = charts.funnel_chart("Title", "", "%", points, LIMITS, 5.0)

    assert [name in words_of(chart) for name in ("Here", "Far off", "Ordinary")] == [True, True, False]
    assert chart.table.rows[0] == (
        "Here", "150", "5.0%", "4.0%", "6.0%", "within chance", "2.5%", "7.5%", "1.5%", "8.5%",
    )  # fmt: skip


def test_funnel_without_limits_promises_none():
    chart = charts.funnel_chart("Title", "", "%", [charts.FunnelPoint("Here", 1, 5.0, "town")], [], 5.0)

    assert chart.notes == ("The level line is the average, 5.0%.",)


def test_scatter_prints_its_fit_with_the_count_and_claims_no_cause():
    points = [charts.ScatterPoint("Here", 1, 2, "town", 0.5, 1.5), charts.ScatterPoint("There", 3, 4)]

    chart = charts.scatter_chart("Title", "", "X", "Y", points, r_squared=0.5, units=("%", "years"))

    assert chart.notes[:2] == (
        "R² = 0.50 (number of places: 2).",
        "This does not say that one causes the other.",
    )
    assert chart.table.rows[0] == ("Here", "1.0%", "0.5%", "1.5%", "2.0 years", None, None)


@pytest.mark.parametrize(
    ("line", "drawn"),
    [
        # Inside; past the top and the bottom; level above all; level through the middle; past them all.
        ([(1, 2), (3, 4)], 2),
        ([(1, -20), (3, 30)], 2),
        ([(1, 90), (3, 90)], 0),
        ([(1, 3), (3, 3)], 2),
        ([(-9, 0), (-8, 90)], 0),
        ([(1, 2)], 0),
    ],
)
def test_the_part_of_a_fitted_line_that_lies_in_the_picture_is_drawn_whole(line, drawn):
    points = [charts.ScatterPoint("Here", 1, 2, "town"), charts.ScatterPoint("There", 3, 4)]

    chart = charts.scatter_chart("Title", "", "X", "Y", points, r_squared=0.5, line=line)

    for spec in (chart.spec, chart.narrow_spec):
        dashed = [layer for layer in spec["layer"] if layer["mark"].get("strokeDash")]
        ends = [value for layer in dashed for value in layer["data"]["values"]]
        assert len(ends) == drawn


def test_scatter_without_a_fit_says_that_there_is_none():
    chart = charts.scatter_chart("Title", "", "X", "Y", [], r_squared=None)

    assert chart.notes[0] == "R² cannot be told from these places (number of places: 0)."


def test_box_table_has_the_town_and_the_whole_spread():
    chart = charts.box_chart("Title", "", "%", [charts.BoxRow("2024", 1, 2, 3, 4, 5, 3.5, 3.1, 3.9)])

    assert chart.table.rows == (("2024", "3.5%", "3.1%", "3.9%", "1.0%", "2.0%", "3.0%", "4.0%", "5.0%"),)


BANDS = [charts.PyramidBand("0–4", 30, 20), charts.PyramidBand("5–9", 90, 60)]


def test_pyramid_of_counts_shows_the_share_of_everybody_and_keeps_the_counts():
    chart = charts.pyramid_chart("Title", "", BANDS, names=("Here", ""))

    assert chart.table.columns == ("Age", "Here, Men", "Here, Women", "Here, Men (%)", "Here, Women (%)")
    assert chart.table.rows == (("0–4", "30", "20", "15.0%", "10.0%"), ("5–9", "90", "60", "45.0%", "30.0%"))


def test_pyramid_of_shares_writes_them_once():
    shares = [charts.PyramidBand("0–4", 15, 10), charts.PyramidBand("5–9", 45, 30)]

    chart = charts.pyramid_chart("Title", "", shares, other=BANDS[:1], names=("Here", "England"))

    assert chart.table.rows == (
        ("0–4", "15.0%", "10.0%", "60.0%", "40.0%"),
        ("5–9", "45.0%", "30.0%", None, None),
    )
    assert chart.notes == ("The bars are Here.", "The outline is England.")


def test_pyramid_has_the_youngest_at_the_bottom_and_men_at_the_left():
    layers = charts.pyramid_chart("Title", "", BANDS).spec["layer"]
    bars = next(layer for layer in layers if layer["mark"]["type"] == "rect")["data"]["values"]

    young_men, young_women, old_men, _old_women = bars
    assert young_men["x2"] < young_women["x"]
    assert young_men["y"] > old_men["y"]


@pytest.mark.parametrize(("is_lowest_first", "names"), [(False, "bac"), (True, "abc")])
def test_ranks_are_sorted_and_what_is_not_published_comes_last(is_lowest_first, names):
    rows = [charts.RankRow("c", None), charts.RankRow("a", 1.0), charts.RankRow("b", 2.0)]

    chart = charts.rank_chart("Title", "", "%", rows, is_lowest_first=is_lowest_first)

    assert "".join(row[0] for row in chart.table.rows) == names


def test_rank_is_printed_with_its_likely_range():
    row = charts.RankRow("Here", 5.0, 4.0, 6.0, "town", "3rd of 16 (likely 1st to 7th)")

    chart = charts.rank_chart("Title", "", "%", [row])

    assert "3rd of 16\n(likely 1st to 7th)" in words_of(chart)
    assert chart.table.rows == (("Here", "5.0%", "4.0%", "6.0%", "3rd of 16 (likely 1st to 7th)"),)


def make_panel(name: str, value: float):
    last = charts.Point(2021, "2021", value * 1.2, value, value * 1.4)
    points = (charts.Point(2020, "2020", value), last)
    return charts.Panel(
        name, (charts.Line("Part", points, "town"), charts.Line("England", points, "country"))
    )


def test_facets_say_whether_their_heights_compare():
    panels = [make_panel("North", 5.0), make_panel("South", 50.0)]

    shared, free = (charts.facet_chart("T", "", "%", panels, is_shared_axis=on) for on in (True, False))

    assert shared.notes[0] == "All panels have the same scale."
    assert free.notes[0] == "Each panel has its own scale: compare shapes, not heights."
    heights = [[mark["y"] for mark in marks_of(chart)] for chart in (shared, free)]
    assert heights[0][0] != heights[0][2]
    assert heights[1][0] == heights[1][2]


def test_table_of_facets_has_a_row_for_each_panel_line_and_period():
    chart = charts.facet_chart("T", "", "%", [make_panel("North", 5.0)])

    assert chart.table.rows[1] == ("North", "Part", "2021", "6.0%", "5.0%", "7.0%")
    assert len(chart.table.rows) == 4
    assert chart.figures
    assert chart.figures.rows[1] == ("North", "Part", "2021", 6.0, 5.0, 7.0, "%", "")


def test_facets_on_a_scale_of_ratios_place_equal_ratios_equally_far_apart():
    line = charts.Line("A", tuple(charts.Point(y, str(y), v) for y, v in ((1, 1.0), (2, 10.0), (3, 100.0))))

    chart = charts.facet_chart("T", "", "%", [charts.Panel("A", (line,))], is_log=True)

    low, middle, high = (
        one["y"]
        for layer in chart.spec["layer"]
        if layer["mark"]["type"] == "line"
        for one in layer["data"]["values"]
    )
    assert abs((low - middle) - (middle - high)) < 0.5
    assert any("equal steps up are equal shares" in note for note in chart.notes)


def test_facets_with_zero_stay_on_a_plain_scale_and_say_so():
    line = charts.Line("A", tuple(charts.Point(y, str(y), v) for y, v in ((1, 0.0), (2, 10.0))))

    chart = charts.facet_chart("T", "", "%", [charts.Panel("North", (line,))], is_log=True)

    assert any("cannot show zero or less" in note for note in chart.notes)


def test_panels_named_after_their_line_have_no_key_that_names_one_for_all():
    panels = [charts.Panel(name, (charts.Line(name, (charts.Point(1, "1", 2.0),), "town"),)) for name in "AB"]

    words = [
        one["words"]
        for layer in charts.facet_chart("T", "", "%", panels).spec["layer"] if layer["mark"]["type"] == "text"
        for one in layer["data"]["values"]
    ]  # fmt: skip

    assert (words.count("A"), words.count("B")) == (1, 1)
