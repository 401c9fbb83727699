"""Make a new town, or bring one up to date after installing a newer Fairplace.

Makes the data folder, a secret key only its owner can read, and the database; then the first
administrator, whose sign-in address it prints. Loads no demonstration. May be run again.
"""

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from fairplace.town.config import database, restoring
from fairplace.town.config.commands.options import add_data_dir, read_data_dir
from fairplace.town.config.folder import hold, make_folder
from fairplace.town.config.progress import Progress
from fairplace.town.config.refusal import Refused

SUMMARY = "make a new town, or bring one up to date"
EXAMPLES = ["fairplace init --data-dir /srv/town --admin-email ada@example.org", "fairplace init"]


def add_arguments(parser: ArgumentParser) -> None:
    add_data_dir(parser)
    words = "who sets the town up; asked for when left out"
    parser.add_argument("--admin-email", metavar="E", help=words)


def run(options: Namespace) -> None:
    say = Progress()
    folder = read_data_dir(options.data_dir)
    make_folder(folder)
    restoring.finish(folder)
    database.start_django(folder)
    email = _check(options.admin_email) if options.admin_email else ""
    with hold(folder, alone=True):
        _make_or_update(folder, say)
    _gather_files()
    _make_administrator(email)
    print(f"The town is in {folder}. Load a pack, then serve it:")
    print(f"  fairplace pack load luton --data-dir {folder}\n  fairplace serve --data-dir {folder}")


def _make_or_update(folder: Path, say: Progress) -> None:
    from fairplace.town.config.archive import back_up

    if not database.is_there(folder):
        say("Making the database (about ten seconds)")
        if database.is_file():
            database.make_aside(folder, database.migrate)
        else:
            database.migrate()
        say("Made")
    elif waiting := database.count_waiting(database.list_applied()):
        say(f"Bringing the database up to date: {waiting} changes. As it was: {back_up(folder)}")
        database.migrate()
        say("Up to date")


def _gather_files() -> None:
    from django.conf import settings
    from django.core.management import call_command

    # An image of a container has them gathered already, where the town cannot write.
    if settings.STATIC_ROOT and _is_writable(Path(settings.STATIC_ROOT)):
        call_command("collectstatic", interactive=False, verbosity=0)


def _is_writable(folder: Path) -> bool:
    return os.access(folder if folder.exists() else folder.parent, os.W_OK)


def _make_administrator(email: str) -> None:
    from django.conf import settings

    from fairplace.town.people.links import WELCOME, write_link
    from fairplace.town.people.models import Person

    if not email and (Person.objects.filter(is_superuser=True).exists() or not sys.stdin.isatty()):
        return
    email = email or _check(input("E-mail address of the first administrator: "))
    person = Person.objects.filter(email=email.lower()).first()
    if person is None:
        person = Person.objects.create_superuser(email=email)
    elif not person.is_superuser:
        raise Refused(f"{email} has an account already, which is not an administrator's.")
    link = write_link(person, origin=settings.WAGTAILADMIN_BASE_URL.rstrip("/"), scope=WELCOME)
    print(f"{person.email} can sign in once, within a week, at\n  {link}")


def _check(email: str) -> str:
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    try:
        validate_email(email.strip())
    except ValidationError as error:
        raise Refused(f"{email} is not an e-mail address.") from error
    return email.strip()
