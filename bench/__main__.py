"""Runs one measurement by its name, such as: python3 dev.py bench pages."""

import runpy
import sys
from pathlib import Path

NAMES = (
    "pages", "measures", "network", "towns", "groups", "logic", "statistics", "large", "sources", "reviews",
)  # fmt: skip


def main() -> None:
    given = sys.argv[1:]
    name = given.pop(0) if given and not given[0].startswith("-") else "pages"
    if name not in NAMES:
        sys.exit(f"There is no measurement called {name}; there are {', '.join(NAMES)}.")
    path = Path(__file__).with_name(f"{name}.py")
    sys.argv = [str(path), *given]
    runpy.run_path(str(path), run_name="__main__")


main()
