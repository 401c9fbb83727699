from datetime import date

import pytest

from fairplace.town.indicators.models import Dimension, Indicator, Observation, Release, Subgroup
from fairplace.town.indicators.operations import replace_observations, save_indicators, save_releases
from tests.factories import make_indicator, make_observations, make_place, make_release

pytestmark = pytest.mark.django_db

CARD = {
    "code": "jobs",
    "name": "People in work",
    "short": "In work",
    "definition": "A share.",
    "unit": "%",
    "decimals": 1,
    "polarity": "high",
    "rationale": "Work matters.",
}
RELEASE = {
    "code": "jobs-2025",
    "publisher": "Office for Tests",
    "title": "Jobs",
    "edition": "2025",
    "dataset": "jobs.csv",
    "licence": "OGL v3.0",
    "attribution": "Contains test data.",
}


def row(year=2024, value=70.0, release="release", dimension="", subgroup=""):
    return {
        "place": "E06000001",
        "period": str(year),
        "starts_on": date(year, 1, 1),
        "ends_on": date(year, 12, 31),
        "value": value,
        "lower": None,
        "upper": None,
        "count": None,
        "denominator": None,
        "flag": "",
        "note": "",
        "release": release,
        "dimension": dimension,
        "subgroup": subgroup,
    }


@pytest.fixture
def town():
    make_indicator()
    make_release()
    return make_place()


def stored():
    return sorted(Observation.objects.values_list("place__code", "period", "value"))


def test_a_card_keeps_what_has_no_column_of_its_own(db):
    assert save_indicators([CARD]) == 1

    jobs = Indicator.objects.get()
    assert (jobs.code, jobs.name, jobs.polarity, jobs.card) == (
        "jobs",
        "People in work",
        "high",
        {"rationale": "Work matters."},
    )


def test_a_card_saved_again_takes_the_place_of_the_old_one(db):
    save_indicators([CARD])
    bare = {key: value for key, value in CARD.items() if key != "rationale"}

    save_indicators([bare | {"short": "Work"}])

    assert [(one.short, one.card) for one in Indicator.objects.all()] == [("Work", {})]


def test_a_release_is_added_once_and_then_changed(db):
    save_releases([RELEASE])

    assert save_releases([{**RELEASE, "edition": "2025, corrected"}]) == 1

    assert [one.edition for one in Release.objects.all()] == ["2025, corrected"]


def test_numbers_take_the_place_of_those_of_the_same_release(town):
    replace_observations(indicator="jobs", rows=[row(2023), row(2024)])

    assert replace_observations(indicator="jobs", rows=[row(2024, 71)]) == 1

    assert stored() == [("E06000001", "2024", 71)]


def test_numbers_of_other_places_and_indicators_stay(town):
    make_observations(Indicator.objects.get(), make_place("E06000002", "Otherham"), [1])
    make_observations(make_indicator("pay"), town, [2])

    replace_observations(indicator="jobs", rows=[row()])

    assert stored() == [("E06000001", "2014", 2), ("E06000001", "2024", 70), ("E06000002", "2014", 1)]


def test_subgroups_are_made_once_in_the_order_in_which_they_stand(town):
    fifths = ["most-deprived", "middle", "least-deprived"]
    rows = [row(dimension="deprivation", subgroup=fifth) for fifth in fifths]

    replace_observations(indicator="jobs", rows=rows)
    replace_observations(indicator="jobs", rows=rows[::-1])

    assert [(one.code, one.name, one.position) for one in Subgroup.objects.all()] == [
        ("most-deprived", "most deprived", 1),
        ("middle", "middle", 2),
        ("least-deprived", "least deprived", 3),
    ]
    assert Dimension.objects.get().name == "deprivation"
    assert Observation.objects.count() == 3


def test_a_newer_release_may_give_a_year_that_an_older_one_gave(town):
    make_release("jobs-2025")
    replace_observations(indicator="jobs", rows=[row(2023, 69)])

    replace_observations(
        indicator="jobs", rows=[row(2023, 68, release="jobs-2025"), row(2024, 70, release="jobs-2025")]
    )

    assert stored() == [("E06000001", "2023", 68), ("E06000001", "2024", 70)]
