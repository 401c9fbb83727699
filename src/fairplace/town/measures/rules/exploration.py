"""What is shown of a measure, as its address says it: read with care, written the same each time."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

CHART, MAP, TABLE = "chart", "map", "table"
VIEWS = {CHART: gettext_lazy("Chart"), MAP: gettext_lazy("Map"), TABLE: gettext_lazy("Table")}
PANELS = {
    "": gettext_lazy("All in one chart"),
    "shared": gettext_lazy("A panel each, one scale"),
    "free": gettext_lazy("A panel each, own scales"),
}
MOST_PLACES = 40
# What can be chosen of each view. The rest of an address goes on unseen, and is there when the view changes.
FIELDS = {
    CHART: ("place", "group", "from", "to", "panels", "relative", "log", "ranges"),
    MAP: ("level", "when"),
    TABLE: ("place", "group", "from", "to", "relative"),
}


@dataclass(frozen=True)
class Offer:
    """What can be chosen of a measure: code and name of each; the first place is the town itself.

    `times` are the periods of the map, which are those that were counted inside the town.
    """

    places: Mapping[str, str]
    groups: Mapping[str, str]
    periods: tuple[str, ...]
    levels: Mapping[str, str]
    usual: tuple[str, ...] = ()
    can_be_relative: bool = False
    times: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exploration:
    """What is shown. An empty group is everybody; `wanted` only filters the list of places."""

    view: str = CHART
    places: tuple[str, ...] = ()
    group: str = ""
    first: str = ""
    last: str = ""
    level: str = ""
    panels: str = ""
    is_relative: bool = False
    is_log: bool = False
    has_ranges: bool = True
    wanted: str = ""
    when: str = ""


@dataclass(frozen=True)
class Read:
    """An exploration that can be shown, and what of the address was left out, in sentences."""

    shown: Exploration
    ignored: tuple[str, ...] = ()


def read_exploration(query: Mapping[str, Sequence[str]], offer: Offer) -> Read:
    """Return what an address asks for. What cannot be shown is left out, and said."""
    ignored: list[str] = []

    def pick(name: str, allowed: Sequence[str], usual: str) -> str:
        return take((query.get(name) or [""])[-1], allowed, usual, ignored)

    shown = Exploration(
        view=pick("view", tuple(VIEWS), CHART),
        places=_read_places(query.get("place") or (), offer, ignored),
        group=pick("group", tuple(offer.groups), next(iter(offer.groups), "")),
        first=pick("from", offer.periods, offer.periods[0] if offer.periods else ""),
        last=pick("to", offer.periods, offer.periods[-1] if offer.periods else ""),
        level=pick("level", tuple(offer.levels), next(iter(offer.levels), "")),
        when=pick("when", offer.times, offer.times[-1] if offer.times else ""),
        panels=pick("panels", tuple(PANELS), ""),
        is_relative=pick("relative", ("no", "yes"), "no") == "yes",
        is_log=pick("log", ("no", "yes"), "no") == "yes",
        has_ranges=pick("ranges", ("show", "hide"), "show") == "show",
        wanted=(query.get("search") or [""])[-1].strip()[:60],
    )
    return Read(*_settle(shown, offer, ignored))


def _read_places(asked: Sequence[str], offer: Offer, ignored: list[str]) -> tuple[str, ...]:
    known = [code for code in offer.places if code in set(asked)]
    unknown = dict.fromkeys(one for one in asked if one and one not in offer.places)
    said = _("We hold no figures for the place “%(place)s”.")
    ignored += [said % {"place": code[:60]} for code in list(unknown)[:5]]
    if len(known) > MOST_PLACES:
        ignored.append(
            _("More than %(n)d places cannot be read apart: the first are shown.") % {"n": MOST_PLACES}
        )
    return tuple(known[:MOST_PLACES]) or offer.usual or tuple(offer.places)[:1]


def _settle(shown: Exploration, offer: Offer, ignored: list[str]) -> tuple[Exploration, tuple[str, ...]]:
    """Put right what contradicts itself."""
    order = {period: place for place, period in enumerate(offer.periods)}
    if order and order[shown.first] > order[shown.last]:
        ignored.append(_("The first period came after the last, so they were changed over."))
        shown = replace(shown, first=shown.last, last=shown.first)
    if shown.is_relative and not offer.can_be_relative:
        ignored.append(_("Nothing is held to take a difference from, so the figures themselves are shown."))
        shown = replace(shown, is_relative=False)
    if shown.is_log and shown.is_relative:
        ignored.append(_("A difference may be below zero, so it has no scale of ratios."))
        shown = replace(shown, is_log=False)
    if shown.view == CHART and shown.first == shown.last and (shown.panels or shown.is_log):
        ignored.append(_("In one period places stand beside each other: in one panel, on a plain scale."))
        shown = replace(shown, panels="", is_log=False)
    return shown, tuple(ignored)


def list_parameters(shown: Exploration, offer: Offer) -> Iterator[tuple[str, str]]:
    """Yield what has to stand in the address: all that is not as it usually is."""
    usual = read_exploration({}, offer).shown
    if shown.view != usual.view:
        yield "view", shown.view
    if shown.places != usual.places:
        yield from (("place", code) for code in shown.places)
    for name, field in (
        ("group", "group"),
        ("from", "first"),
        ("to", "last"),
        ("level", "level"),
        ("when", "when"),
        ("panels", "panels"),
    ):
        if getattr(shown, field) != getattr(usual, field):
            yield name, getattr(shown, field)
    if shown.is_relative:
        yield "relative", "yes"
    if shown.is_log:
        yield "log", "yes"
    if not shown.has_ranges:
        yield "ranges", "hide"


def list_kept(shown: Exploration, offer: Offer) -> list[tuple[str, str]]:
    """Return what of the address the form of this view does not ask for, and must hand on."""
    return [(name, value) for name, value in list_parameters(shown, offer) if name not in FIELDS[shown.view]]


def write_query(shown: Exploration, offer: Offer, **changes: str) -> str:
    """Return the address's query for what is shown; the same exploration has the same query always."""
    return urlencode([*list_parameters(replace(shown, **changes), offer)])


def list_within(periods: Sequence[str], first: str, last: str) -> list[str]:
    """Return the periods from one to another, both with them."""
    known = list(periods)
    return known[known.index(first) : known.index(last) + 1] if known else []


def take(given: str, allowed: Collection[str], usual: str, ignored: list[str]) -> str:
    """Return what is asked for where it can be had; else what is usual, and say so in `ignored`."""
    if not given or given in allowed:
        return given or usual
    ignored.append(_("“%(value)s” is no choice here, so it was left out.") % {"value": given[:60]})
    return usual
