from django.db import transaction

from fairplace.town.people.models import Person
from fairplace.town.people.operations.audit import record


@transaction.atomic
def remove_password(*, by: Person, town: str = "") -> None:
    """Take a person's own password away; they sign in with links from then on."""
    by.set_unusable_password()
    by.save(update_fields=["password"])
    record(by=by, verb="removed a password", kind="password", subject=str(by), town=town)
