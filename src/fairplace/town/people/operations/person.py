from fairplace.town.people.models import Person
from fairplace.town.people.operations.audit import record


def add_person(*, by: Person | None, town: str, name: str, email: str) -> Person:
    """Make somebody an account, without a role, and write that down in the caller's transaction."""
    person = Person.objects.create_user(email=email, name=name)
    record(
        by=by,
        verb="added a person",
        kind="person",
        subject=str(person),
        town=town,
        after={"e-mail": email},
    )
    return person
