"""Describes the CSV of a measure's figures for programs: CSV on the Web, https://www.w3.org/TR/tabular-metadata/."""

from collections.abc import Iterable
from typing import Any

from fairplace.town.indicators.models import Indicator, Release
from fairplace.town.indicators.tables import COLUMNS
from fairplace.town.places.models import Town

CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]
MEDIA_TYPE = "application/csvm+json"
OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
KEY = ("indicator", "place", "dimension", "subgroup", "period")
NUMBERS = ("value", "lower_95", "upper_95", "lower_998", "upper_998", "count", "denominator")
DAYS = ("starts_on", "ends_on", "published_on", "retrieved_on")
# What every row has; the rest may be empty, which is to be read as not known or as everybody.
REQUIRED = (
    "indicator", "place", "place_name", "period", "starts_on", "ends_on", "publisher", "title", "edition",
    "licence", "release", "place_kind", "period_kind",
)  # fmt: skip
TITLES = {
    "indicator": "Code of the indicator", "place": "Code of the place", "place_name": "Name of the place",
    "dimension": "What people are divided by; empty for everybody",
    "subgroup": "The group; empty for everybody",
    "period": "Period as its publisher writes it", "starts_on": "First day", "ends_on": "Last day",
    "value": "Value", "lower_95": "Lower 95% limit", "upper_95": "Upper 95% limit",
    "lower_998": "Lower 99.8% limit", "upper_998": "Upper 99.8% limit", "unit": "Unit",
    "count": "Count", "denominator": "Denominator", "flag": "Mark; empty for a figure as published",
    "note": "Note", "publisher": "Publisher", "title": "Title of the publication",
    "edition": "Edition of the publication", "dataset": "Dataset", "published_on": "Published on",
    "retrieved_on": "Taken from the publisher on", "licence": "Licence", "attribution": "How to cite it",
    "place_kind": "Kind of place", "period_kind": "Kind of period", "sex": "Sex", "age": "Ages",
    "category": "Group in words", "reliability": "How precise it is, by its 95% limits",
    "release": "Code of the publication",
}  # fmt: skip


def describe_csv(
    *, address: str, indicator: Indicator, town: Town, releases: Iterable[Release]
) -> dict[str, Any]:
    """Return the metadata of the file at an address: its columns, key, source and licence."""
    releases = list(releases)
    return {
        "@context": CONTEXT,
        "url": address,
        "dc:title": f"{indicator.name}: {town.name}",
        "dc:description": indicator.definition,
        "dc:publisher": town.title,
        "dc:license": list_licences(releases),
        "dc:source": [one.address or one.attribution for one in releases],
        "dc:rights": [one.attribution for one in releases],
        "dialect": {
            "encoding": "utf-8",
            "header": True,
            "delimiter": ",",
            "quoteChar": '"',
            "doubleQuote": True,
        },
        "tableSchema": {"columns": [_describe_column(name) for name in COLUMNS], "primaryKey": list(KEY)},
    }


def list_licences(releases: Iterable[Release]) -> list[str]:
    """Return each licence once: the address of the Open Government Licence, others by their names."""
    names = dict.fromkeys(one.licence for one in releases)
    return list(dict.fromkeys(OGL if is_open(name) else name for name in names))


def is_open(licence: str) -> bool:
    """Return whether it is the Open Government Licence, version 3, however a publication writes it."""
    plain = licence.casefold()
    return plain.startswith(("open government licence", "ogl")) and "3" in plain


def _describe_column(name: str) -> dict[str, Any]:
    datatype: Any = "string"
    if name in NUMBERS:
        datatype = "double"
    elif name in DAYS:
        datatype = {"base": "date", "format": "yyyy-MM-dd"}
    return {
        "name": name,
        "titles": name,
        "dc:description": TITLES[name],
        "datatype": datatype,
        "null": "",
        "required": name in REQUIRED,
    }
