"""Tables of what a snapshot holds."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from fairplace.town.indicators.rules import Flag
from fairplace.town.reviews.telling import Told
from fairplace.town.ui.numbers import in_words, interval_in_words
from fairplace.town.ui.tables import Table

Kept = Mapping[str, Any]


def make_overview(told: Iterable[Told], address: Any) -> Table:
    """Return every measure in one line: number with range, gap both ways, direction by test, path.

    Where a review judged them, its rating and decision follow.
    """
    told = tuple(told)
    is_judged = any(one.assessed for one in told)
    columns = (
        _("Measure"), _("Newest number, with its likely range"),
        _("Gap between the most and the least deprived fifth"), _("Direction, by test"), _("On its path"),
        *((_("Rating"), _("Decision")) if is_judged else ()),
    )  # fmt: skip
    rows = tuple(
        (
            (one.kept["name"], address(one.slug)),
            _join(_list_numbers(one)) or one.standing_short,
            one.gap_short,
            {"verdict": one.kept["verdict"]},
            one.on_path,
            *(_list_said(one) if is_judged else ()),
        )
        for one in told
    )
    return Table(_("Every measure as it stood"), columns, rows)


def _list_said(one: Told) -> tuple[str, str]:
    said = one.assessed
    if said is None:
        return "", ""
    back = _(", comes back on %(day)s") % {"day": said.comes_back_on} if said.comes_back_on else ""
    return f"{said.rating or _('Not rated')}{back}", said.decision


def _list_numbers(one: Told) -> Iterable[str]:
    """Return the newest numbers; whose they are is said where there are several."""
    if len(one.figures) == 1:
        return [one.figures[0].sentence]
    return [f"{figure.label}: {figure.sentence}" for figure in one.figures]


def _join(parts: Iterable[str]) -> str:
    return ". ".join(parts)


def make_figures(kept: Kept) -> Table:
    """Return every figure of a measure with range, count, denominator, mark and source."""
    columns = (
        _("Place"), _("Group"), _("Period"), _("Value"), _("Likely range"), _("Count"), _("Out of"),
        _("Marked"), _("Source"),
    )  # fmt: skip
    rows = tuple(_row(kept, series, point) for series in kept["series"] for point in series["points"])
    return Table(_("Every figure of “%(name)s”") % {"name": kept["name"]}, columns, rows)


def _row(kept: Kept, series: Kept, point: Kept) -> tuple[Any, ...]:
    unit, decimals = kept["unit"], kept["decimals"]
    value = None if point["value"] is None else in_words(point["value"], unit=unit, decimals=decimals)
    return (
        series["place_name"],
        series["subgroup_name"] or _("Everybody"),
        point["period"],
        value,
        interval_in_words(point["lower"], point["upper"], unit=unit, decimals=decimals) or "–",
        _whole(point["count"]),
        _whole(point["denominator"]),
        ". ".join(one for one in (_flag(point["flag"]), point["note"]) if one) or "–",
        point["release"],
    )


def _whole(number: float | None) -> str:
    return "–" if number is None else f"{number:,.0f}"


def _flag(flag: str) -> str:
    return str(Flag(flag).label) if flag else ""
