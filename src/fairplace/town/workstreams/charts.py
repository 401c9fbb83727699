"""Turns reach beside need into a chart with its table and a sentence."""

from django.utils.translation import gettext as _

from fairplace.town.ui.charts import Bars, Chart, shares_chart
from fairplace.town.ui.numbers import in_words
from fairplace.town.ui.tables import Table
from fairplace.town.workstreams.queries.need import FifthLine, WorkScale


def scale_chart(scale: WorkScale, *, with_spend: bool) -> Chart | None:
    """Return the shares of need, of reach and of spend by fifth; None where nothing stands beside need."""
    reach = [line.reach_share for line in scale.lines]
    spend = [line.spend_share for line in scale.lines] if with_spend else [None]
    bars = [Bars(_("need"), tuple(line.need for line in scale.lines), "similar")]
    if None not in reach:
        bars.append(Bars(_("reach"), tuple(reach), "town"))
    if None not in spend:
        bars.append(Bars(_("spend"), tuple(spend), "region"))
    if len(bars) == 1 or None in bars[0].values:
        return None
    title = _("%(work)s beside need") % {"work": scale.workstream.name}
    names = [line.fifth.name for line in scale.lines]
    return shares_chart(title, _finding(scale), names, bars, scale_table(scale, with_spend=with_spend))


def _finding(scale: WorkScale) -> str:
    first = scale.lines[0]
    told = {"need": _percent(first.need), "reach": _percent(first.reach_share)}
    if first.reach_share is not None:
        return (
            _("The most deprived fifth has %(need)s of the need, and %(reach)s of what was reached.") % told
        )
    return _("The most deprived fifth has %(need)s of the need.") % told


def scale_table(scale: WorkScale, *, with_spend: bool) -> Table:
    """Return a row a fifth: people, their need, and what reached them."""
    columns = [
        _("Part of the town"), _("People"), _("Mean score"), _("Share of need"),
        _("Reached"), _("Share of reach"), _("Reached per 100 people"),
    ]  # fmt: skip
    if with_spend:
        columns += [_("Spend"), _("Share of spend")]
    rows = tuple(_row(line, with_spend) for line in scale.lines)
    return Table(_("Reach beside need, by fifth of England’s neighbourhoods"), tuple(columns), rows)


def _row(line: FifthLine, with_spend: bool) -> tuple:
    unknown = _("not known")
    cells = [
        line.fifth.name,
        in_words(line.fifth.people, decimals=0),
        in_words(line.fifth.score) if line.fifth.people else unknown,
        _percent(line.need),
        unknown if line.reach is None else in_words(line.reach, decimals=0),
        _percent(line.reach_share),
        unknown if line.per_hundred is None else in_words(line.per_hundred),
    ]
    if with_spend:
        cells.append(unknown if line.spend is None else in_words(line.spend, unit="£", decimals=0))
        cells.append(_percent(line.spend_share))
    return tuple(cells)


def _percent(value: float | None) -> str:
    return _("not known") if value is None else in_words(value, unit="%", decimals=0)
