from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fairplace.town.indicators.rules import Flag
from fairplace.town.measures.queries.exploration import list_measures_with_gaps
from fairplace.town.measures.queries.splits import SPLITS, Split, list_splits
from fairplace.town.places.requests import TownRequest
from fairplace.town.reports.shown import FILES, Shown, answer_file, list_context, say_hidden, table_alone
from fairplace.town.ui.numbers import in_words
from fairplace.town.ui.tables import Table


def inequality_duty(request: TownRequest) -> HttpResponse:
    """Show what is held of each measure by deprivation, ethnicity, age and sex, and what is missing."""
    rows = _list_rows(request)
    shown = _show(request, rows)
    if file := answer_file(request, shown):
        return file
    # The page says what is held, in words; the files hold every split, to the last decimal.
    own = {
        "table": _make_held_table([row for row in rows if not row.is_missing]),
        "coverage": _make_coverage_table(rows),
        "is_stacked": True,
    }
    return render(request, "reports/inequality_duty.html", list_context(request, shown) | own)


def inequality_duty_file(request: TownRequest, kind: str) -> HttpResponse:
    """Give the same as a file, source and edition in each row."""
    if kind not in FILES:
        raise Http404("There is no such kind of file.")
    answer = answer_file(request, _show(request, _list_rows(request)), kind)
    assert answer, "Each kind of file has a writer."
    return answer


def _list_rows(request: TownRequest) -> list[Split]:
    return list_splits(town=request.town, measures=list_measures_with_gaps(town=request.town))


def _show(request: TownRequest, rows: Sequence[Split]) -> Shown:
    held = {(row.measure.pk, row.split) for row in rows if not row.is_missing}
    status = _("%(held)d of %(all)d splits are held (%(measures)d measures by four splits).") % {
        "held": len(held),
        "all": len({(row.measure.pk, row.split) for row in rows}),
        "measures": len({row.measure.pk for row in rows}),
    }
    title = _("Deprivation, ethnicity, age and sex")
    table = _make_table(title, rows, request.town.name)
    chart = table_alone(title, _("Each group in its newest period."), table)
    indicators = {row.indicator.pk: row.indicator for row in rows if row.indicator}
    releases = {row.release.pk: row.release for row in rows if row.release}
    return Shown(
        f"{request.town.slug}-inequality-splits", chart, status, list(indicators.values()),
        list(releases.values()), extra={"has_terms": True},
    )  # fmt: skip


def _make_table(title: str, rows: Sequence[Split], town: str) -> Table:
    columns = (
        _("Measure"), _("Split"), _("Group"), _("Period"), _("Value"), _("Likely at least"),
        _("Likely at most"), _("Unit"), _("Count"), _("Out of"), _("Data quality"), _("Source"),
        _("Edition"), _("Licence"), _("Small numbers"),
    )  # fmt: skip
    return Table(title, columns, tuple(_tell(row, town) for row in rows))


def _make_held_table(rows: Sequence[Split]) -> Table:
    """Return what is held as a page shows it: each group with its range, its count and its quality."""
    columns = (
        _("Measure"), _("Split"), _("Group"), _("Period"), _("Number"), _("Likely range"), _("Counted"),
        _("Data quality"),
    )  # fmt: skip
    return Table(_("What is held"), columns, tuple(_say_held(row) for row in rows))


def _say_held(row: Split) -> tuple:
    indicator = row.indicator
    assert indicator, "What is held is of an indicator."
    assert row.value is not None, "What is held has a value."
    form = {"unit": indicator.unit, "decimals": indicator.decimals}
    counted = _("%(count)s of %(of)s") % {
        "count": in_words(row.count or 0, decimals=0), "of": in_words(row.denominator or 0, decimals=0),
    }  # fmt: skip
    return (
        _name(row), str(SPLITS[row.split]), capfirst(row.group), row.period, in_words(row.value, **form),
        _say_range(row, form),
        counted if row.count is not None and row.denominator else None, _say_quality(row),
    )  # fmt: skip


def _say_range(row: Split, form: Mapping[str, Any]) -> str | None:
    if row.lower is None or row.upper is None:
        return None
    ends = {"lower": in_words(row.lower, **form), "upper": in_words(row.upper, **form)}
    return _("%(lower)s to %(upper)s") % ends


def _make_coverage_table(rows: Sequence[Split]) -> Table:
    """Return of which splits each measure has figures."""
    held: dict[str, dict[str, bool]] = {}
    for row in rows:
        held.setdefault(row.measure.name, {})[row.split] = not row.is_missing
    told = tuple(
        (name, *(_("Held") if has[split] else _("Missing") for split in SPLITS)) for name, has in held.items()
    )
    columns = (_("Measure"), *(str(words) for words in SPLITS.values()))
    return Table(_("Every measure by the four splits"), columns, told)


def _name(row: Split) -> str:
    """Return the measure; with its indicator where the split is of another one."""
    if row.indicator and row.indicator.pk != row.measure.indicator_id:
        return f"{row.measure.name}: {row.indicator.short}"
    return row.measure.name


def _say_quality(row: Split) -> str:
    quality = capfirst(str(Flag(row.flag).label)) + "." if row.flag else _("As published.")
    if row.lower is None or row.upper is None:
        quality += " " + _("No likely range is published.")
    return quality


def _tell(row: Split, town: str) -> tuple:
    split, indicator, release = str(SPLITS[row.split]), row.indicator, row.release
    if indicator is None or release is None:
        return (row.measure.name, split, "", "", *("",) * 6, _say_missing(row, town), *("",) * 4)
    return (
        _name(row), split, row.group, row.period, row.value, row.lower, row.upper, indicator.unit, row.count,
        row.denominator, _say_quality(row), f"{release.publisher}: {release.title}", release.edition,
        release.licence, say_hidden([indicator])[0],
    )  # fmt: skip


def _say_missing(row: Split, town: str) -> str:
    """Return that a split is not held, and what it takes."""
    by = str(SPLITS[row.split]).lower()
    missing = _("No figures by %(split)s are held for %(town)s.") % {"split": by, "town": town}
    needed = _(
        "Needed: counts and denominators by %(split)s for the same period, from the publisher or the service "
        "that counts them."
    ) % {"split": by}
    return f"{missing} {needed}"
