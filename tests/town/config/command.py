"""Runs the command as people do: in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def fairplace(*arguments, **settings):
    """Run `fairplace …` and return what it printed and how it ended."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("FAIRPLACE_")}
    return subprocess.run(  # noqa: PLW1510  # how it ended is what the tests look at
        [sys.executable, "-m", "fairplace", *map(str, arguments)],
        env={**clean, "PYTHONPATH": str(ROOT / "src"), **settings},
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
    )
