"""Finds the feed, load or submission that an address names, in the town that is asked."""

from django.http import Http404

from fairplace.town.feeds.models import Feed, Load, Submission
from fairplace.town.feeds.queries.feed import get_feed
from fairplace.town.feeds.queries.load import get_load
from fairplace.town.feeds.queries.submission import get_submission
from fairplace.town.places.requests import MemberRequest


def find_feed(request: MemberRequest, pk: int) -> Feed:
    feed = get_feed(town=request.town, pk=pk)
    if feed is None:
        raise Http404("There is no such feed.")
    return feed


def find_load(request: MemberRequest, pk: int) -> Load:
    load = get_load(town=request.town, pk=pk)
    if load is None:
        raise Http404("There is no such load.")
    return load


def find_submission(request: MemberRequest, pk: int) -> Submission:
    """Return a submission that the reader may see; for everybody else it is not there."""
    submission = get_submission(town=request.town, person=request.user, pk=pk)
    if submission is None:
        raise Http404("There are no such figures.")
    return submission
