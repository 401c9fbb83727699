import re

from django.core import mail
from django.core.cache import cache

from fairplace.town.people.models import Person
from fairplace.town.places.models import Appointment


def make_person(name="Ada", town=None, role="", **fields) -> Person:
    person = Person.objects.create_user(email=f"{name.lower()}@example.org", name=name, **fields)
    if role:
        Appointment.objects.create(person=person, town=town, role=role)
    return person


def get_mailed_link() -> str:
    """Return the address in the newest mail, as somebody would press it."""
    return re.search(r"http://testserver(\S+)", mail.outbox[-1].body)[1]


def ask_for_link(client, email="ada@example.org", prefix="", next_url="") -> str:
    """Ask for a sign-in link as somebody at the page would, and return what arrived in the mail."""
    cache.clear()
    client.post(f"{prefix}/account/login/", {"email": email, "next": next_url})
    return get_mailed_link()
