"""Rows for tests: each with the least that is needed, and no surprises."""

from tests.factories.measures import make_measure, make_objective
from tests.factories.numbers import make_indicator, make_observations, make_release
from tests.factories.people import ask_for_link, get_mailed_link, make_person
from tests.factories.places import make_neighbourhoods, make_place, make_town

__all__ = [
    "ask_for_link",
    "get_mailed_link",
    "make_indicator",
    "make_measure",
    "make_neighbourhoods",
    "make_objective",
    "make_observations",
    "make_person",
    "make_place",
    "make_release",
    "make_town",
]
