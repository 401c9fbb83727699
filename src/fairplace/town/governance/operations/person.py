from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from fairplace.town.people.models import Person
from fairplace.town.people.operations import add_person
from fairplace.town.places.models import Town


class PersonRefused(Exception):
    """Nobody can be asked at this address; the message is a sentence for whoever tried."""


@transaction.atomic
def find_or_add_person(*, by: Person | None, town: Town, name: str, email: str) -> Person:
    """Return whoever has this address, or add them without a role: they act through links in mails.

    Somebody who left is not asked again by accident: Refused, until they are let back in.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise PersonRefused(_("Write a whole e-mail address, such as name@example.org.")) from error
    person = Person.objects.filter(email=email).first()
    if person is None:
        person = add_person(by=by, town=town.slug, name=name.strip(), email=email)
    if not person.is_active:
        raise PersonRefused(
            _("%(person)s has left, and cannot be asked. Choose somebody else, or let them back in first.")
            % {"person": person}
        )
    return person
