"""Start the demonstration town on this machine, and open it in the browser.

The first start makes the town: the packs of Luton and Coventry with their published figures, and three
invented people to sign in as. Later starts keep whatever was written since. Nothing leaves this machine.
"""

import os
import shutil
import sys
import threading
import webbrowser
from argparse import ArgumentParser, Namespace
from pathlib import Path

from fairplace.town.config import database, restoring, serving
from fairplace.town.config.commands.options import add_address, add_data_dir
from fairplace.town.config.commands.pack import load
from fairplace.town.config.folder import demonstration_folder, hold, make_folder
from fairplace.town.config.progress import Progress

SUMMARY = "start the demonstration town"
EXAMPLES = ["fairplace demo", "fairplace demo --port 9000 --no-open", "fairplace demo --reset"]
PACKS = ("luton", "coventry")
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def add_arguments(parser: ArgumentParser) -> None:
    add_address(parser)
    add_data_dir(parser, f"where it keeps its data; default: {demonstration_folder()}")
    parser.add_argument("--reset", action="store_true", help="give up what was written, and start over")
    parser.add_argument("--no-open", action="store_true", help="do not open the browser")


def run(options: Namespace) -> None:
    say = Progress()
    folder = (options.data_dir or demonstration_folder()).expanduser().resolve()
    taken = serving.bind(options.host, options.port)
    address = f"http://{options.host}:{taken.getsockname()[1]}"
    make_folder(folder)
    _set_up(folder, address, options.host)
    _make_or_update(folder, say, reset=options.reset)
    with hold(folder, alone=False):
        serving.load_pages()
        serving.start_worker()
        _announce(address, say)
        if not options.no_open and _has_screen():
            threading.Timer(0.3, webbrowser.open, [f"{address}/"]).start()
        serving.serve(taken)
    print("Stopped. What was written is kept.", flush=True)


def _set_up(folder: Path, address: str, host: str) -> None:
    """Keep the demonstration apart from a real town: its own database, and mail that goes nowhere."""
    for name in [name for name in os.environ if name.startswith("FAIRPLACE_")]:
        del os.environ[name]
    os.environ["FAIRPLACE_DEMO"] = "1"
    os.environ["FAIRPLACE_ADDRESS"] = address
    if host not in LOOPBACK:
        os.environ["FAIRPLACE_HOSTS"] = "*"
        print("Everybody who can reach this machine can open the town.", flush=True)
    database.start_django(folder)


def _make_or_update(folder: Path, say: Progress, *, reset: bool) -> None:
    from fairplace.town.config.archive import back_up

    restoring.finish(folder)
    if reset or not database.is_there(folder):
        with hold(folder, alone=True):
            say(f"Making the town in {folder} (once; about half a minute)")
            database.make_aside(folder, lambda: _fill(say))
            _forget_files(folder)
    elif waiting := database.count_waiting(database.list_applied()):
        with hold(folder, alone=True):
            kept = back_up(folder)
            say(f"Bringing the town up to date: {waiting} changes. As it was: {kept}")
            database.migrate()


def _forget_files(folder: Path) -> None:
    """Remove what belonged to the town before. Drawings stay: they are named by what they show."""
    for old in [folder / "outbox", *(folder / "media").glob("*")]:
        if old.name != "drawings" and old.is_dir():
            shutil.rmtree(old)


def _fill(say: Progress) -> None:
    database.migrate()
    say("Tables made")
    for name in PACKS:
        load(name, say, with_people=True)


def _announce(address: str, say: Progress) -> None:
    from fairplace.town.people.links import WELCOME, write_link
    from fairplace.town.people.rules import ROLES
    from fairplace.town.places.models import Appointment

    invented = Appointment.objects.filter(person__is_demonstration=True, town__is_default=True)
    say("Ready")
    print(f"\n  The town: {address}/\n\n  Sign in as one of these invented people. Each address works once:")
    for one in invented.select_related("person").order_by("pk"):
        link = write_link(one.person, origin=address, scope=WELCOME)
        print(f"\n  {one.person.name}, {str(ROLES[one.role].name).lower()}\n  {link}")
    print("\n  Stop with Ctrl-C.", flush=True)


def _has_screen() -> bool:
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
