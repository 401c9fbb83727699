"""The page that sums up a gap: only what is valid for the groups, with unit, range and no-inequality value."""

import csv
import io

import pytest

import fairplace.equity as eq
from fairplace.town.measures.queries.lens import get_fifths
from fairplace.town.places.models import NeighbourhoodRank
from tests.factories import (
    make_counts,
    make_indicator,
    make_measure,
    make_neighbourhoods,
    make_observations,
    make_subgroup,
    make_town,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/measures/worry/inequality/"


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def measure(town):
    """Return a measure with fifths of neighbourhoods, and with the two groups of a split."""
    make_neighbourhoods(town, 10)
    ranks = list(NeighbourhoodRank.objects.filter(place__parent=town.place).select_related("edition"))
    inside, outside = make_indicator("inside", polarity="low"), make_indicator(polarity="low")
    make_counts(inside, [one.place for one in ranks], [40, 30, 28, 22, 20, 18, 16, 14, 12, 8], [100] * 10)
    for position, name in enumerate(("women", "men"), start=1):
        group = make_subgroup(name, position=position)
        make_observations(outside, town.place, [(10 + position, 8, 15)] * 2, subgroup=group)
    return make_measure(town, "worry", outside, gap_indicator=inside, gap_edition=ranks[0].edition)


def read_csv(client, address):
    answer = client.get(address)
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_what_stands_there_is_what_the_library_says_of_the_same_groups(client, measure):
    expected = eq.summarise(get_fifths(measure=measure, is_national=False).breakdown)

    rows = {row["Code"]: row for row in read_csv(client, f"{ADDRESS}?file=csv")}

    assert rows.keys() == expected.keys()
    for code, told in expected.items():
        assert float(rows[code]["Value"]) == pytest.approx(float(told.value))
        assert float(rows[code]["Likely at least"]) == pytest.approx(float(told.lower))
        assert float(rows[code]["No inequality"]) == eq.SUMMARIES[code].no_inequality
    assert rows["difference"]["Unit"] == "percentage points"
    assert rows["ratio"]["Unit"] == ""


def test_only_what_is_valid_is_offered_and_the_rest_says_why(client, measure):
    page = client.get(ADDRESS)

    names = [row[0] for row in page.context["table"].rows]
    assert "Slope index of inequality (SII)" in names
    assert not any(name.startswith("Theil") for name in names)
    assert "Theil index is for subgroups without an order." in page.content.decode()
    assert page.context["shown"].status.startswith(f"{len(names)} of {len(eq.SUMMARIES)} summaries are valid")


def test_groups_without_an_order_get_no_slope(client, measure):
    page = client.get(f"{ADDRESS}?groups=sex").content.decode()

    assert "Difference (D)" in page
    assert "Slope index of inequality needs subgroups in order of disadvantage." in page
    assert "These groups stand in no order." in page


def test_absolute_and_relative_always_stand_together(client, measure):
    kinds = {row[1] for row in client.get(f"{ADDRESS}?groups=sex").context["table"].rows}

    assert kinds == {"absolute", "relative"}


def test_an_unknown_choice_is_said_and_the_first_is_shown(client, measure):
    page = client.get(f"{ADDRESS}?groups=stars")

    assert page.status_code == 200
    assert page.context["grouping"].code == "fifths"
    assert page.context["shown"].ignored


def test_without_groups_the_page_says_where_they_come_from(client, town):
    indicator = make_indicator()
    make_observations(indicator, town.place, [10, 11])
    make_measure(town, "worry", indicator)

    page = client.get(ADDRESS).content.decode()

    assert "No two groups of this measure have figures of one period" in page
    assert "local figures that name a dimension" in page


def test_a_measure_leads_there(client, measure):
    assert f'href="{ADDRESS}"' in client.get("/measures/worry/").content.decode()


def test_an_unknown_measure_is_not_found(client, town):
    assert client.get("/measures/nothing/inequality/").status_code == 404
