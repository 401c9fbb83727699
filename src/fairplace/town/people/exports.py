"""Tables that leave as CSV, row by row, whatever their length."""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone

from fairplace.town.people.models import AuditEvent
from fairplace.town.ui.cells import keep_text

AUDIT_COLUMNS = ("at", "by", "e_mail", "verb", "kind", "subject", "town", "before", "after")


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def stream_csv(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Return the lines of a CSV file, the headings first."""
    writer = csv.writer(_Echo())
    yield "\ufeff"  # spreadsheets take a file without it for another alphabet
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow([keep_text(value) for value in row])


def audit_rows(events: Iterable[AuditEvent]) -> Iterator[tuple]:
    for event in events:
        yield (
            timezone.localtime(event.at).isoformat(timespec="seconds"),
            str(event.by or "Fairplace"),
            event.by.email if event.by else "",
            event.verb,
            event.kind,
            event.subject,
            event.town,
            _json(event.before),
            _json(event.after),
        )


def _json(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
