"""Approved figures become the town's on their day: all of them, safely, or none."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fairplace.town.config import clock
from fairplace.town.feeds.models import PeriodLock, Submission
from fairplace.town.feeds.operations import publishing
from fairplace.town.feeds.operations.period_lock import unlock_period
from fairplace.town.feeds.operations.publishing import NotPublished, publish_due, publish_submission
from fairplace.town.feeds.operations.submission import NotMoved
from fairplace.town.feeds.operations.submission_step import approve_submission, send_in, withdraw_submission
from fairplace.town.indicators.models import Observation, Release
from fairplace.town.letters.models import Letter
from tests.factories import make_neighbourhoods, make_observations, make_organisation, make_person
from tests.factories.feeds import make_local_indicator, make_submission, make_typed


@pytest.fixture
def ben(town):
    return make_person("Ben", town, "contributor")


@pytest.fixture
def indicator(town):
    return make_local_indicator(town)


@pytest.fixture
def approve(town, ada, ben, indicator):
    """Return what prepares, sends in and approves figures."""

    def do(*rows, days=0, note="As counted.", **fields):
        submission = make_submission(town, ben, rows, indicator, **fields)
        send_in(by=ben, submission=submission, version=submission.version, note=note)
        submission.refresh_from_db()
        when = timezone.now() + timedelta(days=days)
        return approve_submission(by=ada, submission=submission, version=submission.version, publish_at=when)

    return do


def test_figures_are_published_with_who_what_and_when(town, approve, ben):
    council = make_organisation(town)
    rows = (
        make_typed(lower_95="33", upper_95="47", flag="provisional", note="First count."),
        make_typed("30", "30", "100", dimension="Housing", subgroup="Renting"),
    )

    release = publish_submission(submission=approve(*rows, organisation=council))

    assert release.publisher == council.name
    assert "local figures" in release.edition
    assert release.retrieved_on == timezone.localdate()
    town_row, part = Observation.objects.order_by("-denominator")
    assert (town_row.value, town_row.lower, town_row.upper, town_row.count) == (40, 33, 47, 80)
    assert (town_row.flag, town_row.note) == ("provisional", "First count.")
    assert (part.subgroup.dimension.code, part.subgroup.name) == ("housing", "Renting")
    assert PeriodLock.objects.filter(period="2023", unlocked_at=None).count() == 1
    assert Submission.objects.get().state == "published"
    assert Letter.objects.filter(person=ben, subject__startswith="Your figures are published").exists()


def test_what_is_hidden_is_not_published(approve):
    publish_submission(submission=approve(make_typed("1.5", "3", lower_95="0.5", upper_95="4.3")))

    found = Observation.objects.get()
    assert (found.value, found.lower, found.upper, found.count) == (None, None, None, None)
    assert (found.flag, found.note) == ("suppressed", "Hidden to protect people in small groups.")
    assert found.denominator == 200


def test_figures_wait_for_their_day_and_the_days_work_publishes_them(town, approve):
    submission = approve(make_typed(), days=3)
    assert publish_submission(submission=submission) is None
    assert publish_due(town=town) == []

    Submission.objects.update(publish_at=timezone.now() - timedelta(minutes=1))
    clock._publish_figures()
    clock._publish_figures()

    assert Submission.objects.get().state == "published"
    assert Observation.objects.count() == 1


@pytest.mark.parametrize("step", ["replace_observations", "lock_periods", "make_step", "write_to"])
def test_what_breaks_off_in_between_leaves_nothing_published(town, approve, monkeypatch, step):
    submission = approve(make_typed())
    real = getattr(publishing, step)

    def broken(*args, **kwargs):
        real(*args, **kwargs)
        raise KeyboardInterrupt

    monkeypatch.setattr(publishing, step, broken)
    with pytest.raises(KeyboardInterrupt):
        publish_submission(submission=submission)

    assert Submission.objects.get().state == "approved"
    assert not Observation.objects.exists()
    assert not Release.objects.exists()

    monkeypatch.setattr(publishing, step, real)
    assert publish_due(town=town) == [submission]


def test_one_that_fails_does_not_hold_up_the_next(town, approve, monkeypatch):
    first, second = approve(make_typed()), approve(make_typed(period="2022"))
    real = publishing.replace_observations

    def fail_once(**told):
        monkeypatch.setattr(publishing, "replace_observations", real)
        raise OSError("The disk is full.")

    monkeypatch.setattr(publishing, "replace_observations", fail_once)

    assert publish_due(town=town) == [second]
    first.refresh_from_db()
    assert first.state == "approved"


PARTS = (
    make_typed("20", "40", "200", place="E01000000"),
    make_typed("25", "50", "200", place="E01000001"),
)


def test_two_releases_whose_difference_is_a_few_people_are_stopped(town, approve):
    make_neighbourhoods(town, 2)
    publish_submission(submission=approve(make_typed("23", "93", "413")))
    root = make_person("Root", town, "administrator")
    unlock_period(by=root, lock=PeriodLock.objects.get(), because="Neighbourhoods follow.")

    with pytest.raises(NotMoved) as stopped:
        approve(*PARTS)

    assert "Testham (E06000001), 2023, those counted" in str(stopped.value)
    assert not {"93", "413", "40", "50"} & set(str(stopped.value).replace(",", " ").split())
    assert Submission.objects.filter(state="submitted").count() == 1


def test_the_towns_total_counts_wherever_it_was_published(town, approve, indicator):
    make_neighbourhoods(town, 2)
    make_observations(indicator, town.place, [23], first=2023, count=93, denominator=413)

    with pytest.raises(NotMoved, match="Together with what was published before"):
        approve(*PARTS)


def test_two_that_were_approved_apart_and_are_unsafe_together_do_not_both_appear(town, approve):
    make_neighbourhoods(town, 2)
    whole = approve(make_typed("23", "93", "413"), days=1)
    unlock_period(
        by=make_person("Root", town, "administrator"), lock=PeriodLock.objects.get(), because="Parts follow."
    )
    parts = approve(*PARTS)

    assert publish_submission(submission=parts)
    Submission.objects.filter(pk=whole.pk).update(publish_at=timezone.now())
    with pytest.raises(NotPublished, match="Together with"):
        publish_submission(submission=whole)

    whole.refresh_from_db()
    assert (whole.state, whole.hidden, whole.publish_at) == ("submitted", [], None)
    assert "Together with" in whole.steps.last().note
    assert not Observation.objects.filter(place=town.place).exists()


def test_a_correction_says_why_and_takes_the_place_of_the_old(town, approve):
    publish_submission(submission=approve(make_typed()))
    root = make_person("Root", town, "administrator")
    unlock_period(by=root, lock=PeriodLock.objects.get(), because="A slip.")

    release = publish_submission(
        submission=approve(make_typed("50", "100"), note="Twenty answers had been left out.")
    )

    assert Observation.objects.get().value == 50
    assert release.note == "Corrects figures that were published before. Twenty answers had been left out."


def test_what_is_published_is_not_withdrawn(approve, ada):
    submission = approve(make_typed())
    publish_submission(submission=submission)
    submission.refresh_from_db()

    with pytest.raises(NotMoved, match="published"):
        withdraw_submission(by=ada, submission=submission, version=submission.version, note="No.")


@pytest.mark.parametrize("told", [{}, {"licence": "For use in Testham, with our name."}])
def test_figures_are_published_under_the_licence_that_their_sender_said(approve, told):
    release = publish_submission(submission=approve(make_typed(), **told))

    assert release.licence == told.get("licence", "Open Government Licence v3.0")
