"""Print the versions of Fairplace and of what it stands on: paste them into a report of a fault."""

import platform
import sqlite3
from argparse import ArgumentParser, Namespace
from importlib.metadata import version

from fairplace import __version__

SUMMARY = "print the versions"
EXAMPLES = ["fairplace version"]


def add_arguments(parser: ArgumentParser) -> None:
    pass


def run(options: Namespace) -> None:
    print(f"Fairplace {__version__}")
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    print(f"Django {version('django')}, Wagtail {version('wagtail')}, SQLite {sqlite3.sqlite_version}")
