"""Runs a build from the command line: where the sources are, where the pack goes, and what went wrong."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from building.sources import BrokenSource, Sources

PACKS = Path(__file__).parents[1] / "packs"


def run(build: Callable[[Sources, Path], None], *, pack: str) -> int:
    """Build a pack's tables; return 0, or 1 with a sentence when a source cannot be used."""
    parser = argparse.ArgumentParser(description=f"Build the figures of the pack {pack}.")
    parser.add_argument(
        "--shared", type=Path, required=True, help="folder with the publishers' files in data/"
    )
    parser.add_argument("--out", type=Path, default=PACKS / pack, help="folder of the pack")
    given = parser.parse_args()
    try:
        build(Sources(given.shared / "data"), given.out)
    except BrokenSource as error:
        print(f"The pack was not built: {error}", file=sys.stderr)
        return 1
    return 0
