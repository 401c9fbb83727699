import re
from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fairplace.town.indicators.queries.residents import BY_AGE, BY_BOTH, BY_SEX, Residents, list_residents
from fairplace.town.places.requests import TownRequest
from fairplace.town.reports.shown import Shown, answer_file, list_context, table_alone
from fairplace.town.ui import charts
from fairplace.town.ui.numbers import in_words
from fairplace.town.ui.tables import Table


def population(request: TownRequest) -> HttpResponse:
    """Show who lives in the town beside its country: a pyramid where both sexes are held by age."""
    held = list_residents(town=request.town)
    shown = _show(request, held)
    if file := answer_file(request, shown):
        return file
    sexes = held.get(BY_SEX)
    if sexes and not sexes.town:
        sexes = None
    context = list_context(request, shown) | {
        "has_pyramid": BY_BOTH in held,
        "sexes": _make_table(sexes, request.town.name) if sexes else None,
        "sexes_releases": sexes.releases if sexes else (),
    }
    return render(request, "reports/population.html", context)


def _show(request: TownRequest, held: Mapping[str, Residents]) -> Shown:
    name, town = f"{request.town.slug}-population", request.town.name
    one = held.get(BY_BOTH) or held.get(BY_AGE)
    if one is None or not one.town:
        why = _("No figures of who lives here by age are held.")
        title = _("Who lives here")
        return Shown(name, table_alone(title, why, Table(title, (_("Age"),), ())), why)
    chart = draw_pyramid(one, town) if BY_BOTH in held else draw_ages(one, town)
    status = _("%(people)s people in %(town)s, %(period)s.") % {
        "people": in_words(sum(one.town.values()), decimals=0), "town": town, "period": one.period,
    }  # fmt: skip
    return Shown(name, chart, status, [one.indicator], one.releases, one.notes)


def draw_pyramid(one: Residents, town: str) -> charts.Chart:
    """Return the pyramid. A group is named by its sex and its age: "men 00 to 04"."""
    finding = _("Each bar is the per cent of everybody who is of that age and sex.")
    title = _("Who lives in %(town)s, %(period)s") % {"town": town, "period": one.period}
    here, there = _bands(one.town), _bands(one.country)
    return charts.pyramid_chart(title, finding, here, other=there or None, names=(town, one.country_name))


def _bands(people: Mapping[str, float]) -> list[charts.PyramidBand]:
    ages = sorted({group.partition(" ")[2] for group in people})
    return [
        charts.PyramidBand(plain_age(age), people.get(f"men {age}", 0), people.get(f"women {age}", 0))
        for age in ages
    ]


def plain_age(age: str) -> str:
    """Return "5 to 9" for "05 to 09", which stands so that ages sort as text."""
    return re.sub(r"\b0(\d)", r"\1", age)


def draw_ages(one: Residents, town: str) -> charts.Chart:
    """Return the share of each age among everybody, in the town and in the country."""
    sides = [(town, one.town), (one.country_name, one.country)]
    rows = [
        charts.EquiRow(
            plain_age(age),
            tuple(
                charts.EquiDot(name, 100 * people[age] / sum(people.values()))
                for name, people in sides
                if people.get(age)
            ),
        )
        for age in sorted(one.town, reverse=True)
    ]
    title = _("How old people are in %(town)s and %(country)s, %(period)s") % {
        "town": town, "country": one.country_name, "period": one.period,
    }  # fmt: skip
    finding = _("The per cent of everybody who is of each age. These are estimates without a likely range.")
    return charts.equiplot(title, finding, _("% of everybody"), rows)


def _make_table(one: Residents, town: str) -> Table:
    caption = _("Women and men, %(period)s") % {"period": one.period}
    rows = tuple(
        (group.capitalize(), *_tell(group, one.town), *(_tell(group, one.country) if one.country else ()))
        for group in one.town
    )
    heads = [_("Sex"), town, _("% of everybody")]
    heads += [one.country_name, _("% of everybody there")] if one.country else []
    return Table(caption, tuple(heads), rows)


def _tell(group: str, people: Mapping[str, float]) -> tuple[str, str]:
    share = 100 * people[group] / sum(people.values())
    return in_words(people[group], decimals=0), in_words(share, unit="%")
