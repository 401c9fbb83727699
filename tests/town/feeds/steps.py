"""What the tests of feeds do over and over."""

from fairplace.town.feeds.operations.load import begin_load, run_load
from fairplace.town.feeds.operations.settling import take_load
from fairplace.town.indicators.models import Observation


def fetch(feed, by=None):
    """Fetch a feed as the worker would, at once."""
    load = begin_load(by=by, feed=feed)
    run_load(pk=load.pk)
    load.refresh_from_db()
    return load


def take(load, by, because=""):
    """Take what waits, as whoever looked at the difference."""
    release = take_load(by=by, load=load, seen=load.comparison["digest"], because=because)
    load.refresh_from_db()
    return release


def everything():
    """Return every stored number, to be compared before and after."""
    return sorted(Observation.objects.values_list(), key=str)
