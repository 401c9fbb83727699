"""The links by which a map is switched to other areas, figures and editions."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from fairplace.town.places.rules.layer import AUTHORITY, KINDS, NEIGHBOURHOOD, Layer
from fairplace.town.reports.map_values import TownMap


@dataclass(frozen=True)
class Choice:
    words: str | Promise
    query: str
    is_current: bool


@dataclass(frozen=True)
class Switch:
    """What can be chosen of one kind."""

    name: str
    choices: tuple[Choice, ...]


def list_switches(shown: TownMap) -> list[Switch]:
    """Return the switches of a map, those with more than one choice."""
    found = [
        Switch(_("What is shown"), tuple(_list_figures(shown))),
        Switch(_("Edition"), tuple(_list_editions(shown))),
        Switch(_("Period"), tuple(_list_periods(shown))),
        Switch(_("Areas"), tuple(_list_layers(shown))),
    ]
    return [switch for switch in found if len(switch.choices) > 1]


def _query(**values: str) -> str:
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in values.items() if value})
    return "?" + query.urlencode()


def _level(shown: TownMap) -> str:
    return shown.layer.kind if shown.layer and shown.layer.kind != NEIGHBOURHOOD else ""


def _list_figures(shown: TownMap) -> Iterable[Choice]:
    now = shown.figures.indicator.code if shown.figures else ""
    level = _level(shown)
    if shown.editions:
        yield Choice(_("Deprivation"), _query(level=level) if level else "?", not now)
    for one in shown.indicators:
        yield Choice(one.short, _query(level=level, indicator=one.code), one.code == now)


def _list_editions(shown: TownMap) -> Iterable[Choice]:
    if shown.figures:
        return
    for one in shown.editions:
        yield Choice(one.short, _query(level=_level(shown), edition=one.code), one == shown.edition)


def _list_periods(shown: TownMap) -> Iterable[Choice]:
    if shown.figures and shown.layer:
        own = {"level": _level(shown), "vintage": shown.layer.slug, "indicator": shown.figures.indicator.code}
        for one in shown.periods:
            yield Choice(one, _query(**own, period=one), one == shown.figures.period)


def _period(shown: TownMap) -> str:
    """Return the period that is shown, where it is not the one that is shown without being asked for."""
    now = shown.figures.period if shown.figures else ""
    return now if now != (shown.periods or [""])[-1] else ""


def _list_layers(shown: TownMap) -> Iterable[Choice]:
    """Yield the layers that what is shown can stand on: a rank only on those of its own boundaries."""
    for kind in KINDS:
        for layer in shown.geography.list_layers(kind):
            if shown.figures or (shown.layer and layer.base == shown.layer.base):
                if layer.kind == AUTHORITY and not _is_own(shown, layer):
                    continue
                named = _("%(areas)s (%(vintage)s)") % {"areas": KINDS[kind], "vintage": layer.vintage}
                yield Choice(
                    str(KINDS[kind]) if kind == AUTHORITY else named,
                    _query(
                        level=kind,
                        vintage=layer.slug,
                        **(
                            {"indicator": shown.figures.indicator.code, "period": _period(shown)}
                            if shown.figures
                            else {"edition": shown.edition.code if shown.edition else ""}
                        ),
                    ),
                    layer == shown.layer,
                )


def _is_own(shown: TownMap, layer: Layer) -> bool:
    """Return whether the figures stand on these boundaries themselves: the town is the same on all."""
    return not shown.figures or layer.base == shown.figures.vintage
