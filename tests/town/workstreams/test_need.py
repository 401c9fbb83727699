"""Reach beside need: rules, queries, and what the pages say."""

import pytest
from django.core.cache import cache
from django_tasks_db.models import DBTaskResult

import fairplace.equity as eq
from fairplace.town.workstreams.charts import scale_chart
from fairplace.town.workstreams.operations.charts import draw_charts
from fairplace.town.workstreams.queries.need import get_need, get_scale
from fairplace.town.workstreams.rules.need import (
    FLAGS,
    SENTENCES,
    Fifth,
    gather_fifths,
    judge_scale,
    quintile_of,
    share,
)
from tests.factories import make_neighbourhoods, make_person, make_town, make_workstream

FIFTHS = tuple(Fifth(n, 1000, score) for n, score in enumerate((40.0, 32.0, 24.0, 16.0, 8.0), start=1))


def test_two_tenths_make_a_fifth():
    assert [quintile_of(decile) for decile in range(1, 11)] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_the_score_of_a_fifth_is_weighted_by_its_people():
    fifths = gather_fifths([(1, 100, 50.0), (2, 300, 30.0), (10, 50, 2.0)])

    assert [(one.people, one.score) for one in fifths] == [
        (400, 35.0),
        (0, 0.0),
        (0, 0.0),
        (0, 0.0),
        (50, 2.0),
    ]


@pytest.mark.parametrize(
    ("reach", "flag"),
    [
        ((120, 120, 120, 120, 120), "universal only"),
        ((60, 90, 120, 150, 180), "inverse care"),
        ((400, 150, 40, 5, 0), "targeted only"),
        ((400, 320, 240, 160, 80), "in proportion to need"),
        ((2, 1, 2, 1, 1), "cannot tell"),
    ],
)
def test_the_flag_is_that_of_the_test(reach, flag):
    scale = judge_scale(reach, FIFTHS, amounts_of="people")

    assert (scale.flag, scale.why) == (flag, SENTENCES[flag])


def test_every_flag_of_the_library_has_its_words():
    assert set(eq.UNIVERSALISM_FLAGS) == set(FLAGS) == set(SENTENCES)


def test_the_index_has_its_limits():
    index = judge_scale((120,) * 5, FIFTHS, amounts_of="people").index

    assert index == eq.proportionate_universalism_index((120,) * 5, (40, 32, 24, 16, 8), (1000,) * 5)


def test_spend_has_an_index_and_no_verdict():
    scale = judge_scale((120,) * 5, FIFTHS, amounts_of="spend")

    assert (scale.flag, scale.index.has_interval) == ("cannot tell", False)
    assert "taken as exact" in scale.why


@pytest.mark.parametrize(
    ("reach", "fifths", "sentence"),
    [
        ((1, 2, 3, 4, 5), (), "No deprivation ranks"),
        ((1, 2, 3, None, 5), FIFTHS, "A number is missing for: Fourth fifth."),
        ((None,) * 5, FIFTHS, "No fifth has a number yet."),
        ((1, 2, 3, 4, 5), (*FIFTHS[:4], Fifth(5, 0, 0.0)), "Nobody in the town lives in these fifths"),
        ((0, 0, 0, 0, 0), FIFTHS, "Nobody was reached"),
        ((2000, 0, 0, 0, 0), FIFTHS, "More people were reached than there are"),
    ],
)
def test_what_cannot_be_told_says_why(reach, fifths, sentence):
    scale = judge_scale(reach, fifths, amounts_of="people")

    assert (scale.flag, scale.index) == ("cannot tell", None)
    assert sentence in scale.why


def test_shares_are_unknown_where_one_amount_is():
    assert share([1, 3]) == [25.0, 75.0]
    assert share([1, None]) == [None, None]
    assert share([0, 0]) == [None, None]


@pytest.fixture
def town(db):
    town = make_town()
    make_neighbourhoods(town)
    return town


