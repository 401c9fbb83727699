"""Put a backup in place. Stop `fairplace serve` and `worker` first.

Every checksum is compared before anything is changed; a damaged backup, or one of a newer Fairplace,
changes nothing. An interruption leaves the town from before or the town from the backup, never a mixture.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from fairplace.town.config import database, restoring
from fairplace.town.config.commands.options import add_data_dir, read_data_dir
from fairplace.town.config.folder import hold, make_folder
from fairplace.town.config.refusal import Refused

SUMMARY = "put a backup in place"
EXAMPLES = [
    "fairplace restore town-2026-11-23.tar.gz --data-dir /srv/new",
    "fairplace restore town-2026-11-23.tar.gz --replace",
]


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a backup written by fairplace backup")
    parser.add_argument("--replace", action="store_true", help="give up the town that is there now")
    add_data_dir(parser)


def run(options: Namespace) -> None:
    folder = read_data_dir(options.data_dir)
    make_folder(folder)
    with hold(folder, alone=True):
        restoring.finish(folder)
        database.start_django(folder)
        if database.is_there(folder) and not options.replace:
            raise Refused(f"There is a town in {folder} already. To give it up, add --replace.")
        aside = restoring.begin(folder)
        try:
            waiting = _prepare(options.file, aside)
        except BaseException:
            restoring.give_up(folder)
            raise
        restoring.finish(folder)
    print(f"The town of {options.file} is in {folder}.")
    if waiting:
        print(f"It was made by an older Fairplace: run  fairplace init --data-dir {folder}")


def _prepare(file: Path, aside: Path) -> int:
    from django.db import connections

    from fairplace.town.config import archive, dumps

    manifest = archive.unpack(file, aside)
    if manifest.database != dumps.kind():
        raise Refused(f"This backup is of {manifest.database}, and the database here is {dumps.kind()}.")
    waiting = database.count_waiting({(app, name) for app, name in manifest.migrations})
    if not database.is_file():
        dumps.load(aside / dumps.name())
    (aside / restoring.MEDIA).mkdir(exist_ok=True)
    connections.close_all()
    (aside / restoring.READY).touch()
    return waiting
