from collections.abc import Iterable, Mapping
from datetime import datetime
from email.utils import make_msgid

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from fairplace.town.letters.models import Letter
from fairplace.town.letters.queries.letter import list_written
from fairplace.town.people.models import Person


def compose_letter(
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
    """Return a letter from a plain-text template, not yet written into the queue."""
    return Letter(
        key=key,
        kind=kind,
        town=town,
        to=to,
        person=person,
        subject=" ".join(subject.split())[:300],
        body=render_to_string(template, {"person": person, **context}).strip() + "\n",
        attachments=[dict(one) for one in attachments],
        message_id=make_msgid(domain=settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")),
        written_at=timezone.now(),
        not_before=not_before,
    )


@transaction.atomic
def write_letter(*, key: str, **letter) -> Letter:
    """Write a letter into the queue, to leave once whatever was done with it is saved.

    Takes what `compose_letter` takes. The same key twice is one letter: the second time changes
    nothing. Returns the letter of that key.
    """
    found = Letter.objects.filter(key=key).first()
    if found:
        return found
    made = compose_letter(key=key, **letter)
    fields = {one.attname: getattr(made, one.attname) for one in Letter._meta.concrete_fields}
    values = {name: value for name, value in fields.items() if name not in ("id", "key")}
    return Letter.objects.get_or_create(key=key, defaults=values)[0]


@transaction.atomic
def rewrite_letter(*, key: str, **letter) -> bool:
    """Put other words into a letter that still waits. Returns False where there is none."""
    made = compose_letter(key=key, **letter)
    waits = Letter.objects.filter(key=key, state=Letter.State.WAITING)
    return waits.update(subject=made.subject, body=made.body) == 1


@transaction.atomic
def write_letters(letters: Iterable[Letter]) -> int:
    """Write many composed letters at once, without those whose key is taken. Returns how many are new."""
    letters = list(letters)
    taken = list_written(one.key for one in letters)
    new = [one for one in letters if one.key not in taken]
    Letter.objects.bulk_create(new)
    return len(new)
