"""Do the town's background work until Ctrl-C: sending mail, drawing charts, reminding people and testing
the plan once a day. Runs beside `fairplace serve`."""

import signal
import sys
from argparse import ArgumentParser, Namespace

from fairplace.town.config import clock, database, postman
from fairplace.town.config.commands.options import add_data_dir, read_data_dir
from fairplace.town.config.folder import hold

SUMMARY = "do the background work"
EXAMPLES = ["fairplace worker --data-dir /srv/town", "fairplace worker --batch"]


def add_arguments(parser: ArgumentParser) -> None:
    add_data_dir(parser)
    parser.add_argument("--batch", action="store_true", help="do what is waiting, then stop (for a timer)")


def run(options: Namespace) -> None:
    folder = read_data_dir(options.data_dir)
    database.start_django(folder)
    database.require_town(folder)
    from django.core.management import call_command

    with hold(folder, alone=False):
        if options.batch:
            clock.do_what_is_due()
            postman.send_letters()
            call_command("db_worker", queue_name="*", batch=True, verbosity=0)
            return
        # Until the worker below listens itself. The postman's own end lets the letter in its hands leave.
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
        clock.start()
        sending = postman.Postman().start()
        try:
            call_command("db_worker", queue_name="*", batch=False, verbosity=0)
        finally:
            sending.stop()
