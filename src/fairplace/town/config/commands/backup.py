"""Write a backup of the town into one file, while it is being used.

It holds the database, the pictures and documents, what publishers answered, and a checksum of each. It does
not hold the secret key and no settings: keep those where you keep passwords. Whoever has the file has
everything in the town.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from fairplace.town.config import database
from fairplace.town.config.commands.options import add_data_dir, read_data_dir
from fairplace.town.config.refusal import Refused

SUMMARY = "write a backup into one file"
EXAMPLES = [
    "fairplace backup town-2026-11-23.tar.gz",
    "fairplace backup /safe/town.tar.gz --data-dir /srv/town",
]


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the file to write; it must not exist yet")
    add_data_dir(parser)


def run(options: Namespace) -> None:
    folder = read_data_dir(options.data_dir)
    database.start_django(folder)
    if not database.is_there(folder):
        raise Refused(f"There is no town in {folder} to back up. Name its folder with --data-dir.")
    from fairplace.town.config.archive import write_archive

    count = write_archive(options.file, folder=folder, migrations=database.list_applied())
    print(f"{options.file}: {count} files, each with its checksum.")
