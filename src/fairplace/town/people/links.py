"""The single-use links that sign somebody in: written here, read here."""

from urllib.parse import urlencode

from django.urls import reverse
from sesame.backends import ModelBackend
from sesame.utils import get_token

from fairplace.town.people.models import Person

SIGN_IN = "sign-in"
WELCOME = "welcome"
LIFETIMES = {SIGN_IN: 60 * 20, WELCOME: 60 * 60 * 24 * 7}


def write_link(person: Person, *, origin: str, scope: str = SIGN_IN, next_url: str = "") -> str:
    """Return the address that signs the person in once. `origin` is scheme and host: https://example.org."""
    link = origin + reverse("account_link", args=[get_token(person, scope)])
    return f"{link}?{urlencode({'next': next_url})}" if next_url else link


def read_link(token: str) -> Person | None:
    """Return whom the link signs in; None when it was used, is too old, or was never ours."""
    # Asked directly and not through authenticate(), so that an old link counts towards no lock-out.
    backend = ModelBackend()
    found = (backend.authenticate(None, token, scope, age) for scope, age in LIFETIMES.items())
    return next((person for person in found if person is not None), None)