def test_need_is_people_times_score_of_the_towns_edition(town):
    need = get_need(town=town)

    assert need.edition.code == "iod2019"
    assert [one.people for one in need.fifths] == [2000] * 5
    assert [one.score for one in need.fifths] == [99.5, 97.5, 95.5, 93.5, 91.5]


def test_a_town_without_ranks_has_no_need(db):
    work = make_workstream(make_town(), reach=(1, 2, 3, 4, 5))
    scale = get_scale(workstream=work, need=get_need(town=work.town))

    assert scale.need.edition is None
    assert scale_chart(scale, with_spend=True) is None
    assert "No deprivation ranks" in scale.reach.why


def test_the_page_sets_reach_beside_need_and_names_its_source(client, town):
    make_workstream(town, "W1", reach=(50, 400, 500, 600, 700))

    html = client.get("/workstreams/W1/").content.decode()

    assert "Inverse care." in html
    assert "likely between" in html
    assert "Indices of Deprivation" in html
    assert "The most deprived fifth has 21% of the need, and 2% of what was reached." in html


def test_money_and_owner_stay_inside(client, town):
    work = make_workstream(town, "W1", reach=(5, 4, 3, 2, 1), owner="Zoe Quill", cost_pence=7_654_300)
    work.shares.update(spend_pence=123_400)

    for address in (
        "/workstreams/",
        "/workstreams/W1/",
        "/workstreams/scale/",
        "/workstreams/?without=owner",
    ):
        html = client.get(address).content.decode()
        assert not [word for word in ("Zoe Quill", "76,543", "1,234", "Spend", "spend") if word in html]
    client.force_login(make_person("Ada", town, "programme-team"))
    html = client.get("/workstreams/W1/").content.decode()
    assert all(word in html for word in ("Zoe Quill", "£76,543", "£1,234"))


def test_charts_are_drawn_outside_the_page(client, town, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_workstream(town, "W1", reach=(5, 4, 3, 2, 1))
    make_workstream(town, "W2")
    assert "still being drawn" in client.get("/workstreams/W1/").content.decode()

    assert list(draw_charts(town=town)) == ["Work W1"]

    assert 'role="img"' in client.get("/workstreams/W1/").content.decode()


def test_a_chart_whose_figures_changed_is_asked_for_once_by_whoever_opens_the_page(
    client, town, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    make_workstream(town, "W1", reach=(5, 4, 3, 2, 1))

    first = client.get("/workstreams/W1/").content.decode()
    client.get("/workstreams/W1/")

    [asked] = DBTaskResult.objects.all()
    assert "data-awaited" in first
    asked.task.func(*asked.args_kwargs["args"], **asked.args_kwargs["kwargs"])
    drawn = client.get("/workstreams/W1/").content.decode()
    assert 'role="img"' in drawn
    assert "data-awaited" not in drawn


def test_spend_alone_stands_beside_need_too(town):
    work = make_workstream(town, "W1")
    for quintile in range(1, 6):
        work.shares.create(quintile=quintile, spend_pence=20_000)

    scale = get_scale(workstream=work, need=get_need(town=town))
    chart = scale_chart(scale, with_spend=True)

    assert chart.finding == "The most deprived fifth has 21% of the need."
    assert chart.table.rows[0][-2:] == ("£200", "20%")
    assert chart.table.rows[0][4] == "not known"
    assert scale_chart(scale, with_spend=False) is None


def test_all_work_is_listed_with_its_flag(client, town):
    make_workstream(town, "W1", reach=(50, 400, 500, 600, 700))
    make_workstream(town, "W2", is_demonstration=True)

    html = client.get("/workstreams/scale/").content.decode()

    assert "Inverse care" in html
    assert "No fifth has a number yet." in html
    assert "W2 Work W2 (demonstration)" in html


def test_an_empty_list_says_so(client, town):
    assert "No workstreams yet" in client.get("/workstreams/scale/").content.decode()
