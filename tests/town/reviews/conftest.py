"""A town with three measures, its team, a chair and a director."""

import re

import pytest
from django.test import Client

from tests.factories import (
    make_indicator,
    make_judged,
    make_measure,
    make_membership,
    make_objective,
    make_observations,
    make_organisation,
    make_person,
    make_place,
    make_recommendation,
    make_review,
    make_seat,
    make_town,
)


@pytest.fixture
def reviewed_town():
    """Return a town with figures that worsen (jobs), figures beside England (wages), and none (air)."""
    england = make_place("E92000001", "England", "country")
    town = make_town(compared=[england])
    objective = make_objective(town)
    make_recommendation(objective, "R1")
    for slug in ("jobs", "wages"):
        indicator = make_indicator(slug)
        worsening = [(60 - 2 * year, 59 - 2 * year, 61 - 2 * year) for year in range(8)]
        make_observations(indicator, town.place, worsening)
        make_observations(indicator, england, worsening)
        make_measure(town, slug, indicator, [objective])
    make_measure(town, "air")
    return town


@pytest.fixture
def ada(reviewed_town):
    return make_person("Ada", reviewed_town, "programme-team")


@pytest.fixture
def as_ada(ada):
    return sign_in(ada)


@pytest.fixture
def dee(reviewed_town):
    return make_person("Dee", reviewed_town, "director")


@pytest.fixture
def chair(reviewed_town):
    return make_person("Chen", reviewed_town, "group-chair")


@pytest.fixture
def signing(reviewed_town, ada, dee, chair):
    """Return a review in which everything is said, and two seats must sign."""
    review = make_review(reviewed_town, state="sign-off")
    make_judged(review)
    make_seat(review, "Director", dee)
    make_seat(review, "Chair", chair)
    return review


def seat_chair(group, person):
    """Let somebody chair a group from an organisation of its own."""
    partner = make_organisation(group.town, f"of-{person.name.lower()}")
    return make_membership(group, partner, person=person, name=person.name, is_chair=True)


def sign_in(person):
    client = Client()
    client.force_login(person)
    return client


def main_of(response):
    """Return the words of a page, without what stands around them."""
    text = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def of(review, slug="jobs"):
    return review.assessments.get(measure__slug=slug)


def said():
    return {
        "rating": "cannot tell", "statement": "It did not change much.", "confidence": "medium",
        "decision": "keep", "decision_because": "It still matters.",
    }  # fmt: skip
