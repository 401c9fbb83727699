"""Finds the feed or load that an address names, in the town that is asked."""

from django.http import Http404

from fairplace.town.feeds.models import Feed, Load
from fairplace.town.feeds.queries.feed import get_feed
from fairplace.town.feeds.queries.load import get_load
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
