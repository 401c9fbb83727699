import pytest
from django.core.cache import cache

from tests.factories import (
    make_indicator,
    make_measure,
    make_neighbourhoods,
    make_objective,
    make_observations,
    make_place,
    make_subgroup,
    make_town,
)

FIGURES = "/api/measures/jobs/figures"
EVERYWHERE = (
    "/api/measures.json",
    "/api/measures/jobs.json",
    "/api/measures/jobs/gaps.json",
    f"{FIGURES}.json",
    f"{FIGURES}.csv",
    f"{FIGURES}.xlsx",
    f"{FIGURES}.csv-metadata.json",
    "/api/places.json",
    "/api/releases.json",
    "/api/reviews.json",
    "/api/openapi.json",
)


@pytest.fixture
def town(db):
    """Make a town beside England, with a measure of six years, of women too, and ten neighbourhoods."""
    cache.clear()
    england = make_place("E92000001", "England", "country")
    town = make_town(compared=[england])
    edition = make_neighbourhoods(town)
    jobs = make_indicator()
    surer = {"surer_lower": 8.0, "surer_upper": 13.0, "count": 20, "denominator": 200}
    make_observations(jobs, town.place, [(10 + n, 9 + n, 11 + n) for n in range(6)], **surer)
    make_observations(
        jobs, town.place, [(12 + n, 10 + n, 14 + n) for n in range(6)], subgroup=make_subgroup()
    )
    make_observations(jobs, england, [12 + n for n in range(6)])
    for n, part in enumerate(town.place.parts.order_by("code")):
        make_observations(jobs, part, [30 - n], first=2019, count=300 - 10 * n, denominator=1000)
    objective = make_objective(town)
    make_measure(town, "jobs", jobs, [objective], kind="number", gap_indicator=jobs, gap_edition=edition)
    return town
