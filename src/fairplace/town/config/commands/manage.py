"""Run one of Django's own commands for the town. The data folder is told by FAIRPLACE_DATA_DIR."""

from argparse import REMAINDER, ArgumentParser, Namespace

from fairplace.town.config.commands.options import read_data_dir
from fairplace.town.config.database import start_django

SUMMARY = "run a command of Django"
EXAMPLES = ["fairplace manage help", "fairplace manage migrate", "fairplace manage collectstatic --no-input"]


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("arguments", nargs=REMAINDER, metavar="…", help="the command and its options")


def run(options: Namespace) -> None:
    start_django(read_data_dir(None))
    from django.core.management import ManagementUtility

    ManagementUtility(["fairplace manage", *options.arguments]).execute()
