from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from fairplace.town.framework.models import Item, Response
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Town

SAID = ("answer", "reason", "owner", "due_on")


@transaction.atomic
def respond(
    *,
    by: Person | None,
    recommendation: Item,
    answer: str,
    reason: str,
    owner: str = "",
    due_on: date | None = None,
) -> Response:
    """Write down what the town says to a recommendation, in place of what it said before."""
    before = Response.objects.select_for_update().filter(recommendation=recommendation.pk).order_by().first()
    values = {"answer": answer, "reason": reason, "owner": owner, "due_on": due_on}
    response, _ = Response.objects.update_or_create(
        recommendation_id=recommendation.pk,
        defaults={
            **values,
            "answered_on": timezone.localdate(),
            "answered_by": by,
            "is_demonstration": False,
        },
    )
    record(
        by=by, verb="changed the response" if before else "responded", kind="recommendation",
        subject=recommendation.code, town=recommendation.framework.town.slug,
        before=_said(before) if before else None, after=_said(response),
    )  # fmt: skip
    return response


@transaction.atomic
def save_demonstration_responses(*, town: Town, responses: Iterable[Mapping[str, Any]]) -> None:
    """Add invented responses, marked as invented. What has a response already keeps it."""
    rows = Item.objects.filter(framework__town=town, framework__is_current=True, response=None)
    unanswered = {one.code: one for one in rows}
    for entry in responses:
        if entry["recommendation"] in unanswered:
            Response.objects.create(
                recommendation=unanswered[entry["recommendation"]],
                answered_on=entry["answered_on"],
                is_demonstration=True,
                **{name: entry[name] for name in SAID},
            )


def _said(response: Response) -> dict[str, str]:
    return {name: str(getattr(response, name) or "") for name in SAID}
