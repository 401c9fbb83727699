from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Field, Schema

from fairplace.town.api.shapes.common import Page
from fairplace.town.api.shapes.figure import Figure, shape_figure
from fairplace.town.feeds.models import Submission
from fairplace.town.feeds.queries.feed import FeedLine
from fairplace.town.feeds.rules.submitting import days_of
from fairplace.town.indicators.rules import name_kind_of_period, say_reliability
from fairplace.town.indicators.tables import AGE, SEX


class Waiting(Schema):
    """Local figures that are not published yet."""

    number: int
    title: str
    indicator: str
    organisation: str
    state: str = Field(description="draft, submitted, returned or approved")
    made_at: datetime
    publish_at: datetime | None = Field(description="When they are published, once they are approved")
    figures: str
    csv: str
    xlsx: str


class WaitingList(Page):
    items: list[Waiting]


class WaitingFigures(Page):
    """Figures that are not published yet, and on which terms they may be read."""

    number: int
    state: str
    terms: str
    items: list[Figure]


class FeedOf(Schema):
    """Where figures of an indicator come from, and how fresh they are."""

    number: int
    indicator: str
    publisher: str
    health: str = Field(description="fresh, late, failed, waiting, never or paused")
    every_days: int
    good_at: datetime | None = Field(description="When figures were last found good")
    next_due: datetime | None
    newest_period: str
    newest_ends_on: date | None
    is_running: bool
    failure: str = Field(description="Why the last load failed; empty where it did not")


class Feeds(Page):
    items: list[FeedOf]


def shape_waiting(request: HttpRequest, one: Submission) -> dict[str, Any]:
    """Return a submission as the list of local figures shows it."""

    def address(name: str) -> str:
        return request.build_absolute_uri(reverse(name, kwargs={"number": one.pk}))

    return {
        "number": one.pk,
        **{name: getattr(one, name) for name in ("title", "state", "made_at", "publish_at")},
        "indicator": one.indicator.code,
        "organisation": one.organisation.name if one.organisation else "",
        "figures": address("api_waiting_figures"),
        "csv": address("api_waiting_csv"),
        "xlsx": address("api_waiting_xlsx"),
    }


def shape_waiting_figure(
    submission: Submission, values: Mapping[str, Any], kinds: Mapping[str, str]
) -> dict[str, Any]:
    """Return a row of a submission in the shape of a published figure, without a release."""
    first, last = days_of(values)
    same = ("place", "period", "dimension", "subgroup", "value", "lower_95", "upper_95", "flag", "note")
    card, dimension, who = submission.indicator.card, values["dimension"], values.get("who", "")
    return shape_figure(
        {
            **{name: values[name] for name in (*same, "count", "denominator")},
            "indicator": submission.indicator.code,
            "unit": submission.indicator.unit,
            "place_name": values["place_name"],
            "place_kind": kinds.get(values["place"], ""),
            "starts_on": first,
            "ends_on": last,
            "period_kind": name_kind_of_period(first, last),
            "lower_998": None,
            "upper_998": None,
            "sex": who if dimension == SEX else str(card.get(SEX, "")),
            "age": who if dimension == AGE else str(card.get(AGE, "")),
            "category": f"{dimension}: {who}" if dimension not in ("", SEX, AGE) else "",
            "reliability": ""
            if values["value"] is None
            else say_reliability(values["value"], values["lower_95"], values["upper_95"]),
            "release": None,
        }
    )


def shape_feed(line: FeedLine) -> dict[str, Any]:
    """Return a feed with how it stands."""
    newest = line.newest
    return {
        "number": line.feed.pk,
        "indicator": line.feed.indicator.code,
        "publisher": line.feed.publisher,
        "health": line.health.value,
        "every_days": line.feed.every_days,
        "good_at": line.past.good_at,
        "next_due": line.next_due,
        "newest_period": newest.period if newest else "",
        "newest_ends_on": newest.ends_on if newest else None,
        "is_running": line.running is not None,
        "failure": line.failure.message if line.failure else "",
    }
