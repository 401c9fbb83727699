"""The review on the chain, in the plan and on the duties."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fairplace.town.chain.queries import get_chain, list_faults
from fairplace.town.chain.rules import CHECKS
from fairplace.town.governance.queries.duty import list_duties
from fairplace.town.reviews.models import Review
from fairplace.town.reviews.operations.signature import sign_review
from fairplace.town.reviews.queries.content import get_digest
from tests.factories import make_judged, make_review

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def faults(town, check):
    found = list_faults(town=town, chain=get_chain(town=town))[CHECKS[check]]
    return [(one.record[1], one.sentence) for one in found]


def duties(town):
    found = [one for one in list_duties(town=town) if one.kind.startswith("review")]
    return [(one.kind, one.title, one.owner, one.due_on) for one in found]


def test_a_review_serves_the_measures_it_judges_and_is_public_once_published(reviewed_town):
    make_review(reviewed_town, 2025, "published")
    make_review(reviewed_town, 2026)
    chain = get_chain(town=reviewed_town)

    assert chain.list_above(("review", "2026")) == [("measure", slug) for slug in ("jobs", "wages", "air")]
    assert [one.id for one in chain.only_public().of_kind("review")] == ["2025"]


def test_a_year_without_a_review_is_found(reviewed_town):
    year = TODAY.year
    assert faults(reviewed_town, "review-none") == [
        ("vision", f"There is no review of {year}, and there was none before.")
    ]
    make_review(reviewed_town, year - 1, "closed")
    assert faults(reviewed_town, "review-none") == [
        ("vision", f"There is no review of {year} yet. The last one is of {year - 1}.")
    ]

    make_review(reviewed_town, year)
    assert faults(reviewed_town, "review-none") == []


def test_measures_without_a_rating_are_found_once_they_are_rated_at_all(reviewed_town):
    review = make_review(reviewed_town)
    assert faults(reviewed_town, "measure-not-rated") == []

    Review.objects.update(state="moderation")
    review.assessments.filter(measure__slug="jobs").update(rating="on course")

    found = faults(reviewed_town, "measure-not-rated")
    assert found == [(slug, "It has no rating in: Annual review 2026.") for slug in ("wages", "air")]


def test_what_was_too_early_comes_back_when_due_until_it_is_judged(reviewed_town, ada):
    last = make_review(reviewed_town, 2024, "closed")
    make_judged(last, rating="too early", comes_back_on=TODAY)
    last.assessments.exclude(measure__slug="jobs").update(comes_back_on=TODAY + timedelta(days=1))
    reviewed_town.measures.filter(slug="wages").update(owner=ada)
    reviewed_town.measures.filter(slug="air").update(retired_on=TODAY)
    day = f"{TODAY.day} {TODAY:%B %Y}"

    assert faults(reviewed_town, "review-promise-due") == [
        ("jobs", f"In 2024 it was too early to judge it. It was to come back on {day}.")
    ]
    assert duties(reviewed_town) == [
        ("review promise", "Jobs: was too early to judge in 2024", "Programme team", TODAY),
        ("review promise", "Wages: was too early to judge in 2024", "Ada", TODAY + timedelta(days=1)),
    ]
    now = make_review(reviewed_town, 2025, "frozen")
    make_judged(now)
    assert faults(reviewed_town, "review-promise-due") == []
    assert duties(reviewed_town) == []


def test_missing_signatures_and_the_open_step_are_duties_and_on_the_desk(signing, dee, chair):
    Review.objects.update(days={"sign-off": "2026-12-24"})
    sign_review(by=chair, seat=signing.seats.get(title="Chair"), digest=get_digest(signing))

    found = duties(signing.town)

    assert found == [
        ("review signature", "Annual review 2026, as Director", "Dee", date(2026, 12, 24)),
        ("review step", "Annual review 2026: Waits for signatures", "Programme team", date(2026, 12, 24)),
    ]
    client = Client()
    client.force_login(dee)
    assert "/reviews/2026/sign/" in client.get("/duties/").content.decode()
    assert "/reviews/2026/sign/" in client.get("/desk/").content.decode()


def test_a_signature_without_a_day_is_due_today_and_comes_back_to_an_open_review(signing, ada):
    make_judged(make_review(signing.town, 2024, "closed"), rating="too early", comes_back_on=TODAY)

    found = {one.kind: one for one in list_duties(town=signing.town)}

    assert found["review signature"].due_on == TODAY
    assert found["review promise"].do_url.startswith("/reviews/2026/")
    client = Client()
    client.force_login(ada)
    assert "/reviews/2026/jobs/" in client.get("/plan/").content.decode()
