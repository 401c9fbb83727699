import logging
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from fairplace.equity.sources import NotLoaded
from fairplace.town.feeds.asking import Answered, ask, read_files
from fairplace.town.feeds.holding import hold, is_left
from fairplace.town.feeds.models import Feed, Load
from fairplace.town.feeds.operations.comparing import is_nothing_new, make_comparison
from fairplace.town.feeds.publishers import get_store, is_online
from fairplace.town.feeds.queries.feed import list_due
from fairplace.town.feeds.reading import read_coming
from fairplace.town.feeds.rules.health import is_dead
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Town

log = logging.getLogger(__name__)
KIND = "load"


class NotBegun(Exception):
    """A load that cannot begin now; the message is a sentence."""


def begin_load(*, by: Person | None, feed: Feed) -> Load:
    """Put a load of the feed into the queue of the worker. Raises NotBegun where it cannot be fetched now."""
    if not is_online():
        raise NotBegun(_("This town does not ask publishers. Load the figures from a file."))
    mark_dead_loads(town=feed.town)
    with transaction.atomic():
        load = _make_load(by, feed, "asked for", step=_("Waits for its turn"))
        fetch_in_background.enqueue(load.pk)
    return load


def _make_load(by: Person | None, feed: Feed, verb: str, **fields: Any) -> Load:
    now = Feed.objects.select_for_update(of=("self",)).select_related("indicator", "town").get(pk=feed.pk)
    if now.loads.filter(state=Load.State.RUNNING).exists():
        raise NotBegun(_("It is being fetched already."))
    load = Load.objects.create(feed=now, **fields)
    asked = {"feed": str(now), "asked": now.asked, "file": load.file_name}
    record(by=by, verb=verb, kind=KIND, subject=str(load.pk), town=now.town.slug, after=asked)
    return load


@task()
def fetch_in_background(load: int) -> None:
    """Fetch a load that stands in the queue; called by the worker."""
    run_load(pk=load)


def run_load(*, pk: int) -> None:
    """Fetch, compare, and let the figures wait to be looked at. Does nothing for a load taken up already."""
    with hold(pk):
        taken_up = Load.objects.filter(pk=pk, state=Load.State.RUNNING, seen_at=None)
        if not taken_up.update(seen_at=timezone.now(), step=_("Asks the publisher")):
            return
        load = Load.objects.select_related("feed__town__place", "feed__indicator").get(pk=pk)
        _finish(load, lambda: ask(load.feed, say=lambda step: _say(load, step)))


def load_files(*, by: Person, feed: Feed, files: Mapping[str, bytes]) -> Load:
    """Load figures from a publisher's files instead of asking for them. A broken file makes a failed load."""
    mark_dead_loads(town=feed.town)
    with transaction.atomic():
        name = ", ".join(files)[:200]
        load = _make_load(by, feed, "brought a file for", file_name=name, seen_at=timezone.now())
    with hold(load.pk):
        _finish(load, lambda: read_files(load.feed, files))
    return load


def _say(load: Load, step: str) -> None:
    Load.objects.filter(pk=load.pk).update(step=step[:200], seen_at=timezone.now())


def _finish(load: Load, bring: Callable[[], Answered]) -> None:
    """Bring the answer and keep how it differs; whatever goes wrong ends the load with a sentence."""
    try:
        answered = bring()
        load.snapshot = answered.snapshot.digest
        load.address = answered.address[:1000]
        load.publisher_updated = answered.updated[:80]
        load.rows = answered.rows
        _say(load, _("Compares with what we have"))
        settle_comparison(load, odd=answered.odd)
    except NotLoaded as failure:
        fail_load(load, str(failure))
    except OSError as trouble:
        log.exception("Load %s could not be kept.", load.pk)
        fail_load(load, _("What came could not be kept: %(why)s.") % {"why": trouble.strerror or trouble})
    except Exception:
        log.exception("Load %s failed.", load.pk)
        fail_load(load, _("Something went wrong in Fairplace itself. What was loaded before is untouched."))
        raise


def settle_comparison(load: Load, *, odd: Mapping[str, list[str]] | None = None) -> None:
    """Compare what came with what the town has, and let it wait, or end where nothing is new.

    `odd` are the problems and warnings of the answer as a whole; they are kept when it is compared anew.
    """
    whole = load.comparison["odd"] if odd is None else odd
    comparison = {**make_comparison(load.feed, read_coming(load)), "odd": whole}
    for name, sentences in whole.items():
        comparison[name] = [*sentences, *comparison[name]]
    is_over = is_nothing_new(comparison)
    with transaction.atomic():
        Feed.objects.select_for_update(of=("self",)).get(pk=load.feed_id)
        now = Load.objects.select_for_update(of=("self",)).get(pk=load.pk)
        if now.state not in {Load.State.RUNNING, Load.State.WAITING}:
            return
        if not is_over or now.state == Load.State.RUNNING:
            supersede(load.feed, except_for=load)
        load.state = Load.State.UNCHANGED if is_over else Load.State.WAITING
        load.ended_at = now.ended_at or timezone.now()
        load.step, load.comparison = "", comparison
        load.save()
    if is_over:
        get_store().accept(load.snapshot)


def supersede(feed: Feed, *, except_for: Load | None = None) -> None:
    """Let what waits of a feed wait no longer: something newer came, or something else is asked for."""
    older = feed.loads.filter(state=Load.State.WAITING)
    older = older.exclude(pk=except_for.pk) if except_for else older
    older.update(state=Load.State.SUPERSEDED, settled_at=timezone.now())


def fail_load(load: Load, sentence: str, *, was: str = Load.State.RUNNING) -> None:
    """End a load with the sentence why; one that has gone on meanwhile is left as it is."""
    Load.objects.filter(pk=load.pk, state=was).update(
        state=Load.State.FAILED, message=sentence, ended_at=timezone.now(), step="",
        snapshot=load.snapshot, address=load.address,
    )  # fmt: skip


def mark_dead_loads(*, town: Town) -> int:
    """End the loads whose process died, or that nobody took up; return how many."""
    now = timezone.now()
    dead = [
        one
        for one in Load.objects.filter(feed__town=town, state=Load.State.RUNNING)
        if is_left(one.pk) or is_dead(started_at=one.started_at, seen_at=one.seen_at, now=now)
    ]
    for one in dead:
        never = one.seen_at is None
        fail_load(
            one,
            _("Nobody took it up: the worker does not run. Start “fairplace worker”, and fetch again.")
            if never
            else _("It was broken off in the middle. What was loaded before is untouched; fetch again."),
        )
    return len(dead)


def fetch_due(*, town: Town) -> list[Load]:
    """Put every feed that is due into the queue of the worker; nothing where the town asks no publishers."""
    if not is_online():
        return []
    mark_dead_loads(town=town)
    begun = []
    for feed in list_due(town=town):
        try:
            begun.append(begin_load(by=None, feed=feed))
        except NotBegun:
            continue
    return begun
