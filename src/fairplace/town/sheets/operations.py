from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.sheets.models import Upload
from fairplace.town.sheets.queries import get_preview
from fairplace.town.sheets.reading import read_file
from fairplace.town.sheets.rules import MOST_CHANGES, SHEETS, Refused, Sheet


def bring(*, by: Person, town: Any, sheet: Sheet, name: str, content: bytes) -> Upload:
    """Keep the rows of a file for a preview. Raises Refused where it cannot be read."""
    read = read_file(name, content, sheet)
    rows = [[number, row] for number, row in read.rows]
    return Upload.objects.create(
        town=town.slug, sheet=sheet.code, name=name[:200], by=by, rows=rows, unknown=list(read.unknown)
    )


def mend(*, upload: Upload, cells: Mapping[tuple[int, str], str], left_out: set[int]) -> None:
    """Write other text into cells of a file that is not taken in yet, or leave rows out."""
    if upload.taken_in_at is None:
        upload.rows = [
            [number, {column: cells.get((number, column), text) for column, text in row.items()}]
            for number, row in upload.rows
            if number not in left_out
        ]
        upload.save(update_fields=["rows"])


@transaction.atomic
def take_in(*, by: Person, town: Any, upload: Upload) -> int:
    """Add and change everything in the file, or nothing; raises Refused while there are faults."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.taken_in_at is not None:
        raise Refused(_("This file was taken in already."))
    sheet, found = SHEETS[upload.sheet], get_preview(upload=upload, town=town)
    if found.problems:
        raise Refused(_("Mend the rows that are named first. Nothing was taken in."))
    if found.changes > MOST_CHANGES:
        said = _("At most %(most)s rows can change at once. Bring the file in parts. Nothing was taken in.")
        raise Refused(said % {"most": f"{MOST_CHANGES:,}"})
    before, touched = sheet.current(town), {*found.added, *found.changed}
    for row in found.clean:
        if sheet.key_of(row) in touched:
            sheet.save(by=by, town=town, row=row)
    after = sheet.current(town)
    upload.before = {key: before.get(key) for key in touched}
    upload.after = {key: after.get(key) for key in touched}
    upload.taken_in_at, upload.rows = timezone.now(), []
    upload.save()
    said = {"file": upload.name, "added": len(found.added), "changed": len(found.changed)}
    record(by=by, verb="took in a file", kind=sheet.code, subject=upload.name, town=town.slug, after=said)
    return len(touched)


@transaction.atomic
def undo(*, by: Person, town: Any, upload: Upload) -> int:
    """Bring back what a file changed, all or nothing. Raises Refused, naming what was changed since."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.taken_in_at is None or upload.undone_at is not None:
        raise Refused(_("There is nothing to undo."))
    sheet = SHEETS[upload.sheet]
    now = sheet.current(town)
    since = sorted(key for key, row in upload.after.items() if now.get(key) != row)
    if since:
        raise Refused(
            _("Changed since, and so left as it is: %(keys)s. Nothing was undone.")
            % {"keys": ", ".join(since)}
        )
    for key, row in upload.before.items():
        if row is None:
            sheet.remove(by=by, town=town, row=upload.after[key])
        else:
            sheet.save(by=by, town=town, row=row)
    upload.undone_at = timezone.now()
    upload.save(update_fields=["undone_at"])
    record(by=by, verb="undid a file", kind=sheet.code, subject=upload.name, town=town.slug)
    return len(upload.before)
