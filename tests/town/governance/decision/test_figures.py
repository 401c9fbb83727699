"""The figures behind a decision: those of the day it opened stay, whatever comes later."""

from datetime import timedelta

import pytest

from fairplace.town.framework.models import Recommendation
from fairplace.town.governance.queries.standing import list_standings
from fairplace.town.indicators.models import Observation
from fairplace.town.people.models import AuditEvent
from tests.factories import make_alignment, make_decision, make_indicator, make_observations, make_workstream
from tests.town.governance.decision.conftest import TODAY, get, opened, state
from tests.town.measures.test_queries import make_gap

pytestmark = pytest.mark.django_db


def test_the_figures_are_those_of_the_measures_behind_the_subject(group):
    block = opened(group).data["opened"]

    assert [one["slug"] for one in block["measures"]] == ["jobs"]
    (line,) = block["measures"][0]["lines"]
    assert line == {
        "subgroup": "", "period": "2019", "value": 15.0, "lower": 14.8, "upper": 15.2, "flag": "",
        "publisher": "A publisher", "release": "A publisher: A title (1)",
    }  # fmt: skip
    assert (block["day"], block["measures"][0]["verdict"]) == (TODAY().isoformat(), "better")


@pytest.mark.parametrize(
    ("subjects", "slugs"),
    [
        ([("measure", "air")], ["air"]),
        ([("objective", "M1")], ["jobs"]),
        ([("workstream", "W1")], ["jobs"]),
        ([("measure", "air"), ("recommendation", "R1")], ["jobs", "air"]),
        ([], ["jobs"]),
        ([("measure", "gone")], ["jobs"]),
    ],
)
def test_measures_are_found_through_the_chain_and_else_those_of_the_group(group, subjects, slugs):
    make_alignment(Recommendation.objects.get(code="R1"), make_workstream(group.town, "W1"))

    block = opened(group, subjects=subjects).data["opened"]

    assert [one["slug"] for one in block["measures"]] == slugs


def test_what_was_kept_stays_when_figures_change_and_a_revision_is_told(group):
    decision = opened(group)
    Observation.objects.filter(period="2019").update(value=25, lower=24, upper=26)
    make_observations(make_indicator("other"), group.town.place, [1])

    (standing,) = list_standings(get(decision))

    assert standing.is_intact
    assert standing.day == TODAY()
    (line,) = standing.lines
    assert line.then == ("15.0% (likely between 14.8% and 15.2%), 2019. A publisher.",)
    assert line.now == ("25.0% (likely between 24.0% and 26.0%), 2019. A publisher.",)
    assert line.revisions == (
        "The figure of 2019 was revised since: from 15.0% (likely between 14.8% and 15.2%) to "
        "25.0% (likely between 24.0% and 26.0%).",
    )


def test_a_newer_figure_is_no_revision(group):
    decision = opened(group)
    make_observations(make_indicator_of(group), group.town.place, [(20, 19, 21)], first=2020)

    (line,) = list_standings(get(decision))[0].lines

    assert line.now == ("20.0% (likely between 19.0% and 21.0%), 2020. A publisher.",)
    assert line.revisions == ()


def test_tampering_with_what_was_kept_is_told(group):
    decision = opened(group)
    decision.data["opened"]["measures"][0]["lines"][0]["value"] = 99.0
    decision.save()

    assert not list_standings(get(decision))[0].is_intact
    # The record of the opening still names the digest that was kept.
    event = AuditEvent.objects.get(subject="D1", verb="opened")
    assert event.after["figures"] == decision.data["opened"]["digest"]


def test_a_measure_that_the_town_gave_up_keeps_its_figures(group):
    decision = opened(group)
    group.town.measures.get(slug="jobs").delete()

    (line,) = list_standings(get(decision))[0].lines

    assert (line.name, line.url, line.now, line.then_verdict) == ("Jobs", "", (), "better")


def make_indicator_of(group):
    return group.town.measures.get(slug="jobs").indicator


def test_the_gap_is_kept_in_both_senses(group):
    make_gap(group.town, [40, 30, 28, 22, 20, 18, 16, 14, 12, 8])

    (measure,) = opened(group, subjects=[("measure", "crowding")]).data["opened"]["measures"]

    assert measure["lines"] == []
    assert measure["gap"]["absolute"]["value"] == pytest.approx(25)
    assert measure["gap"]["relative"]["value"] == pytest.approx(3.5)
    assert (measure["gap"]["period"], measure["gap"]["publisher"]) == ("2021", "A publisher")


def test_a_decision_brought_in_without_its_opening_finds_its_measures_when_it_is_decided(group):
    options = [{"code": "yes", "text": "Agreed"}, {"code": "no", "text": "Not agreed"}]
    decision = make_decision(group, state="open", options=options, deadline_on=TODAY() - timedelta(days=1))

    decided = state(decision, because="Agreed at the meeting.")

    assert [one["slug"] for one in decided.data["decided"]["measures"]] == ["jobs"]
