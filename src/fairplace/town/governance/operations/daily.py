from collections.abc import Iterator
from datetime import date

from fairplace.town.governance.operations.reminders import remind
from fairplace.town.governance.operations.stewardship import settle_owners
from fairplace.town.places.models import Town
from fairplace.town.places.queries import list_towns


def do_daily_work(day: date) -> Iterator[tuple[Town, int, int]]:
    """Settle owners and remind people in each town; say how many actions moved and letters were written.

    Owners first, so that what moves to a chair's list is in the same day's letters. May run often.
    """
    for town in list_towns():
        yield town, settle_owners(town, day), remind(town, day)
