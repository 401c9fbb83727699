from collections.abc import Sequence
from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _

import fairplace.equity as eq
from fairplace.town.measures.queries import get_measure
from fairplace.town.measures.queries.summing import Grouping, list_groupings
from fairplace.town.measures.rules import difference_unit
from fairplace.town.measures.rules.exploration import take
from fairplace.town.measures.rules.summing import Part, Summed, sum_up_groups
from fairplace.town.places.requests import TownRequest
from fairplace.town.reports.shown import Shown, answer_file, list_context, table_alone
from fairplace.town.ui import charts
from fairplace.town.ui.charts.asking import find_drawing
from fairplace.town.ui.numbers import in_words
from fairplace.town.ui.tables import Table

NO_REFERENCE = ""


def measure_inequality(request: TownRequest, slug: str) -> HttpResponse:
    """Show every summary measure that is valid for a measure's groups, and why the others are not."""
    measure = get_measure(town=request.town, slug=slug)
    if measure is None:
        raise Http404("There is no such measure.")
    groupings = {one.code: one for one in list_groupings(measure=measure)}
    ignored: list[str] = []
    names = {code: one.name for code, one in groupings.items()}
    code = take(request.GET.get("groups", ""), names, next(iter(names), ""), ignored)
    grouping = groupings.get(code)
    groups = {slugify(part.name): part.name for part in grouping.parts} if grouping else {}
    references = {NO_REFERENCE: _("None"), **groups}
    reference = take(request.GET.get("reference", ""), references, NO_REFERENCE, ignored)
    found, reasons = sum_up_groups(grouping.groups, groups.get(reference)) if grouping else ([], [])
    shown = _show(f"{request.town.slug}-{measure.slug}-inequality", measure.name, grouping, found, ignored)
    if file := answer_file(request, shown):
        return file
    context = list_context(request, shown) | {
        "measure": measure,
        "grouping": grouping,
        "parts": grouping and find_drawing(_draw_parts(grouping)),
        "reasons": reasons,
        "selects": [
            (name, label, [(one, words, one == taken) for one, words in offered.items()])
            for name, label, offered, taken in (
                ("groups", _("Groups"), names, code),
                ("reference", _("Reference group"), references, reference),
            )
        ],
    }
    return render(request, "reports/measure_inequality.html", context)


def _show(
    name: str, title: str, grouping: Grouping | None, found: Sequence[Summed], ignored: list[str]
) -> Shown:
    if grouping is None:
        why = _("No two groups of this measure have figures of one period, so there is no gap to sum up.")
        how = _("Groups come in with a feed that has them, or with local figures that name a dimension.")
        return Shown(name, table_alone(title, how, Table(title, (_("Summary"),), ())), why, ignored=ignored)
    indicator, caption = grouping.indicator, f"{title}, {grouping.period}"
    heads = _("Likely at least"), _("Likely at most"), _("No inequality")
    table = Table(
        caption,
        (_("Summary"), _("Kind"), _("Value"), *heads, _("Unit"), _("How to read it")),
        tuple(_tell(one, indicator.unit, indicator.decimals) for one in found),
    )
    figures = Table(
        caption,
        (_("Code"), _("Summary"), _("Short"), _("Kind"), _("Value"), *heads, _("Unit"), _("By people"),
         _("Method")),
        tuple(_figure(one, indicator.unit) for one in found),
    )  # fmt: skip
    status = _("%(n)d of %(all)d summaries are valid for these groups: %(name)s, %(period)s.") % {
        "n": len(found), "all": len(eq.SUMMARIES), "name": grouping.name, "period": grouping.period,
    }  # fmt: skip
    finding = _("Absolute ones say how far apart, relative ones how many times or what share: read both.")
    chart = replace(table_alone(caption, finding, table), figures=figures)
    return Shown(name, chart, status, [indicator], list(grouping.releases), _list_notes(grouping), ignored)


def _list_notes(grouping: Grouping) -> list[str]:
    notes = [_("Limits are those within which the true figure lies in 95 of 100 cases.")]
    breakdown = grouping.groups.breakdown
    if breakdown.counts is None and breakdown.lowers is None:
        notes = [_("Not every group has a likely range, so no summary can have one.")]
    if breakdown.ordered:
        notes.append(_("These groups stand in order, from the most to the least disadvantaged."))
    else:
        notes.append(_("These groups stand in no order."))
    return [*notes, _("A group without a published figure is not in these sums.")]


def _tell(one: Summed, unit: str, decimals: int) -> tuple:
    summary, told = one.summary, one.estimate
    own = _name_unit(summary, unit)
    places = {"the indicator's": decimals + 1, "percent": 1}.get(summary.unit, 2)

    def say(number: float | None) -> str | None:
        return None if number is None else in_words(float(number), decimals=places)

    lower, upper = (told.lower, told.upper) if told.has_interval else (None, None)
    kind = _("absolute") if summary.kind == "absolute" else _("relative")
    name = f"{summary.name} ({summary.abbreviation})"
    numbers = (say(told.value), say(lower), say(upper), say(summary.no_inequality))
    return name, kind, *numbers, own or _("a plain number"), summary.reading


def _name_unit(summary: eq.Summary, unit: str) -> str:
    own = difference_unit(unit)
    words = {
        "none": "", "percent": "%", "thousandths": _("thousandths"), "the indicator's": own,
        "the square of the indicator's": _("%(unit)s, squared") % {"unit": own},
    }  # fmt: skip
    return words[summary.unit]


def _figure(one: Summed, unit: str) -> tuple:
    summary, told = one.summary, one.estimate
    limits = (float(told.lower), float(told.upper)) if told.has_interval else (None, None)
    return (
        summary.code, summary.name, summary.abbreviation, summary.kind, float(told.value), *limits,
        summary.no_inequality, _name_unit(summary, unit), _("yes") if summary.weighted else _("no"),
        summary.source,
    )  # fmt: skip


def _draw_parts(grouping: Grouping) -> charts.Chart:
    """Draw what is summed up: each group with its figure and range."""
    indicator = grouping.indicator
    rows = [charts.EquiRow(part.name, (_dot(part, grouping),)) for part in grouping.parts]
    title = _("%(name)s by group, %(period)s") % {"name": indicator.short, "period": grouping.period}
    return charts.equiplot(title, grouping.name, indicator.unit, rows, decimals=indicator.decimals)


def _dot(part: Part, grouping: Grouping) -> charts.EquiDot:
    return charts.EquiDot(grouping.period, part.value, part.lower, part.upper)
