from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairplace.town.feeds.queries.feed import FreshLine, list_fresh
from fairplace.town.feeds.words import say_age
from fairplace.town.people.access import may
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import TownRequest
from fairplace.town.ui.tables import Table


@require_safe
def source_health(request: TownRequest) -> HttpResponse:
    """Say how fresh the town's figures are, for everybody."""
    lines = list_fresh(town=request.town)
    columns = (
        _("What is counted"),
        _("Newest figures are of"),
        _("That ended"),
        _("Published by"),
        _("Last looked for newer"),
    )
    context = {
        "count": len(lines),
        "table": Table(_("Figures by age, the oldest first"), columns, tuple(_row(one) for one in lines)),
        "feeds_url": reverse("feed_list") if may(request, Ability.SEE_DESK) else "",
    }
    return render(request, "feeds/source_health.html", context)


def _row(line: FreshLine) -> tuple:
    figure = line.newest
    looked = date_format(timezone.localdate(line.looked_at), "j F Y") if line.looked_at else ""
    return (
        line.indicator.short,
        figure.period,
        say_age(figure.ends_on, timezone.localdate()),
        figure.release.publisher,
        looked or (_("Not yet") if line.is_watched else _("Brought in by hand")),
    )
