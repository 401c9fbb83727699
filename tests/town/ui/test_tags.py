"""The tags escape what they are given, and say what they should."""

from types import SimpleNamespace

import pytest
from django.template import Context, Template

from fairplace.town.ui.charts import gap_chart
from fairplace.town.ui.charts.drawing import Drawing

BAD = "<script>alert(1)</script>"
GOOD = "&lt;script&gt;alert(1)&lt;/script&gt;"


def show(source: str, **context) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    "source",
    [
        '{% govuk "button" text=bad %}',
        '{% govuk "input" name="a" id="a" label__text=bad %}',
        '{% tag "proposed" bad %}',
        "{% estimate e unit=bad %}",
        "{% source_note release %}",
        "{% empty_state bad bad bad bad %}",
        '{% include "ui/_table.html" with columns=names rows=rows caption=bad only %}',
        '{% include "ui/_breadcrumbs.html" with crumbs=pairs only %}',
        '{% include "ui/_stat.html" with number=bad label=bad note=bad only %}',
        '{% include "ui/_card.html" with title=bad text=bad kicker=bad figure_text=bad url=bad only %}',
        '{% include "ui/_notice.html" with title=bad text=bad only %}',
        '{% include "ui/_definition_list.html" with definitions=pairs only %}',
        '{% include "ui/_search.html" with label=bad value=bad only %}',
        '{% include "ui/_tiles.html" with tiles=tiles legend=bad only %}',
        "{% figure drawing %}",
    ],
)
def test_tags_escape_what_they_are_given(source):
    release = SimpleNamespace(publisher=BAD, title=BAD, edition=BAD, licence=BAD, address=BAD)
    chart = gap_chart(BAD, BAD, BAD, [(BAD, 1, 0, 2), (BAD, 2, 1, 3)])

    html = show(
        source,
        bad=BAD,
        e=SimpleNamespace(value=1, lower=0, upper=2),
        release=release,
        names=[BAD, BAD],
        rows=[[(BAD, BAD), BAD]],
        pairs=[(BAD, BAD)],
        tiles=[{"column": 0, "row": 0, "decile": 1, "url": BAD, "title": BAD}],
        drawing=Drawing(chart, "0" * 32, None, None, ((BAD, BAD),)),
    )

    assert GOOD in html
    assert "<script" not in html


def test_breadcrumbs_lead_up_page_by_page_and_end_here():
    html = show('{% breadcrumbs "Desk" "/desk/" "Mapping" "/mapping/" "R1" %}')

    assert html.index('<a href="/desk/">Desk</a>') < html.index('<a href="/mapping/">Mapping</a>')
    assert '<span aria-current="page">R1</span>' in html


def test_a_stacked_table_says_the_heading_in_each_cell():
    source = '{% include "ui/_table.html" with columns=names rows=rows caption="Work" stack=True only %}'

    html = show(source, names=["Name", "Lead"], rows=[["W1", "Council"]])

    assert "table--stack" in html
    assert '<td data-label="Lead">Council</td>' in html


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("better", "Getting better"),
        ("worse", "Getting worse"),
        ("cannot tell", "Cannot tell"),
        ("none", "No number yet"),
    ],
)
def test_verdict_says_itself_in_words_beside_its_sign(value, words):
    html = show("{% verdict value %}", value=value)

    assert words in html
    assert "<svg" in html


def test_verdict_refuses_a_word_it_does_not_know():
    with pytest.raises(KeyError):
        show('{% verdict "improved" %}')


def test_estimate_shows_value_and_interval():
    html = show('{% estimate e unit="%" decimals=1 %}.', e=SimpleNamespace(value=5.1, lower=4, upper=6.2))

    assert "5.1%" in html
    assert "(likely between 4.0% and 6.2%)" in html
    assert html.endswith("</span>.")


@pytest.mark.parametrize("missing", [None, SimpleNamespace(value=None, lower=None, upper=None)])
def test_estimate_without_a_value_says_not_published(missing):
    assert "not published" in show("{% estimate e %}", e=missing)


def test_zero_is_a_value():
    assert "0.0%" in show('{% estimate e unit="%" %}', e=SimpleNamespace(value=0, lower=None, upper=None))


def test_address_of_a_page_that_does_not_exist_is_empty():
    assert show('{% address "no_such_page" as url %}[{{ url }}]') == "[]"


def test_tally_counts_in_words_and_leaves_out_what_is_not_there():
    html = show('{% include "ui/_tally.html" %}', counts={"worse": 2, "better": 1, "none": 0})

    assert html.index("Getting better") < html.index("Getting worse")
    assert "No number yet" not in html
    assert html.count("tally__part--worse") == 2


def test_spark_is_lifted_where_a_value_is_missing():
    html = show("{% spark values %}", values=[1.0, 2.0, None, 1.5, 3.0])

    assert html.count("M") == 2


def test_spark_of_one_value_draws_nothing():
    assert show("{% spark values %}", values=[None, 2.0]).strip() == ""


def test_figure_that_is_not_drawn_yet_stands_open_with_its_table():
    chart = gap_chart("Title", "Finding", "%", [("Poorest", 1.0, 0.5, 1.5)])

    html = show("{% figure drawing %}", drawing=Drawing(chart, "0" * 32, None, None))

    assert "<details" not in html
    assert "<table" in html
    assert "still being drawn" in html
