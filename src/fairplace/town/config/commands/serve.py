"""Serve the town in the data folder until Ctrl-C. Settings come from the environment: see dotenv-sample."""

import os
import sys
from argparse import ArgumentParser, Namespace

from fairplace.town.config import database, restoring, serving
from fairplace.town.config.commands.options import add_address, add_data_dir, read_data_dir
from fairplace.town.config.folder import hold
from fairplace.town.config.refusal import Refused

SUMMARY = "serve the town"
EXAMPLES = ["fairplace serve --data-dir /srv/town", "fairplace serve --port 8080 --processes 2"]


def add_arguments(parser: ArgumentParser) -> None:
    add_address(parser)
    add_data_dir(parser)
    parser.add_argument("--threads", type=int, default=8, metavar="N", help="requests at a time; default: 8")
    words = "default: 1; more need Linux or macOS, where gunicorn then serves"
    parser.add_argument("--processes", type=int, default=1, metavar="N", help=words)


def run(options: Namespace) -> None:
    if options.processes > 1 and sys.platform == "win32":
        raise Refused("More than one process cannot serve on Windows. Leave --processes out.")
    folder = read_data_dir(options.data_dir)
    taken = serving.bind(options.host, options.port)
    restoring.finish(folder)
    database.start_django(folder)
    database.require_town(folder)
    if options.processes > 1:
        taken.close()
        _hand_over(options)
    with hold(folder, alone=False):
        print(f"Serving on http://{options.host}:{taken.getsockname()[1]}/ until Ctrl-C.", flush=True)
        serving.serve(taken, threads=options.threads)


def _hand_over(options: Namespace) -> None:
    command = [sys.executable, "-m", "gunicorn", "fairplace.town.config.wsgi"]
    command += ["--bind", f"{options.host}:{options.port}", "--workers", str(options.processes)]
    command += ["--threads", str(options.threads), "--preload"]
    os.execv(command[0], command)  # noqa: S606  # stops and restarts are then told to gunicorn itself
