"""The whole database as one file: a snapshot of SQLite, or what PostgreSQL's own programs write."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection, connections

from fairplace.town.config.refusal import Refused


def kind() -> str:
    return connection.vendor


def name() -> str:
    return "database.sqlite3" if connection.vendor == "sqlite" else "database.dump"


def write(target: Path) -> None:
    """Write the database as it is at this moment, while others go on reading and writing."""
    if connection.vendor != "sqlite":
        _run("pg_dump", "--format=custom", "--no-owner", f"--file={target}", _database())
        return
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        # The journal mode travels with the copy; a snapshot is one file.
        copy.execute("PRAGMA journal_mode=DELETE")


def load(source: Path) -> None:
    """Replace what a PostgreSQL database holds, all of it or nothing."""
    connections.close_all()
    options = ["--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error"]
    _run("pg_restore", *options, f"--dbname={_database()}", str(source))


def _database() -> str:
    return str(connection.settings_dict["NAME"])


def _run(program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if not found:
        raise Refused(f"{program} is not installed. It comes with PostgreSQL's client programs.")
    settings = connection.settings_dict
    given = {
        "PGHOST": settings["HOST"],
        "PGPORT": str(settings["PORT"]),
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
    }
    # In the environment and not on the command line, which every process of the machine can read.
    environment = {**os.environ, **{key: value for key, value in given.items() if value}}
    done = subprocess.run([found, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["it gave no reason"])[0]
        raise Refused(f"PostgreSQL refused: {reason}.")
