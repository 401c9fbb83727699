from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.people import mail
from fairplace.town.people.links import WELCOME, read_link, write_link
from fairplace.town.people.models import Person


def mail_link(*, email: str, origin: str, town: str, next_url: str = "") -> None:
    """Mail a sign-in link, if somebody has an account with this address. Never tells whether they have."""
    person = Person.objects.filter(email=email.lower(), is_active=True).first()
    if person is None:
        return
    mail.post(
        template="people/mail/sign_in.txt",
        subject=_("Your link to sign in to %(town)s") % {"town": town},
        to=person.email,
        person=person,
        town=town,
        link=write_link(person, origin=origin, next_url=next_url),
    )


def mail_welcome(*, person: Person, by: Person | None, origin: str, town: str, role: str) -> None:
    """Tell somebody that they have a role now, with a link that holds for a week."""
    mail.post(
        template="people/mail/welcome.txt",
        subject=_("Welcome to %(town)s") % {"town": town},
        to=person.email,
        person=person,
        by=by,
        town=town,
        role=role,
        link=write_link(person, origin=origin, scope=WELCOME),
    )


@transaction.atomic
def use_link(*, token: str) -> Person | None:
    """Return whom the link signs in, and use it up together with every other link of that person."""
    person = read_link(token)
    if person is None:
        return None
    # Two presses of the button at one time: the second waits here, and then finds the link used.
    locked = Person.objects.select_for_update().get(pk=person.pk)
    if locked.last_login != person.last_login:
        return None
    cancel_links(person=locked)
    return locked


def cancel_links(*, person: Person) -> None:
    """Make every link mailed so far worthless: a link is signed with the time of the last sign-in."""
    person.last_login = timezone.now()
    person.save(update_fields=["last_login"])
