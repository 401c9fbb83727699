"""The command `fairplace`: reads what was typed, and runs one file of commands."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from fairplace import __version__
from fairplace.town.config.commands import manage
from fairplace.town.config.refusal import Refused

COMMANDS = "fairplace.town.config.commands"
NAMES = ("demo", "init", "serve", "worker", "pack", "backup", "restore", "manage", "version")
# The analyst's half.
ANALYST = {
    "stats": "compute statistics from a table",
    "sources": "bring figures in from their publishers",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 1 after one sentence on stderr. Wrong usage ends with 2."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] and given[0] in ANALYST:
        return _run_analyst(given[0], given[1:])
    if given[:1] == ["manage"] and len(given) > 1:
        # Django's own commands read their options themselves, --help among them.
        options = argparse.Namespace(run=manage.run, arguments=given[1:])
    else:
        options = build_parser().parse_args(given)
    try:
        return options.run(options) or 0
    except Refused as refusal:
        print(f"fairplace {given[0]}: {refusal}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


def _run_analyst(name: str, arguments: Sequence[str]) -> int:
    """Run a command of the analyst's half, which loads no Django and needs no town."""
    from fairplace.equity.stats.errors import NotComputable

    command = import_module(f"fairplace.equity.cli.{name}")
    try:
        status = command.main(arguments)
        # What is still held back leaves here, where a reader who has gone is no error.
        sys.stdout.flush()
        return status
    except NotComputable as refusal:
        print(f"fairplace {name}: {refusal}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read our lines has seen enough (| head); nothing is to be flushed to them at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of every command, each with its examples."""
    parser = argparse.ArgumentParser(
        prog="fairplace", description="Runs a health equity town. Every command explains itself with --help."
    )
    parser.add_argument("--version", action="version", version=f"Fairplace {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name in NAMES:
        module = import_module(f"{COMMANDS}.{name}")
        command = commands.add_parser(
            name,
            help=module.SUMMARY,
            description=module.__doc__,
            epilog="examples:\n" + "\n".join(f"  {example}" for example in module.EXAMPLES),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    # These read their own arguments: their commands are written from registers, which take time to load.
    for name, told in ANALYST.items():
        commands.add_parser(name, help=told, add_help=False)
    return parser


if __name__ == "__main__":
    sys.exit(main())
