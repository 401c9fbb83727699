from xml.etree import ElementTree

import pytest

from fairplace.equity.cli.equiplot import COLOURS, SHAPES, Dot, describe, draw_equiplot, specify

DOTS = [
    Dot("Luton", "most", 30.5),
    Dot("Luton", "least", 10),
    Dot("England", "most", 20),
    Dot("England", "least", 12),
]


def test_the_drawing_says_in_words_what_it_shows():
    assert describe(DOTS, "per cent") == (
        "per cent. Luton: from 10 (least) to 30.5 (most); England: from 12 (least) to 20 (most)."
    )


def test_the_drawing_is_an_svg_with_every_group_and_subgroup():
    drawn = draw_equiplot(DOTS, title="Homes too costly to heat", unit="per cent")

    assert ElementTree.fromstring(drawn).tag.endswith("svg")
    assert [
        word
        for word in ("Homes too costly to heat", "Luton", "England", "most", "least")
        if word not in drawn
    ] == []


@pytest.mark.parametrize(("count", "is_told_by_shape"), [(5, True), (10, False)])
def test_few_subgroups_differ_in_shape_and_many_in_shade(count, is_told_by_shape):
    dots = [Dot("", str(at), at) for at in range(count)]

    points = specify(dots, title="", unit="")["layer"][1]["encoding"]

    assert ("shape" in points) == is_told_by_shape
    assert ("scheme" in points["color"]["scale"]) == (not is_told_by_shape)


def test_there_is_a_shape_for_every_colour():
    assert len(set(COLOURS)) == len(set(SHAPES)) == 6
