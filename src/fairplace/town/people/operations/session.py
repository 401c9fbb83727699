from allauth.usersessions.models import UserSession
from django.db import transaction

from fairplace.town.people.models import Person
from fairplace.town.people.operations.access_token import end_every_token
from fairplace.town.people.operations.audit import record
from fairplace.town.people.operations.link import cancel_links
from fairplace.town.people.rules import name_browser


@transaction.atomic
def end_session(*, by: Person, session: UserSession, town: str = "") -> None:
    """End one of a person's own sessions."""
    assert session.user == by, "People end their own sessions."
    session.end()
    record(
        by=by, verb="ended a session", kind="session", subject=str(by), town=town, before=_describe(session)
    )


@transaction.atomic
def end_other_sessions(*, by: Person, current_key: str | None, town: str = "") -> int:
    """End all of a person's sessions but this one and all of their tokens, cancel the links mailed to them.

    Returns how many sessions ended.
    """
    others = list(UserSession.objects.filter(user=by).exclude(session_key=current_key))
    for session in others:
        session.end()
    cancel_links(person=by)
    end_every_token(by=by, person=by, town=town)
    before = {"sessions": [_describe(session) for session in others]}
    record(by=by, verb="ended all other sessions", kind="session", subject=str(by), town=town, before=before)
    return len(others)


@transaction.atomic
def end_every_session(*, by: Person | None, person: Person, town: str = "") -> None:
    """Sign somebody out everywhere and end their tokens, because they may not sign in any more."""
    for session in UserSession.objects.filter(user=person):
        session.end()
    cancel_links(person=person)
    end_every_token(by=by, person=person, town=town)
    record(by=by, verb="ended all sessions", kind="session", subject=str(person), town=town)


def _describe(session: UserSession) -> dict[str, str]:
    return {
        "browser": name_browser(session.user_agent),
        "address": session.ip,
        "since": session.created_at.isoformat(),
    }
