"""The town's database as commands see it: whether it is there, how old it is, and how a new one is made."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from fairplace.town.config.refusal import Refused

DATABASE = "town.sqlite3"
NO_TOWN = "There is no town in {0} yet. Make one: fairplace init --data-dir {0}"
# A database that is being made aside may be lost, so speed counts; it is made safe before it is moved.
FAST = "PRAGMA journal_mode=MEMORY;PRAGMA synchronous=OFF;PRAGMA foreign_keys=ON;"


def start_django(folder: Path) -> None:
    """Load the settings and the apps, for the town in this folder."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    os.environ["FAIRPLACE_DATA_DIR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "fairplace.town.config.settings"
    try:
        django.setup()
    except ImproperlyConfigured as error:
        if "FAIRPLACE_SECRET_KEY " in str(error):  # `fairplace init` makes one
            raise Refused(NO_TOWN.format(folder)) from error
        raise Refused(str(error)) from error


def is_file() -> bool:
    """Return whether the database is a file of SQLite."""
    from django.db import connection

    return connection.vendor == "sqlite"


def list_applied() -> set[tuple[str, str]]:
    """Return the changes that the database has been through; an empty set when it is empty."""
    from django.db import DatabaseError, connection

    try:
        with connection.cursor() as cursor:
            if "django_migrations" not in connection.introspection.table_names(cursor):
                return set()
            cursor.execute("SELECT app, name FROM django_migrations")
            return set(cursor.fetchall())
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        raise Refused(f"The database cannot be opened: {reason}.") from error


def is_there(folder: Path) -> bool:
    """Return whether there is a town: asked first, because to open a missing file would make it."""
    return (not is_file() or (folder / DATABASE).exists()) and bool(list_applied())


def require_town(folder: Path) -> None:
    """Refuse to go on without a town, or with one that needs another version of Fairplace."""
    if not is_there(folder):
        raise Refused(NO_TOWN.format(folder))
    if count_waiting(list_applied()):
        raise Refused("The database is older than this Fairplace. Bring it up to date: fairplace init")


def count_waiting(applied: set[tuple[str, str]]) -> int:
    """Return how many changes the database still needs; refuse one that a newer Fairplace has changed."""
    if applied == _list_known():
        return 0  # The usual case, told in milliseconds: loading the graph of all changes takes a second.
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None, ignore_no_migrations=True)
    known = set(loader.disk_migrations)
    known |= {old for migration in loader.disk_migrations.values() for old in migration.replaces}
    strange = sorted(applied - known)
    if strange:
        raise Refused(
            "This database was written by a newer Fairplace "
            f"(it has been through {'.'.join(strange[0])}, which is not known here). Install that version."
        )
    return len(set(loader.disk_migrations) - applied)


def _list_known() -> set[tuple[str, str]]:
    from django.apps import apps

    return {
        (app.label, file.stem)
        for app in apps.get_app_configs()
        for file in Path(app.path, "migrations").glob("[!_]*.py")
    }


def migrate() -> None:
    """Bring the database up to date."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def make_aside(folder: Path, fill: Callable[[], None]) -> None:
    """Make a new database with `fill`, and move it in place when it is whole: never half a town."""
    from django.db import connections

    _remove(folder.glob("building-*"))
    aside = folder / f"building-{os.getpid()}.sqlite3"
    settings = connections.settings["default"]
    usual = settings["OPTIONS"]
    try:
        connections.close_all()
        settings.update(NAME=str(aside), OPTIONS={**usual, "init_command": FAST})
        fill()
        connections.close_all()
        put_in_place(aside, folder)
    finally:
        connections.close_all()
        settings.update(NAME=str(folder / DATABASE), OPTIONS=usual)
        _remove(folder.glob("building-*"))


def put_in_place(aside: Path, folder: Path) -> None:
    """Make this file the town's database. What the one before still had in its journal goes with it."""
    with aside.open("rb+") as file:
        os.fsync(file.fileno())
    _remove(folder.glob(f"{DATABASE}-*"))
    aside.replace(folder / DATABASE)


def _remove(paths: Iterable[Path]) -> None:
    for path in list(paths):
        path.unlink(missing_ok=True)
