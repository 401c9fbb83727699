import secrets

from django.core.files.base import ContentFile
from django.db import transaction

from fairplace.town.governance.models import Action, ActionFile
from fairplace.town.governance.rules.file import LONGEST_NAME, check_file
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record

KIND = "action"


@transaction.atomic
def add_file(*, by: Person | None, action: Action, name: str, content: bytes) -> ActionFile:
    """Keep a file with an action, on disk under a name that nobody can guess. Raises FileRefused."""
    ending = check_file(name, content)
    file = ActionFile(action=action, name=_shorten(name, ending), added_by=by)
    file.file.save(f"{secrets.token_hex(16)}.{ending}", ContentFile(content), save=True)
    _write_down(by, "added a file", action, file, len(content))
    return file


@transaction.atomic
def remove_file(*, by: Person | None, file: ActionFile) -> None:
    """Take a file away, from the disk too once that is certain."""
    _write_down(by, "removed a file", file.action, file, file.file.size)
    stored, path = file.file.storage, str(file.file.name)
    file.delete()
    transaction.on_commit(lambda: stored.delete(path))


def _shorten(name: str, ending: str) -> str:
    """Return the name, cut where it is too long, with its ending kept."""
    plain = "".join(letter for letter in name if letter.isprintable())
    return plain if len(plain) <= LONGEST_NAME else f"{plain[: LONGEST_NAME - 1 - len(ending)]}.{ending}"


def _write_down(by: Person | None, verb: str, action: Action, file: ActionFile, size: int) -> None:
    after = {"file": file.name, "bytes": size}
    record(by=by, verb=verb, kind=KIND, subject=action.code, town=action.town.slug, after=after)
