from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.feeds.models import Feed, Load
from fairplace.town.feeds.operations.comparing import digest, list_held
from fairplace.town.feeds.publishers import get_publisher, get_store
from fairplace.town.feeds.reading import Coming, read_coming
from fairplace.town.indicators.models import Release
from fairplace.town.indicators.operations import replace_observations
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record

KIND = "load"


class NotSettled(Exception):
    """Figures that cannot be taken or refused as they are; the message is a sentence."""


class AlreadySettled(NotSettled):
    """Somebody else took or refused them, or newer ones came."""


class OutOfDate(NotSettled):
    """What the town has, or what was chosen, is not any more what the page was about."""


def take_load(*, by: Person, load: Load, seen: str, because: str = "") -> Release:
    """Put the figures in place of those that the town had, as a publication of their own.

    `seen` is the digest of the comparison that `by` looked at. Raises NotSettled, and then nothing changes:
    AlreadySettled, OutOfDate, or where something is wrong with the figures or a reason is missing.
    """
    coming = read_coming(load)
    with transaction.atomic():
        now = _lock(load)
        held = list_held(now.feed, coming.figures)
        if not seen == now.comparison["digest"] == digest(held, coming):
            raise OutOfDate(
                _("The figures have changed since this page was made. Look at the difference again.")
            )
        _check(now, because)
        earlier = Release.objects.filter(loads__feed=now.feed).values_list("code", flat=True)
        release = _make_release(now, coming)
        rows = [{**one.as_row(), "release": release.code} for one in coming.figures]
        replace_observations(indicator=now.feed.indicator.code, rows=rows, instead_of=list(earlier))
        now.release = release
        _settle(now, by, Load.State.TAKEN, because)
    # Where the process dies just here the snapshot is accepted by the next load.
    get_store().accept(now.snapshot)
    return release


def refuse_load(*, by: Person, load: Load, because: str) -> None:
    """Leave the figures as they are. Raises NotSettled without a reason, or where somebody was quicker."""
    if not because.strip():
        raise NotSettled(_("Say in a sentence why they are not taken."))
    with transaction.atomic():
        _settle(_lock(load), by, Load.State.REFUSED, because)


def _lock(load: Load) -> Load:
    """Return the load as it is now, held with its feed until the transaction ends."""
    Feed.objects.select_for_update(of=("self",)).get(pk=load.feed_id)
    found = Load.objects.select_for_update(of=("self",))
    now = found.select_related("feed__town__place", "feed__indicator", "settled_by").get(pk=load.pk)
    if now.state != Load.State.WAITING:
        who = now.settled_by.name if now.settled_by else ""
        words = {
            Load.State.TAKEN: _("%(who)s has taken them already.") % {"who": who},
            Load.State.REFUSED: _("%(who)s has refused them already.") % {"who": who},
            Load.State.SUPERSEDED: _("Newer ones came meanwhile. Look at those."),
        }
        raise AlreadySettled(words.get(Load.State(now.state), _("There is nothing here to take.")))
    return now


def _check(load: Load, because: str) -> None:
    problems = load.comparison["problems"]
    if problems:
        raise NotSettled(" ".join(problems))
    if load.comparison["warnings"] and not because.strip():
        raise NotSettled(
            _("Something is odd about these figures. Say in a sentence why they are right all the same.")
        )


def _settle(load: Load, by: Person, state: Load.State, because: str) -> None:
    load.state, load.settled_by, load.settled_at = state, by, timezone.now()
    load.because = because.strip()
    load.save()
    after = {
        "feed": str(load.feed),
        "snapshot": load.snapshot,
        "counts": load.comparison["counts"],
        "because": load.because,
        "release": load.release.code if load.release else "",
    }
    verb = "took" if state == Load.State.TAKEN else "refused"
    record(by=by, verb=verb, kind=KIND, subject=str(load.pk), town=load.feed.town.slug, after=after)


def _make_release(load: Load, coming: Coming) -> Release:
    publisher = get_publisher(load.feed.publisher)
    snapshot, terms = coming.snapshot, coming.terms
    told = f"{snapshot.attribution} {terms}" if terms else snapshot.attribution
    taken = timezone.localdate(snapshot.taken)
    edition = _("updated %(day)s") if load.publisher_updated else _("as on %(day)s")
    asked = ", ".join(f"{name} {value}" for name, value in load.feed.asked.items() if value)
    return Release.objects.create(
        code=f"{load.feed.publisher[:30]}-load-{load.pk}",
        publisher=publisher.title[:200],
        title=(coming.card.get("name") or load.feed.indicator.name)[:300],
        edition=(edition % {"day": load.publisher_updated or taken.isoformat()})[:120],
        dataset=(load.file_name or asked or publisher.title)[:300],
        licence=(terms or snapshot.licence)[:200],
        attribution=told.strip(),
        address=load.address[:200] if load.address.startswith("http") else "",
        published_on=None,
        retrieved_on=taken,
        note=load.because,
    )
