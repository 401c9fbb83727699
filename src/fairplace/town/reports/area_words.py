"""How the figures and the neighbourhoods of an area are put into words for its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.indicators.rules import HOW_WORDS
from fairplace.town.reports.maps import say_note
from fairplace.town.reports.queries.area import DeprivationLine, FigureLine, Part
from fairplace.town.ui.tables import Table

BESIDE: dict[str, str | Promise] = {
    "higher": gettext_lazy("It is higher here."),
    "lower": gettext_lazy("It is lower here."),
    "cannot tell": gettext_lazy("We cannot tell the two apart."),
    "": gettext_lazy("Not compared."),
}


@dataclass(frozen=True)
class Line:
    """A figure of an area as its page shows it, with the town and the country beside it."""

    name: str
    period: str
    unit: str
    decimals: int
    here: Any
    why_not: str
    town: Any
    beside_town: str
    country: Any
    beside_country: str
    note: str
    release: Any


def describe_lines(found: Sequence[FigureLine]) -> list[Line]:
    """Return each figure of an area in words."""
    return [_describe(one) for one in found]


def _describe(one: FigureLine) -> Line:
    figures, figure = one.figures, one.figure
    return Line(
        name=figures.indicator.short,
        period=figures.period,
        unit=figures.indicator.unit,
        decimals=figures.indicator.decimals,
        here=figure.estimate,
        why_not="" if figure.estimate else str(HOW_WORDS[figure.how]),
        town=figures.whole,
        beside_town=str(BESIDE[one.beside_town]),
        country=figures.country,
        beside_country=str(BESIDE[one.beside_country]),
        note=say_note(figure) if figure.estimate else "",
        release=figures.release,
    )


def describe_deprivation(found: Sequence[DeprivationLine]) -> Table:
    """Return an area in each edition, a row each: the rows are no trend."""
    rows = tuple(
        (
            one.edition.short,
            f"{one.area.people:,.0f}",
            _("%(n)s of %(of)s") % {"n": one.area.in_worst_tenth, "of": one.area.neighbourhoods},
            _("%(n)s of %(of)s, %(share)s%% of people")
            % {
                "n": one.area.in_worst_fifth,
                "of": one.area.neighbourhoods,
                "share": f"{one.area.share:.0f}",
            },
            f"{one.area.score:.1f}",
        )
        for one in found
    )
    columns = (
        _("Edition"),
        _("People"),
        _("In the most deprived tenth"),
        _("In the most deprived fifth"),
        _("Mean score"),
    )
    return Table(
        _("Its neighbourhoods beside England’s. The mean score is weighted by people."), columns, rows
    )


def describe_parts(parts: Sequence[Part]) -> Table:
    """Return the neighbourhoods of an area, each with its page; a share of one is said."""
    is_whole = all(part.weight == 1 for part in parts)
    rows = tuple(
        (
            (part.name, reverse("neighbourhood_detail", kwargs={"code": part.code})),
            f"{part.rank.population:,}" if part.rank else None,
            part.rank.decile if part.rank else None,
            *(() if is_whole else (_("%(share)s%% of it") % {"share": round(100 * part.weight)},)),
        )
        for part in parts
    )
    columns = (_("Neighbourhood"), _("People"), _("Tenth of England"), *(() if is_whole else (_("Share"),)))
    return Table(_("Its neighbourhoods. Tenth 1 is the most deprived."), columns, rows)
