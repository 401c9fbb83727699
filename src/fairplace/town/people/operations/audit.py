from typing import Any

from django.db import transaction

from fairplace.town.people.models import AuditEvent, Person


def record(
    *,
    by: Person | None,
    verb: str,
    kind: str,
    subject: str,
    town: str = "",
    before: Any = None,
    after: Any = None,
) -> AuditEvent:
    """Write who did what, in the transaction that does it. `by` is None when Fairplace itself did."""
    assert transaction.get_connection().in_atomic_block, (
        "An audit record belongs in the transaction it records."
    )
    return AuditEvent.objects.create(
        by=by, verb=verb, kind=kind, subject=subject, town=town, before=before, after=after
    )
