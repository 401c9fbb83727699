from datetime import date

from django.db import transaction
from django.utils import timezone

from fairplace.town.framework.models import Item, Response
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record

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
    before = Response.objects.select_for_update().filter(recommendation=recommendation.pk).first()
    values = {"answer": answer, "reason": reason, "owner": owner, "due_on": due_on}
    response, _ = Response.objects.update_or_create(
        recommendation_id=recommendation.pk,
        defaults={**values, "answered_on": timezone.localdate(), "answered_by": by},
    )
    record(
        by=by, verb="changed the response" if before else "responded", kind="recommendation",
        subject=recommendation.code, town=recommendation.framework.town.slug,
        before=_said(before) if before else None, after=_said(response),
    )  # fmt: skip
    return response


def _said(response: Response) -> dict[str, str]:
    return {name: str(getattr(response, name) or "") for name in SAID}
