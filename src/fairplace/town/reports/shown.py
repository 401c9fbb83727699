"""What a page shows and how the same goes out as a file: with its terms, its filter, and every limit."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from fairplace.town.indicators.models import Indicator, Release
from fairplace.town.ui.charts.asking import find_drawing, is_awaited
from fairplace.town.ui.charts.drawing import Drawing
from fairplace.town.ui.charts.exports import chart_csv, chart_xlsx
from fairplace.town.ui.charts.heat import HeatTable
from fairplace.town.ui.charts.values import Chart
from fairplace.town.ui.tables import Table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX, "json": "application/json"}


@dataclass(frozen=True)
class Shown:
    """One dataset: a chart or a table, where its numbers come from, and how it was chosen.

    A chart without a spec is a table alone. `status` says in a line what is shown.
    """

    name: str
    chart: Chart | HeatTable
    status: str
    indicators: Sequence[Indicator] = ()
    releases: Sequence[Release] = ()
    notes: Sequence[str] = ()
    ignored: Sequence[str] = ()
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def sources(self) -> list[str]:
        return [say_source(one) for one in self.releases]

    @property
    def terms(self) -> list[str]:
        """Return what stands beside the figures in every file (what, filter, whence, what is hidden)."""
        definitions = [f"{one.short}: {one.definition} ({one.unit})" for one in self.indicators]
        hidden = say_hidden(self.indicators)
        return [self.status, *definitions, *self.sources, *hidden, *map(str, self.notes)]


def table_alone(title: str, finding: str, table: Table, notes: tuple[str, ...] = ()) -> Chart:
    """Return a table as a chart that has no drawing."""
    return Chart(title, finding, {}, {}, table, notes)


def say_source(release: Release) -> str:
    """Return one publication in a line: publisher, title, edition, day of retrieval, licence."""
    day = f"{release.retrieved_on:%-d %B %Y}" if release.retrieved_on else _("unknown")
    return _("%(what)s. Retrieved: %(day)s. Licence: %(licence)s. %(attribution)s") % {
        "what": release,
        "day": day,
        "licence": release.licence,
        "attribution": release.attribution,
    }


def say_hidden(indicators: Iterable[Indicator]) -> list[str]:
    """Return how small numbers are hidden, for each indicator once."""
    found = []
    for one in indicators:
        own = str(one.card.get("disclosure") or "")
        if one.threshold:
            own = _("Counts under %(n)d are not shown, nor what they could be worked out from.") % {
                "n": one.threshold
            }
        said = own or _("Shown as published: the publisher has hidden what is too small.")
        found.append(_("Small numbers, %(name)s: %(said)s") % {"name": one.short, "said": said})
    return list(dict.fromkeys(found))


def answer_file(request: HttpRequest, shown: Shown, kind: str = "") -> HttpResponse | None:
    """Return what is shown as the file that the address asks for; nothing where it asks for none."""
    kind = kind or request.GET.get("file", "")
    if kind not in FILES:
        return None
    content = {"csv": _csv, "xlsx": _xlsx, "json": _json}[kind](request, shown)
    answer = HttpResponse(content, content_type=FILES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{shown.name}.{kind}"'
    return answer


def _csv(_request: HttpRequest, shown: Shown) -> bytes:
    return chart_csv(_with_terms(shown))


def _xlsx(request: HttpRequest, shown: Shown) -> bytes:
    return chart_xlsx(shown.chart, [*shown.terms, request.build_absolute_uri(_address(request))])


def _with_terms(shown: Shown) -> Chart | HeatTable:
    """Return the figures with their terms in each row: a CSV file has no other place for them."""
    chart = shown.chart
    table = (chart.figures if isinstance(chart, Chart) else None) or chart.table
    terms = (shown.status, "; ".join(shown.sources), "; ".join(say_hidden(shown.indicators)))
    if shown.extra.get("has_terms"):
        return chart
    columns = (*table.columns, _("What was chosen"), _("Source and licence"), _("Small numbers"))
    full = Table(table.caption, columns, tuple((*row, *terms) for row in table.rows))
    return (
        replace(chart, table=full, figures=full) if isinstance(chart, Chart) else replace(chart, table=full)
    )


def _json(request: HttpRequest, shown: Shown) -> str:
    """Return what describes the figures, for other programs."""
    return json.dumps(
        {
            "title": shown.chart.title,
            "finding": shown.chart.finding,
            "shown": shown.status,
            "address": request.build_absolute_uri(_address(request)),
            "indicators": [
                {
                    "code": one.code, "name": one.name, "definition": one.definition, "unit": one.unit,
                    "polarity": one.polarity, "small_numbers": say_hidden([one])[0],
                }
                for one in shown.indicators
            ],
            "sources": [
                {
                    "publisher": one.publisher, "title": one.title, "edition": one.edition,
                    "dataset": one.dataset, "licence": one.licence, "attribution": one.attribution,
                    "address": one.address, "retrieved_on": str(one.retrieved_on or ""),
                }
                for one in shown.releases
            ],
            "columns": [str(one) for one in shown.chart.table.columns],
            "notes": [*map(str, shown.chart.notes), *map(str, shown.notes)],
        },
        ensure_ascii=False,
        indent=1,
    )  # fmt: skip


def _address(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("file", None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def list_files(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the links to what is shown as files: the same address, and the kind."""
    query = request.GET.copy()
    found = []
    for kind, words in (
        ("csv", _("Download the figures (CSV)")),
        ("xlsx", _("Download the figures with notes (XLSX)")),
        ("json", _("Download the description (JSON)")),
    ):
        query["file"] = kind
        found.append((words, f"{request.path}?{query.urlencode()}"))
    return found


def get_picture(shown: Shown) -> Drawing | None:
    """Return the chart with its drawing; has it drawn elsewhere where nobody has seen it yet."""
    if not isinstance(shown.chart, Chart) or not shown.chart.spec:
        return None
    chart = replace(shown.chart, source="; ".join(str(one) for one in shown.releases))
    return find_drawing(chart)


def list_context(request: HttpRequest, shown: Shown) -> dict[str, Any]:
    """Return what reports/_shown.html needs."""
    picture = get_picture(shown)
    is_missing = picture is not None and picture.svg is None
    is_asked = is_awaited(picture)
    return {
        "shown": shown,
        "drawing": picture,
        "is_awaited": is_asked,
        "is_put_off": is_missing and not is_asked,
        "heat": shown.chart if isinstance(shown.chart, HeatTable) else None,
        "table": shown.chart.table,
        "files": list_files(request),
        "hidden": say_hidden(shown.indicators),
    }
