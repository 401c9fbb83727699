"""A table in the layout that WHO's HEAT Plus takes."""

import csv

import pytest

from fairplace.equity.tables import by_group

HEADER = [
    "setting",
    "date",
    "source",
    "indicator_abbr",
    "indicator_name",
    "dimension",
    "subgroup",
    "estimate",
    "se",
    "ci_lb",
    "ci_ub",
    "population",
    "flag",
    "setting_average",
    "iso3",
    "favourable_indicator",
    "indicator_scale",
    "ordered_dimension",
    "subgroup_order",
    "reference_subgroup",
]


def rows_of(indicator, favourable, dimension, ordered, values):
    """Return one breakdown in one place, the most disadvantaged last, as such files often have it."""
    for at, (subgroup, estimate, is_reference) in enumerate(values):
        order = len(values) - at if ordered else 0
        yield ["Town", 2024, "Survey", indicator, indicator, dimension, subgroup, estimate, 1, "NA", "NA", 100, "",
               50, "XXX", favourable, 100, ordered, order, is_reference]  # fmt: skip


@pytest.fixture
def heat(tmp_path):
    path = tmp_path / "heat.csv"
    fifths = [("richest", 90, 0), ("fourth", 80, 0), ("third", 60, 0), ("second", 50, 0), ("poorest", 40, 0)]
    regions = [("north", 30, 0), ("south", 20, 1), ("east", 45, 0)]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows_of("births", 1, "wealth", 1, fifths))
        writer.writerows(rows_of("deaths", 0, "region", 0, regions))
    return path


def values(path, name, **asked):
    found = by_group(name, path, **asked).to_pylist()
    return {(row["indicator_abbr"], row["dimension"]): row for row in found}


def test_each_indicator_and_dimension_is_a_breakdown_of_its_own(heat):
    found = values(heat, "difference")

    # More births attended is better: richest minus poorest. Fewer deaths are: highest minus the reference.
    assert found["births", "wealth"]["value"] == 50
    assert found["deaths", "region"]["value"] == 25


def test_the_order_in_the_file_is_that_of_subgroup_order(heat):
    assert values(heat, "slope_index")["births", "wealth"]["value"] == pytest.approx(65)


def test_a_measure_that_a_dimension_cannot_have_says_so_in_its_row(heat):
    found = values(heat, "slope_index")

    assert found["deaths", "region"]["value"] is None
    assert "order" in found["deaths", "region"]["note"]


def test_the_published_average_is_taken(heat):
    # The reference at 20 against an average of 50, which is not the mean of the regions.
    assert values(heat, "population_attributable_risk")["deaths", "region"]["value"] == -30
