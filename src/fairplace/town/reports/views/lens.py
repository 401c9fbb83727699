from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import fairplace.equity as eq
from fairplace.town.indicators.models import Indicator
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries import get_measure
from fairplace.town.measures.queries.lens import Fifths, find_potential, get_fifths
from fairplace.town.measures.rules import difference_unit
from fairplace.town.measures.rules.exploration import take
from fairplace.town.places.requests import TownRequest
from fairplace.town.reports.shown import Shown, answer_file, list_context, table_alone
from fairplace.town.ui import charts
from fairplace.town.ui.charts import Chart
from fairplace.town.ui.numbers import in_words
from fairplace.town.ui.tables import Table

LENSES = {
    "patterns": gettext_lazy("Patterns"),
    "gap": gettext_lazy("Gap"),
    "potential": gettext_lazy("Potential for improvement"),
}
HELP = {
    "patterns": gettext_lazy(
        "The neighbourhoods are put in five groups by how deprived they are. Look whether the figure goes "
        "up or down step by step, or whether one group stands alone."
    ),
    "gap": gettext_lazy(
        "The difference says how far the ends are apart; the ratio says how many times one is the other. "
        "They can disagree, so both are always shown. Where the likely range of the difference "
        "includes 0, or that "
        "of the ratio includes 1, there may be no gap."
    ),
    "potential": gettext_lazy(
        "Potential is a sum on paper: the town’s figure if every group were as the best one. It is no "
        "forecast, and it names no way to get there."
    ),
}
FIFTHS_OF = {"local": gettext_lazy("The town’s own fifths"), "national": gettext_lazy("England’s fifths")}


def measure_lens(request: TownRequest, slug: str) -> HttpResponse:
    """Show a measure's fifths through one of three lenses: patterns, gap, potential."""
    measure = get_measure(town=request.town, slug=slug)
    if measure is None:
        raise Http404("There is no such measure.")
    ignored: list[str] = []
    lens = take(request.GET.get("lens", ""), LENSES, "patterns", ignored)
    of = take(request.GET.get("fifths", ""), FIFTHS_OF, "local", ignored)
    shown = make_lens(measure, lens, ignored, is_national=of == "national")
    if file := answer_file(request, shown):
        return file
    context = list_context(request, shown) | {
        "measure": measure,
        "help": HELP[lens],
        # Where nothing is counted, no other lens shows more.
        "can_switch": bool(shown.indicators) or (lens, of) != ("patterns", "local"),
        "lenses": [(words, f"?lens={code}&fifths={of}", code == lens) for code, words in LENSES.items()],
        "switches": [(words, f"?lens={lens}&fifths={code}", code == of) for code, words in FIFTHS_OF.items()],
    }
    return render(request, "reports/measure_lens.html", context)


def make_lens(measure: ImpactMeasure, lens: str, ignored: list[str], *, is_national: bool) -> Shown:
    """Return what one lens shows, or in a sentence why nothing can be shown."""
    name, indicator = f"{measure.town.slug}-{measure.slug}-{lens}", measure.gap_indicator
    try:
        fifths = get_fifths(measure=measure, is_national=is_national)
        assert indicator, "Fifths are of an indicator."
        make = {"patterns": _show_patterns, "gap": _show_gap, "potential": _show_potential}[lens]
        chart = make(indicator, fifths)
    except eq.NotComputable as why:
        empty = table_alone(measure.name, str(why), Table(measure.name, (_("Group"),), ()))
        return Shown(name, empty, str(why), ignored=ignored)
    status = _("%(lens)s: %(name)s, %(period)s; %(of)s by %(edition)s.") % {
        "lens": LENSES[lens],
        "name": indicator.short,
        "period": fifths.period,
        "of": FIFTHS_OF["national" if is_national else "local"],
        "edition": measure.gap_edition,
    }
    notes = [_("%(label)s: %(n)d neighbourhoods") % {"label": label, "n": n}
             for label, n in zip(fifths.labels, fifths.sizes, strict=True)]  # fmt: skip
    return Shown(
        name,
        chart,
        status,
        [indicator],
        [fifths.release],
        [". ".join(notes) + ".", *([measure.caveat] if measure.caveat else [])],
        ignored,
    )


def _show_patterns(indicator: Indicator, fifths: Fifths) -> Chart:
    rows = [
        (label, part.value, part.lower, part.upper)
        for label, part in zip(fifths.labels, fifths.parts, strict=True)
    ]
    finding = _("Where likely ranges meet, groups may not differ.")
    return charts.gap_chart(
        title=_("%(name)s by deprivation, %(period)s") % {"name": indicator.short, "period": fifths.period},
        finding=finding,
        unit=indicator.unit,
        rows=rows,
        decimals=indicator.decimals,
    )


def _show_gap(indicator: Indicator, fifths: Fifths) -> Chart:
    apart, times = eq.difference(fifths.breakdown), eq.ratio(fifths.breakdown)
    unit = difference_unit(indicator.unit)
    rows = [_row(_("Difference"), apart, unit, 1), _row(_("Ratio"), times, "", 2)]
    drawn = _show_patterns(indicator, fifths)
    ends = {"first": fifths.labels[0], "last": fifths.labels[-1]}
    if not apart.has_interval or apart.lower <= 0 <= apart.upper:
        finding = _("We cannot tell %(first)s from %(last)s: the likely range includes no gap.") % ends
    else:
        finding = _("%(first)s beside %(last)s: a difference of %(apart)s, and a ratio of %(times).2f.") % {
            **ends,
            "apart": in_words(float(apart.value), unit=unit),
            "times": float(times.value),
        }
    return _with_rows(drawn, finding, rows)


def _show_potential(indicator: Indicator, fifths: Fifths) -> Chart:
    found = find_potential(fifths)
    unit = difference_unit(indicator.unit)
    rows = [
        _row(_("Change of the town’s figure"), found.change, unit, 1),
        _row(_("Change in per cent of the town’s figure"), found.share, "%", 1),
        _row(_("Change in the number counted"), found.people, "", 0),
    ]
    more = float(found.people.value) > 0
    finding = _(
        "Potential: about %(n)s %(way)s counted, were every group as “%(best)s”. This is no forecast."
    ) % {
        "n": in_words(abs(float(found.people.value)), decimals=0),
        "way": _("more") if more else _("fewer"),
        "best": found.reference,
    }
    return _with_rows(_show_patterns(indicator, fifths), finding, rows)


def _with_rows(drawn: Chart, finding: str, rows: list[tuple]) -> Chart:
    """Return the drawing of the fifths with what follows from them over them in its table.

    The fifths stay in it, because they are what is drawn.
    """
    columns = (_("What"), _("Value"), _("Likely at least"), _("Likely at most"))
    table = Table(drawn.title, columns, (*rows, *drawn.table.rows))
    return replace(drawn, finding=finding, table=table, figures=None)


def _row(name: str, one: eq.Estimate, unit: str, decimals: int) -> tuple:
    values = (one.value, one.lower, one.upper) if one.has_interval else (one.value, None, None)
    told = [None if v is None else in_words(float(v), unit=unit, decimals=decimals) for v in values]
    return (name, *told)
