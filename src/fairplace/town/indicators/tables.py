"""Lays out numbers for other programs: one row a number, each with its source and terms."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponse, JsonResponse

from fairplace.town.indicators.models import Indicator, Observation, Subgroup
from fairplace.town.indicators.queries import list_observations
from fairplace.town.indicators.rules import name_kind_of_period, say_reliability
from fairplace.town.places.models import Town
from fairplace.town.ui.cells import keep_text

COLUMNS: tuple[str, ...] = (
    "indicator", "place", "place_name", "dimension", "subgroup", "period", "starts_on", "ends_on",
    "value", "lower_95", "upper_95", "lower_998", "upper_998", "unit", "count", "denominator", "flag", "note",
    "publisher", "title", "edition", "dataset", "published_on", "retrieved_on", "licence", "attribution",
    # New columns come last, so that files which were read by position are read as before.
    "place_kind", "period_kind", "sex", "age", "category", "reliability", "release",
)  # fmt: skip
SEX, AGE = "sex", "age"


def list_rows(*, indicator: Indicator, town: Town) -> Iterator[dict[str, Any]]:
    """Yield every stored number of the indicator that the town shows, one dict a number."""
    return describe_rows(indicator, list_observations(indicator=indicator, town=town))


def describe_rows(indicator: Indicator, rows: Iterable[Observation]) -> Iterator[dict[str, Any]]:
    """Yield one dict a number, for numbers of one indicator with their place, subgroup and release."""
    for row in rows:
        yield dict(zip(COLUMNS, _cells(indicator, row), strict=True))


def _cells(indicator: Indicator, row: Observation) -> tuple[Any, ...]:
    subgroup, release = row.subgroup, row.release
    return (
        indicator.code, row.place.code, row.place.name,
        subgroup.dimension.code if subgroup else "", subgroup.code if subgroup else "",
        row.period, row.starts_on.isoformat(), row.ends_on.isoformat(),
        row.value, row.lower, row.upper, row.surer_lower, row.surer_upper,
        indicator.unit, row.count, row.denominator, row.flag, row.note,
        release.publisher, release.title, release.edition, release.dataset,
        release.published_on and release.published_on.isoformat(),
        release.retrieved_on and release.retrieved_on.isoformat(), release.licence,
        release.attribution, row.place.kind, name_kind_of_period(row.starts_on, row.ends_on),
        *_say_who(indicator, subgroup),
        "" if row.value is None else say_reliability(row.value, row.lower, row.upper), release.code,
    )  # fmt: skip


def _say_who(indicator: Indicator, subgroup: Subgroup | None) -> tuple[str, str, str]:
    """Return sex, age and category of a number: of its subgroup, or else as its indicator's card has them."""
    sex, age, category = str(indicator.card.get(SEX, "")), str(indicator.card.get(AGE, "")), ""
    if subgroup is None:
        return sex, age, category
    if subgroup.dimension.code == SEX:
        return subgroup.name, age, category
    if subgroup.dimension.code == AGE:
        return sex, subgroup.name, category
    return sex, age, f"{subgroup.dimension.name}: {subgroup.name}"


def csv_response(*, indicator: Indicator, town: Town) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{town.slug}-{indicator.code}.csv"'
    writer = csv.DictWriter(response, COLUMNS)
    writer.writeheader()
    for row in list_rows(indicator=indicator, town=town):
        writer.writerow({name: keep_text(cell) for name, cell in row.items()})
    return response


def json_response(*, indicator: Indicator, town: Town) -> JsonResponse:
    return JsonResponse(
        {
            "indicator": {
                "code": indicator.code,
                "name": indicator.name,
                "definition": indicator.definition,
                "unit": indicator.unit,
                "polarity": indicator.polarity,
            },
            "attribution": town.attribution,
            "figures": list(list_rows(indicator=indicator, town=town)),
        },
        json_dumps_params={"ensure_ascii": False},
    )
