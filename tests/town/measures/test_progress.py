"""The file of every number that a status rests on: it can be worked out again from it alone."""

import csv
import io

import pytest

import fairplace.equity as eq
from fairplace.town.indicators.models import Observation
from fairplace.town.measures.queries import get_evidence
from fairplace.town.measures.rules.judgement import even_year
from tests.factories import make_indicator, make_measure, make_observations, make_town
from tests.town.measures.test_status import make_path

pytestmark = pytest.mark.django_db
VALUES = [20, 19.2, 19.5, 18.1, 17.9, 17.2, 16.4, 16.9, 15.8, 15.1]


@pytest.fixture
def measure():
    town = make_town()
    indicator = make_indicator(polarity="low")
    make_observations(indicator, town.place, [(one, one - 1, one + 1) for one in VALUES])
    return make_measure(town, "jobs", indicator)


def read_rows(client):
    answer = client.get("/measures/jobs/progress.csv")
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_observed_change_follows_from_the_figures_in_the_file(client, measure):
    rows = read_rows(client)

    figures = [row for row in rows if row["what"] == "figure"]
    told = eq.yearly_change(
        [even_year(float(row["year"])) for row in figures],
        [float(row["value"]) for row in figures],
        [float(row["lower_95"]) for row in figures],
        [float(row["upper_95"]) for row in figures],
    )
    said = next(row for row in rows if row["what"] == "observed change a year")
    assert float(said["value"]) == pytest.approx(float(told.value))
    assert float(said["lower_95"]) == pytest.approx(float(told.lower))


def test_path_required_change_chance_fan_and_back_test_are_in_it(client, measure):
    make_path(measure, value=5)
    curve = get_evidence(measure=measure).make_curves().levels[0].curve

    rows = {row["what"]: row for row in read_rows(client)}

    assert float(rows["target"]["value"]) == 5
    assert rows["target"]["note"] == "adopted"
    required = rows["required change a year from the last figure"]
    assert float(required["value"]) == pytest.approx(float(curve.required.value))
    assert required["lower_95"]
    assert float(rows["chance of reaching the target"]["value"]) == pytest.approx(curve.chance)
    assert rows["projected"]["lower_80"]
    assert float(rows["back-test error"]["value"]) == pytest.approx(curve.back_test.error)
    assert rows["better when"]["note"] == "low"


def test_the_required_changes_follow_from_the_years_in_the_file(client, measure):
    # The last figure only repeats the one before, so the way begins at that one.
    again = make_observations(measure.indicator, measure.town.place, [VALUES[-1]], first=2024)
    Observation.objects.filter(pk__in=[one.pk for one in again]).update(flag="carried-forward")
    make_path(measure, value=5)

    rows = {row["what"]: row for row in read_rows(client)}

    level, target = float(VALUES[-1]), rows["target"]
    for what in ("required change a year from the last figure", "required change a year from today"):
        years = float(target["year"]) - float(rows[what]["year"])
        assert float(rows[what]["value"]) == pytest.approx((5 - level) / years)
    assert float(rows["required change a year from the last figure"]["year"]) == 2023.5


def test_the_status_stands_with_its_reason(client, measure):
    rows = read_rows(client)

    assert rows[0]["what"] == "status"
    assert get_evidence(measure=measure).status.reason in rows[0]["note"]


def test_a_measure_without_a_number_has_its_status_alone(client):
    make_measure(make_town(), "jobs")

    assert [row["what"] for row in read_rows(client)] == ["status"]
