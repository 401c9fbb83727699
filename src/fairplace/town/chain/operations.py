from typing import Any

from django.db import transaction
from django.utils import timezone

from fairplace.town.chain.models import LintRun
from fairplace.town.chain.queries import get_chain, list_faults
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record


def run_lint(*, by: Person | None, town: Any) -> LintRun:
    """Test the plan of a town now, and keep how many faults each check found."""
    faults = list_faults(town=town, chain=get_chain(town=town))
    counts = {check.code: len(found) for check, found in faults.items()}
    with transaction.atomic():
        run = LintRun.objects.create(town=town.slug, at=timezone.now(), by=by, counts=counts)
        record(
            by=by, verb="tested", kind="plan", subject=town.name, town=town.slug, after={"faults": run.total}
        )
    return run
