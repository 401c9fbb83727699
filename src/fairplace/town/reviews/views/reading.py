"""Finds what an address of the annual review names, for those who may see it."""

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _

from fairplace.town.people.access import may
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import TownRequest
from fairplace.town.reviews.models import Assessment, Review
from fairplace.town.reviews.queries.review import get_assessment, get_review
from fairplace.town.reviews.rules.step import PUBLIC_STATES, get_step, is_open


def comes_late(request: TownRequest, review: Review) -> bool:
    """Return whether somebody opens a form for a review that changes no more, and tell them so.

    Who had the form open before and sends it is not turned away here: their words come back with the refusal.
    """
    is_late = request.method != "POST" and not is_open(review.state)
    if is_late:
        sentence = _("This cannot be done now. The review stands at: %(step)s.")
        messages.error(request, sentence % {"step": get_step(review.state).name})
    return is_late


def find_review(request: TownRequest, year: int) -> Review:
    """Return the review of a year, or that there is none: also to those who may not see it."""
    review = get_review(town=request.town, year=year)
    if review is None or not (review.state in PUBLIC_STATES or may(request, Ability.SEE_DESK)):
        raise Http404("There is no such review.")
    return review


def find_published(request: TownRequest, year: int) -> Review:
    """Return a review that is published, whoever asks."""
    review = find_review(request, year)
    if review.state not in PUBLIC_STATES:
        raise Http404("It is not published.")
    return review


def find_assessment(request: TownRequest, year: int, slug: str) -> Assessment:
    """Return what a review says of a measure."""
    found = get_assessment(find_review(request, year), slug)
    if found is None:
        raise Http404("The review has no such measure.")
    return found
