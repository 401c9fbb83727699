from collections.abc import Iterable, Mapping
from datetime import datetime
from email.utils import make_msgid

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from fairplace.town.letters.models import Letter
from fairplace.town.people.models import Person


@transaction.atomic
def write_letter(
    *,
    key: str,
    kind: str,
    town: str,
    to: str,
    subject: str,
    template: str,
    person: Person | None = None,
    attachments: Iterable[Mapping[str, str]] = (),
    not_before: datetime | None = None,
    **context,
) -> Letter:
    """Write a letter from a plain-text template, to leave once whatever was done with it is saved.

    The same key twice is one letter: the second time changes nothing. Returns the letter of that key.
    """
    found = Letter.objects.filter(key=key).first()
    if found:
        return found
    return Letter.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "town": town,
            "to": to,
            "person": person,
            "subject": " ".join(subject.split())[:300],
            "body": render_to_string(template, {"person": person, **context}).strip() + "\n",
            "attachments": [dict(one) for one in attachments],
            "message_id": make_msgid(domain=settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")),
            "written_at": timezone.now(),
            "not_before": not_before,
        },
    )[0]
