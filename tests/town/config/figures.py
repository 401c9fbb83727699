"""Does one thing with the figures of a town in a folder, in a process that may be killed.

Prints how the town stands afterwards as JSON: the state of each load, and every number.
"""

import json
import os
import signal

from django.conf import settings
from django.db.models.signals import post_save

from fairplace.town.feeds.models import Feed, Load
from fairplace.town.feeds.operations.load import mark_dead_loads
from fairplace.town.indicators.changes import register_listener
from fairplace.town.indicators.models import Observation, Release
from fairplace.town.people.models import AuditEvent
from fairplace.town.places.models import Town
from tests.factories import make_observations, make_place, make_town
from tests.factories.feeds import make_feed
from tests.town.feeds import steps


def main(act, *moment):
    settings.ASKS_PUBLISHERS = True
    ACTS[act](*moment)
    print(json.dumps(stand()))


def stand():
    return {
        "loads": list(Load.objects.order_by("pk").values_list("state", flat=True)),
        "messages": list(Load.objects.order_by("pk").values_list("message", flat=True)),
        "numbers": [list(one) for one in Observation.objects.order_by("pk").values_list("period", "value")],
        "releases": Release.objects.filter(code__contains="-load-").count(),
        "taken": AuditEvent.objects.filter(verb="took").count(),
    }


def make():
    """Make a town of one number, with a feed for it."""
    town = make_town(compared=[make_place("E92000001", "England", "country")])
    make_observations(make_feed(town).indicator, town.place, [50], first=2014)


def look():
    """Do what every page about feeds does first."""
    mark_dead_loads(town=Town.objects.get())


def take(moment=""):
    """Take what waits; die at the moment that is named."""

    def die(*_, **__):
        os.kill(os.getpid(), signal.SIGKILL)

    if moment == "when numbers are written":
        register_listener("killer", die)
    elif moment:
        sender = {"when the load is settled": Load, "when it is written down": AuditEvent}[moment]
        post_save.connect(die, sender=sender, weak=False)
    steps.take(Load.objects.get(state="waiting"), None, "They are right.")


ACTS = {"make": make, "fetch": lambda: steps.fetch(Feed.objects.get()), "look": look, "take": take}
