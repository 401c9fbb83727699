from datetime import timedelta

import pytest
from django.utils import timezone

from fairplace.town.chain.queries import get_chain, list_faults
from fairplace.town.chain.rules import CHECKS
from tests.factories import make_measure, make_town
from tests.factories.feeds import make_feed, make_load

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


def find(town, code):
    found = list_faults(town=town, chain=get_chain(town=town))[CHECKS[code]]
    return [(one.record, one.sentence, one.fix_url) for one in found]


def test_a_measure_whose_figures_are_late_is_found_by_the_test_of_the_plan(town):
    feed = make_feed(town)
    make_measure(town, "jobs", feed.indicator)
    assert find(town, "measure-late") == []
    at = timezone.now() - timedelta(days=60)
    make_load(feed, "taken", started_at=at, ended_at=at)

    found = find(town, "measure-late")

    said = f"Its figures should be looked at every 30 days; the last good look was on {timezone.localdate(at):%-d %B %Y}."
    assert found == [(("measure", "jobs"), said, f"/data/feeds/{feed.pk}/")]


def test_a_measure_whose_first_load_failed_is_late(town):
    feed = make_feed(town)
    make_measure(town, "jobs", feed.indicator)
    make_load(feed, "failed", ended_at=timezone.now())

    assert [said for _, said, _ in find(town, "measure-late")] == ["Its figures could not be fetched yet."]


def test_new_figures_of_a_measure_or_its_gap_wait_for_an_analyst(town):
    feed = make_feed(town)
    make_measure(town, "jobs", feed.indicator)
    load = make_load(feed)

    assert find(town, "measure-figures-wait") == [
        (("measure", "jobs"), "New figures wait to be looked at.", f"/data/loads/{load.pk}/")
    ]
    assert CHECKS["measure-figures-wait"].is_public is False
