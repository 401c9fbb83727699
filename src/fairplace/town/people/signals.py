"""Writes down sign-ins, sign-outs and second factors, wherever in allauth they happen."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_changed, password_set
from allauth.mfa import signals as factors
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import transaction
from django.dispatch import Signal, receiver
from django.http import HttpRequest

from fairplace.town.people.models import Person
from fairplace.town.people.operations import record

FAILED = "saw a second factor fail"
VERBS: list[tuple[Signal, str, str]] = [
    (user_logged_in, "signed in", "sign-in"),
    (user_logged_out, "signed out", "sign-in"),
    (password_set, "set a password", "password"),
    (password_changed, "changed a password", "password"),
    (factors.authenticator_added, "added a second factor", "second factor"),
    (factors.authenticator_removed, "removed a second factor", "second factor"),
    (factors.authenticator_reset, "renewed recovery codes", "second factor"),
    (factors.authentication_failed, FAILED, "second factor"),
]


def connect() -> None:
    for signal, verb, kind in VERBS:
        signal.connect(_writer(verb, kind), weak=False, dispatch_uid=f"record {kind} {verb}")


@receiver(factors.authenticator_added)
def remember_proof(sender, request: HttpRequest, user: Person, **_) -> None:
    """Take a factor that was set up this moment for a fresh proof of who it is.

    Otherwise the recovery codes made with it would stand behind a question for the very next code.
    """
    record_authentication(request, user, method="mfa", reauthenticated=True)


def _writer(verb: str, kind: str):
    def write(sender, request: HttpRequest | None, user: Person | None, authenticator=None, **_) -> None:
        if user is None:
            return
        town = getattr(request, "town", None)
        after = {"type": authenticator.type} if authenticator else None
        # Whoever failed may not be the person they say they are.
        by = None if verb == FAILED else user
        with transaction.atomic():
            record(
                by=by, verb=verb, kind=kind, subject=str(user), town=town.slug if town else "", after=after
            )

    return write
