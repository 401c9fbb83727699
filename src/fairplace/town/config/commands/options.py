"""Options that several commands have."""

import os
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path

HELP = "where the town keeps its data (or set FAIRPLACE_DATA_DIR; without either: the folder var)"


def add_data_dir(parser: ArgumentParser, words: str = HELP) -> None:
    parser.add_argument("--data-dir", type=Path, metavar="D", help=words)


def add_address(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=_port, default=8000, metavar="N", help="default: 8000")
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="H", help="default: 127.0.0.1, this machine alone"
    )


def read_data_dir(given: Path | None) -> Path:
    """Return the town's data folder, whole: as given, from the environment, or the folder var."""
    return Path(given or os.environ.get("FAIRPLACE_DATA_DIR") or "var").expanduser().resolve()


def _port(text: str) -> int:
    if text.isdecimal() and int(text) <= 65535:
        return int(text)
    raise ArgumentTypeError(f"{text} is not a port: write a whole number up to 65535.")
