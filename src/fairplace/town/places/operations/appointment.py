from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from fairplace.town.people.models import Person
from fairplace.town.people.operations import add_person, end_every_session, mail_welcome, record
from fairplace.town.people.rules import ROLES, grantable
from fairplace.town.places.models import Appointment, Town
from fairplace.town.places.operations.editors import keep_editor_in_step
from fairplace.town.places.queries import get_abilities, list_roles

ADMINISTRATOR = "administrator"


class RoleRefused(Exception):
    """A role cannot be given or taken; the message is a sentence for whoever tried."""


@transaction.atomic
def invite_person(*, by: Person | None, town: Town, name: str, email: str, role: str, origin: str) -> Person:
    """Give somebody a role and mail them a welcome with a link, making their account if they have none.

    `origin` is scheme and host, for the link. Somebody known from another town keeps their name.
    """
    _check(by=by, town=town, role=role)
    person = Person.objects.filter(email=email.lower()).first()
    if person is None:
        person = add_person(by=by, town=town.slug, name=name, email=email)
    elif not person.is_active:
        person.is_active = True
        person.save(update_fields=["is_active"])
        record(by=by, verb="let back in", kind="person", subject=str(person), town=town.slug)
    appoint(by=by, person=person, town=town, role=role)
    welcomed = {
        "person": person,
        "by": by,
        "origin": origin,
        "town": town.name,
        "role": str(ROLES[role].name),
    }
    transaction.on_commit(lambda: mail_welcome(**welcomed))
    return person


@transaction.atomic
def appoint(*, by: Person | None, person: Person, town: Town, role: str) -> None:
    """Give a person a role. `by` is None when Fairplace itself does, such as for a demonstration."""
    _check(by=by, town=town, role=role)
    before = _roles(person, town)
    is_new = Appointment.objects.get_or_create(person=person, town=town, role=role)[1]
    if is_new:
        _write_down(by, "gave a role", person, town, before)


@transaction.atomic
def dismiss(*, by: Person | None, person: Person, town: Town, role: str) -> None:
    """Take a role from a person. The last administrator of a town keeps theirs."""
    _check(by=by, town=town, role=role)
    before = _roles(person, town)
    if role not in before["roles"]:
        return
    if role == ADMINISTRATOR and not _other_administrators(person, town):
        raise RoleRefused(
            _("%(person)s is the last administrator of %(town)s. Make somebody else administrator first.")
            % {"person": person, "town": town}
        )
    Appointment.objects.filter(person=person, town=town, role=role).delete()
    _write_down(by, "took a role", person, town, before)


@transaction.atomic
def set_roles(*, by: Person, person: Person, town: Town, roles: Iterable[str]) -> None:
    """Leave the person with these of the roles that `by` may give; roles beyond those stay as they are."""
    mine = set(grantable(get_abilities(person=by, town=town)))
    held, wanted = set(list_roles(person=person, town=town)), set(roles)
    for role in sorted(wanted - held):
        appoint(by=by, person=person, town=town, role=role)
    for role in sorted((held & mine) - wanted):
        dismiss(by=by, person=person, town=town, role=role)


@transaction.atomic
def take_away_access(*, by: Person, person: Person, town: Town) -> None:
    """Take every role in the town. Whoever has none left anywhere is signed out and cannot come back."""
    for role in list_roles(person=person, town=town):
        dismiss(by=by, person=person, town=town, role=role)
    if person.is_superuser or Appointment.objects.filter(person=person).exists():
        return
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_every_session(by=by, person=person, town=town.slug)


@transaction.atomic
def make_demonstration_people(people: Iterable[Mapping[str, str]], town: Town) -> list[Person]:
    """Make invented people with their roles, from name, email and role; twice makes no more."""
    made = []
    for row in people:
        person = Person.objects.filter(email=row["email"].lower()).first()
        if person is None:
            person = Person.objects.create_user(email=row["email"], name=row["name"], is_demonstration=True)
        appoint(by=None, person=person, town=town, role=row["role"])
        made.append(person)
    return made


def _check(*, by: Person | None, town: Town, role: str) -> None:
    """Refuse whoever may not give or take this role here. The one place where that is decided."""
    # One change of roles at a time in a town, or two administrators could dismiss each other.
    Town.objects.select_for_update().get(pk=town.pk)
    if by is None or role in grantable(get_abilities(person=by, town=town)):
        return
    raise RoleRefused(
        _("Only somebody who may do all that the role “%(role)s” may do can give or take it.")
        % {"role": ROLES[role].name}
    )


def _other_administrators(person: Person, town: Town) -> bool:
    held = Appointment.objects.filter(town=town, role=ADMINISTRATOR, person__is_active=True)
    return held.exclude(person=person).exists()


def _roles(person: Person, town: Town) -> dict[str, list[str]]:
    return {"roles": sorted(list_roles(person=person, town=town))}


def _write_down(by: Person | None, verb: str, person: Person, town: Town, before: dict) -> None:
    keep_editor_in_step(person)
    after = _roles(person, town)
    record(by=by, verb=verb, kind="role", subject=str(person), town=town.slug, before=before, after=after)
