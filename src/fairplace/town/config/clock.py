"""Does what is due once a day, beside the worker: looks once an hour whether a day has passed."""

import logging
import threading
from collections.abc import Callable

AN_HOUR = 3600
log = logging.getLogger(__name__)


def do_what_is_due() -> None:
    """Do each day's work that was not done yet. What fails is logged, and tried again an hour later."""
    from django.db import connections

    try:
        for work in (_nudge, _remind, _fetch_figures, _publish_figures, _test_plans):
            try:
                work()
            except Exception:
                log.exception("The day's work could not be done.")
    finally:
        # The thread sleeps for an hour: a server may close an idle connection meanwhile.
        connections.close_all()


def _nudge() -> None:
    from django.utils import timezone

    from fairplace.town.governance.operations.nudge import nudge_voters
    from fairplace.town.places.queries import list_towns

    for town in list_towns():
        nudge_voters(town, timezone.localdate())


def _remind() -> None:
    from django.utils import timezone

    from fairplace.town.governance.operations.daily import do_daily_work

    for town, moved, letters in do_daily_work(timezone.localdate()):
        log.info("%s: %s moved to a chair's list, %s letters written.", town, moved, letters)


def _fetch_figures() -> None:
    from fairplace.town.feeds.operations.load import fetch_due
    from fairplace.town.places.queries import list_towns

    for town in list_towns():
        for load in fetch_due(town=town):
            log.info("%s is to be fetched.", load.feed)


def _publish_figures() -> None:
    from fairplace.town.feeds.operations.publishing import publish_due
    from fairplace.town.places.queries import list_towns

    for town in list_towns():
        for submission in publish_due(town=town):
            log.info("Published local figures %s.", submission.pk)


def _test_plans() -> None:
    from fairplace.town.reports.operations import lint_due_plans

    for name in lint_due_plans():
        log.info("Tested the plan of %s.", name)


def start(work: Callable[[], None] = do_what_is_due, *, every: float = AN_HOUR) -> threading.Event:
    """Begin in a thread that ends with the process; setting the event that is returned ends it earlier."""
    stop = threading.Event()

    def run() -> None:
        work()
        while not stop.wait(every):
            work()

    threading.Thread(target=run, name="clock", daemon=True).start()
    return stop
