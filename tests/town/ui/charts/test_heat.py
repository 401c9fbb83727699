"""Cells of a heat table say their value, a sign and a word: colour is never alone."""

import re

from django.template.loader import render_to_string

from fairplace.town.ui.charts import HeatCell, heat_map
from fairplace.town.ui.charts.exports import chart_csv

CELLS = [
    HeatCell("Here", "Work", "worse than England", "70.0%", "worse", "68.0–72.0"),
    HeatCell("Here", "Air", "not compared", "5.8%", "purple"),
]


def make_heat():
    return heat_map("Title", "Finding", ["Here", "There"], ["Work", "Air"], CELLS)


def test_cells_stand_in_their_row_and_column_and_gaps_say_so():
    [(_here, (work, air)), (_there, (none, _other))] = make_heat().rows

    assert (work.text, work.sign, work.tone) == ("70.0%", "▼", "worse")
    assert (air.tone, air.sign) == ("none", "○")
    assert (none.text, none.is_missing) == ("not published", True)


def test_key_has_only_what_is_used():
    assert make_heat().key == (("worse", "▼", "worse"), ("none", "○", "not compared"))


def test_page_has_value_sign_word_and_likely_range_in_a_region_that_can_be_scrolled():
    html = render_to_string("ui/_heat_table.html", {"heat": make_heat()})

    cell = re.search(r'<td class="heat--worse">.*?</td>', html)
    assert cell
    for part in ("▼", "70.0%", "worse than England", "68.0–72.0"):
        assert part in cell[0]
    assert 'role="region" tabindex="0"' in html
    assert "style=" not in html


def test_table_leaves_as_a_file_with_ranges_and_words():
    text = chart_csv(make_heat()).decode("utf-8-sig")

    assert text.splitlines() == [
        "Place,Work,Air",
        "Here,70.0% (68.0–72.0; worse than England),5.8% (not compared)",
        "There,,",
    ]


def test_table_of_nothing_can_be_shown():
    heat = heat_map("Title", "Finding", [], [], [])

    assert (heat.rows, heat.key, heat.notes) == ((), (), ())
    assert "Title" in render_to_string("ui/_heat_table.html", {"heat": heat})


def test_what_cannot_be_told_has_a_sign_of_its_own_beside_what_is_not_compared():
    cells = [HeatCell("Here", "Air", "", "5%", "cannot tell"), HeatCell("There", "Air", "", "6%", "none")]

    heat = heat_map("T", "F", ["Here", "There"], ["Air"], cells)

    assert heat.key == (("cannot tell", "?", "cannot tell"), ("none", "○", "not compared"))
    assert [line[0].sign for _name, line in heat.rows] == ["?", "○"]
