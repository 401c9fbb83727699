"""Brings boundaries and lookups in from the portal, in the background; the record says how far it is."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from fairplace.equity.sources import NotLoaded
from fairplace.town.feeds.holding import hold, is_left
from fairplace.town.feeds.operations.load import NotBegun
from fairplace.town.feeds.portal_asking import ask_lookup, ask_outlines
from fairplace.town.feeds.publishers import is_online
from fairplace.town.feeds.queries.portal import (
    ASKED,
    FAILED,
    KIND,
    LOADED,
    LOOKUP,
    PortalFetch,
    get_asked,
    list_portal_fetches,
    name_held,
)
from fairplace.town.feeds.rules.health import LONGEST_QUEUE
from fairplace.town.people.models import AuditEvent, Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Town
from fairplace.town.places.operations.boundary import load_boundaries
from fairplace.town.places.operations.brought import GeographyRefused
from fairplace.town.places.operations.succession import load_succession
from fairplace.town.places.queries.geography import get_geography

log = logging.getLogger(__name__)


def begin_portal_fetch(*, by: Person, town: Town, asked: Mapping[str, Any]) -> int:
    """Put a fetch from the portal into the queue of the worker, and return its number. Raises NotBegun.

    `asked` is what (boundaries or lookup), layer, and field and newer, which may be empty.
    """
    if not is_online():
        raise NotBegun(_("This town does not ask publishers. Load the areas from a file."))
    mark_dead_portal_fetches(town=town)
    with transaction.atomic():
        _lock(town)
        if any(one.is_running for one in list_portal_fetches(town=town, most=1)):
            raise NotBegun(_("The portal is being asked already. Wait until that has ended."))
        subject = asked["layer"]
        event = record(by=by, verb=ASKED, kind=KIND, subject=subject, town=town.slug, after={**asked})
        fetch_portal_in_background.enqueue(event.pk)
    return event.pk


def _lock(town: Town) -> None:
    """Let one at a time write how a fetch of the town goes on."""
    Town.objects.select_for_update(of=("self",)).get(pk=town.pk)


@task()
def fetch_portal_in_background(pk: int) -> None:
    """Fetch what stands in the queue; called by the worker."""
    run_portal_fetch(pk=pk)


def run_portal_fetch(*, pk: int) -> None:
    """Ask the portal and take in what it gives of this town; whatever goes wrong ends with a sentence."""
    with hold(name_held(pk)):
        event = get_asked(pk=pk)
        if event is None:
            return
        town = Town.objects.select_related("place").get(slug=event.town)
        try:
            take_in = _ask(town, event)
            with transaction.atomic():
                _lock(town)
                if get_asked(pk=pk):
                    _record_end(event, LOADED, take_in())
        except (NotLoaded, GeographyRefused) as refused:
            _fail(town, event, str(refused))
        except Exception:
            log.exception("Fetch %s from the portal failed.", pk)
            _fail(town, event, _("Something went wrong in Fairplace itself. What was loaded is untouched."))
            raise


def _ask(town: Town, event: AuditEvent) -> Callable[[], str]:
    """Ask the portal, outside of any transaction; return what takes the answer in and says so."""
    asked, geography = event.after or {}, get_geography(town=town)
    named = {"layer": asked["layer"], "field": asked["field"]}
    if asked["what"] == LOOKUP:
        lookup = ask_lookup(geography, newer=asked["newer"], **named)

        def take_lookup() -> str:
            rows = load_succession(by=event.by, town=town, content=lookup.pages, fields=lookup.fields)
            return _("%(count)s rows of the lookup are loaded.") % {"count": rows}

        return take_lookup
    found = ask_outlines(geography, **named)

    def take_outlines() -> str:
        made, count = load_boundaries(
            by=event.by, town=town, content=found.pages, told=found.told, field=found.field
        )
        said = _("%(count)s outlines of %(vintage)s are loaded. Maps show them now.")
        return said % {"count": count, "vintage": made.vintage}

    return take_outlines


def _fail(town: Town, event: AuditEvent, sentence: str) -> None:
    with transaction.atomic():
        _lock(town)
        if get_asked(pk=event.pk):
            _record_end(event, FAILED, sentence)


def _record_end(event: AuditEvent, verb: str, sentence: str) -> None:
    record(
        by=event.by, verb=verb, kind=KIND, subject=str(event.pk), town=event.town, after={"said": sentence}
    )


def mark_dead_portal_fetches(*, town: Town) -> int:
    """End the fetches whose process died, or that nobody took up; return how many."""
    now = timezone.now()
    dead = [one for one in list_portal_fetches(town=town) if one.is_running and _is_dead(one, now)]
    for one in dead:
        event = get_asked(pk=one.pk)
        if event:
            _fail(town, event, _say_dead(one))
    return len(dead)


def _is_dead(one: PortalFetch, now: datetime) -> bool:
    return is_left(name_held(one.pk)) or now - one.at > LONGEST_QUEUE


def _say_dead(one: PortalFetch) -> str:
    if one.is_taken_up:
        return _("It was broken off in the middle. What was loaded before is untouched; fetch again.")
    return _("Nobody took it up: the worker does not run. Start “fairplace worker”, and fetch again.")
