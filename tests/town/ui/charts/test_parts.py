"""What drawings are put together from: places, words in lines, strokes from limit to limit."""

import pytest

from fairplace.town.ui.charts import theme
from fairplace.town.ui.charts.curve import lay
from fairplace.town.ui.charts.parts import Span, fit, picture, say, sign_of, texts, wrap
from fairplace.town.ui.charts.plane import along
from fairplace.town.ui.charts.values import Line, Point

SPAN = Span(0, 10, 100, 200)


def test_values_stand_between_the_ends_of_their_span():
    assert [SPAN.at(value) for value in (0, 5, 10)] == [100, 150, 200]
    assert Span(10, 0, 100, 200).at(2.5) == 175
    assert Span(1, 100, 0, 200, is_log=True).at(10) == 100
    assert Span(5, 5, 0, 200).at(5) == 0


def test_stroke_goes_from_limit_to_limit_or_is_not_drawn():
    assert SPAN.level(1, 2, 7) == [{"x": 110, "x2": 120, "y": 7, "y2": 7}]
    assert SPAN.level(None, 2, 7) == SPAN.level(1, None, 7) == []


@pytest.mark.parametrize(
    ("ticks", "words"),
    [
        ([0, 5, 10], ["0", "5", "10"]),
        ([-0.2, 0, 0.2], ["−0.2", "0.0", "0.2"]),
        ([1000, 2000], ["1,000", "2,000"]),
        ([0.5], ["0.5"]),
        ([], []),
    ],
)
def test_ticks_have_as_many_decimals_as_their_step(ticks, words):
    assert [told for _tick, told in say(ticks)] == words


def test_long_words_take_two_lines_and_end_in_an_ellipsis():
    assert wrap("People in work", 20) == "People in work"
    assert wrap("People who are in work all year", 12) == "People who\nare in work…"
    assert wrap("", 12) == ""


def test_title_fits_the_room_around_its_middle():
    title = "People who live alone and say that they are lonely"

    assert fit(title, is_narrow=False).count("\n") == 0
    assert fit(title, is_narrow=True, middle=100).count("\n") == 1
    assert fit("", is_narrow=True) == ""


def test_lines_of_words_stand_around_their_middle():
    values = texts([{"x": 0, "y": 50, "words": "one\ntwo"}])["data"]["values"]

    assert values == [{"x": 0, "y": 42, "words": "one\ntwo"}]


def test_only_a_sign_stands_beside_a_number():
    assert [sign_of(unit) for unit in ("%", "£ a week", "years", "")] == ["%", "£", "", ""]


def test_picture_of_nothing_has_its_width():
    spec = picture([], height=40.4, is_narrow=True)

    assert (spec["width"], spec["height"], len(spec["layer"])) == (theme.NARROW, 40, 1)


def test_places_along_a_line_leave_no_room_for_a_name():
    spots = along([{"x": 0, "y": 0}, {"x": 30, "y": 0}])

    assert [spot["x"] for spot in spots] == [0, 6, 12, 18, 24, 30]
    assert along([]) == []


def test_curve_is_lifted_where_a_value_is_missing_and_where_a_definition_changes():
    points = (
        Point(0, "0", 1.0, 0.5, 1.5),
        Point(1, "1", None),
        Point(2, "2", 2.0, 1.5, 2.5),
        Point(3, "3", 3.0, 2.5, 3.5, flag="carried-forward"),
        Point(4, "4", 4.0, flag="break"),
    )

    curve = lay(Line("Here", points, "town"), SPAN, SPAN, part="a")

    assert [row["part"] for row in curve.way] == ["a-0", "a-1", "a-1", "a-2"]
    assert [row["part"] for row in curve.band] == ["a-1", "a-1"]
    assert [row["part"] for row in curve.alone] == ["a-0"]
    fills = [value["fill"] for value in curve.layers(width=2, size=20)[-1]["data"]["values"]]
    assert [fill == theme.COLOURS["paper"] for fill in fills] == [False, False, True, False]
