from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairplace.town.indicators.queries.area import AreaFigures
from fairplace.town.places.requests import TownRequest
from fairplace.town.reports.maps import say_note
from fairplace.town.reports.queries.bridge import Bridge, get_bridge
from fairplace.town.reports.switches import Choice, Switch
from fairplace.town.ui.numbers import in_words, interval_in_words
from fairplace.town.ui.tables import Table


@require_safe
def deprivation_bridge(request: TownRequest) -> HttpResponse:
    """Show one edition of deprivation on one set of boundaries, or say why that cannot be."""
    bridge = get_bridge(
        town=request.town,
        edition=request.GET.get("edition", ""),
        boundaries=request.GET.get("boundaries", ""),
    )
    context: dict[str, Any] = {"bridge": bridge}
    if bridge:
        context |= {
            "switches": _list_switches(bridge),
            "core20": sum(bridge.counts.get(tenth, 0) for tenth in (1, 2)),
            "tenths": _tenths_table(bridge),
            "figures": [_figure_table(one) for one in bridge.figures],
            "parts": _parts_table(bridge),
        }
    return render(request, "reports/deprivation_bridge.html", context)


def _list_switches(bridge: Bridge) -> list[Switch]:
    def link(edition: str, boundaries: str) -> str:
        return f"?edition={edition}&boundaries={boundaries.lower().replace(' ', '-')}"

    editions = tuple(
        Choice(one.short, link(one.code, bridge.boundaries), one == bridge.edition) for one in bridge.editions
    )
    vintages = tuple(
        Choice(one, link(bridge.edition.code, one), one == bridge.boundaries)
        for one in bridge.geography.vintages
    )
    return [Switch(_("Edition"), editions), Switch(_("Boundaries"), vintages)]


def _say_how(bridge: Bridge, code: str) -> str:
    assert bridge.footing, "Asked only where the edition stands."
    if code not in bridge.footing.rebased:
        return _("as published")
    if bridge.footing.tenths[code] is None:
        return _("not known: no tenth holds most of its people")
    return _("re-based: the tenth in which most of its people lay")


def _tenths_table(bridge: Bridge) -> Table | None:
    if not bridge.footing:
        return None
    words = {1: _("Tenth 1, the most deprived"), 10: _("Tenth 10, the least deprived")}
    rows = tuple(
        (words.get(tenth, _("Tenth %(tenth)s") % {"tenth": tenth}), bridge.counts.get(tenth, 0))
        for tenth in range(1, 11)
    )
    caption = _("%(edition)s on %(boundaries)s: neighbourhoods by tenth of England") % {
        "edition": bridge.edition.short,
        "boundaries": bridge.boundaries,
    }
    return Table(caption, (_("Tenth of England"), _("Neighbourhoods")), rows)


def _parts_table(bridge: Bridge) -> Table | None:
    if not bridge.footing:
        return None
    found = sorted(bridge.footing.tenths.items(), key=lambda one: (one[1] or 11, one[0]))
    rows = tuple(
        (
            (bridge.geography.names[code], reverse("neighbourhood_detail", kwargs={"code": code})),
            tenth,
            bridge.footing.fifths[code],
            _say_how(bridge, code),
        )
        for code, tenth in found
    )
    columns = (_("Neighbourhood"), _("Tenth of England"), _("Fifth of the town"), _("How"))
    return Table(_("Every neighbourhood on this footing"), columns, rows)


def _figure_table(figures: AreaFigures) -> dict[str, Any]:
    """Return an indicator across the fifths, the most deprived first."""
    unit, decimals = figures.indicator.unit, figures.indicator.decimals
    names = {
        "1": _("Most deprived fifth"), "2": _("Second fifth"), "3": _("Middle fifth"), "4": _("Fourth fifth"),
        "5": _("Least deprived fifth"),
    }  # fmt: skip
    rows = []
    for code, name in names.items():
        one = figures.figures[code].estimate
        note = say_note(figures.figures[code])
        value = in_words(one.value, unit=unit, decimals=decimals) if one else None
        likely = interval_in_words(one.lower, one.upper, unit=unit, decimals=decimals) if one else ""
        rows.append((name, value, likely, note))
    caption = f"{figures.indicator.short}, {figures.period}"
    columns = (_("Neighbourhoods"), figures.indicator.short, _("Likely range"), _("Note"))
    return {"table": Table(caption, columns, tuple(rows)), "release": figures.release}
