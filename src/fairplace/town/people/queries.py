from datetime import date, datetime, time

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import QuerySet
from django.utils import timezone

from fairplace.town.people.models import AccessToken, AuditEvent, Person
from fairplace.town.people.rules import digest_token


def list_sessions(*, person: Person) -> list[UserSession]:
    """Return where the person is signed in, newest first."""
    sessions = UserSession.objects.purge_and_list(person)
    return sorted(sessions, key=lambda session: session.created_at, reverse=True)


def get_session(*, person: Person, pk: int) -> UserSession | None:
    return UserSession.objects.filter(user=person, pk=pk).first()


def list_tokens(*, person: Person) -> list[AccessToken]:
    """Return the access tokens of a person that have not been ended, the newest first."""
    return list(AccessToken.objects.filter(person=person, ended_at=None))


def get_token(*, person: Person, pk: int) -> AccessToken | None:
    return AccessToken.objects.filter(person=person, pk=pk, ended_at=None).first()


def find_token(secret: str) -> AccessToken | None:
    """Return the token with this secret, with its person; None where there is none, or it holds no more.

    Digests are compared by the database: whoever can measure how long that takes learns nothing of a secret.
    """
    found = AccessToken.objects.filter(
        digest=digest_token(secret), ended_at=None, expires_at__gt=timezone.now(), person__is_active=True
    )
    return found.select_related("person").first()


def count_second_factors(*, person: Person) -> dict[str, int]:
    """Return how many the person has of each kind: totp, webauthn, recovery_codes."""
    kinds = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    return {str(kind.value): kinds.count(kind.value) for kind in Authenticator.Type}


def list_audit_events(
    *,
    town: str,
    by: int | None = None,
    kind: str = "",
    verb: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[AuditEvent]:
    """Return what was done in the town, newest first; the days at both ends are part of it."""
    events = AuditEvent.objects.filter(town=town).select_related("by")
    if by:
        events = events.filter(by_id=by)
    if kind:
        events = events.filter(kind=kind)
    if verb:
        events = events.filter(verb=verb)
    if since:
        events = events.filter(at__gte=_moment(since, time.min))
    if until:
        events = events.filter(at__lte=_moment(until, time.max))
    return events


def list_audit_choices(*, town: str) -> dict[str, list]:
    """Return the people, kinds and verbs that the town's record speaks of."""
    events = AuditEvent.objects.filter(town=town).order_by()
    return {
        "people": list(Person.objects.filter(pk__in=events.values("by"))),
        "kinds": sorted(events.values_list("kind", flat=True).distinct()),
        "verbs": sorted(events.values_list("verb", flat=True).distinct()),
    }


def _moment(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
