from datetime import date

import pytest

from fairplace.town.workstreams.ties import list_ties_of_workstreams
from tests.factories import (
    make_alignment,
    make_objective,
    make_organisation,
    make_recommendation,
    make_town,
    make_workstream,
)

pytestmark = pytest.mark.django_db


def test_whoever_leads_or_delivers_the_same_work_is_tied_once():
    town = make_town()
    lead, other, third = (make_organisation(town, code) for code in ("lead", "other", "third"))
    work = make_workstream(town, lead=lead, starts_on=date(2025, 1, 1), ends_on=date(2026, 1, 1))
    work.partners.set([lead, other, third])
    make_workstream(town, "W2", lead=lead)
    make_workstream(town, "W3", archived_on=date(2025, 1, 1)).partners.set([lead, other])
    make_alignment(make_recommendation(make_objective(town, "M3")), work)

    reasons = list(list_ties_of_workstreams(town))

    assert [one.pair for one in reasons] == [("lead", "other"), ("lead", "third"), ("other", "third")]
    assert {(one.since_on, one.until_on, one.objectives, one.recommendations) for one in reasons} == {
        (date(2025, 1, 1), date(2026, 1, 1), frozenset({"M3"}), frozenset({"R1"}))
    }
