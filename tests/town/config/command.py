"""Runs the command as people do: in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def fairplace(*arguments, **settings):
    """Run `fairplace …` to its end and return what it printed and how it ended."""
    with begin(*arguments, **settings) as process:
        try:
            printed = process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    return subprocess.CompletedProcess(process.args, process.returncode, *printed)


def begin(*arguments, **settings):
    """Start `fairplace …` with no settings but these."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("FAIRPLACE_")}
    return subprocess.Popen(
        [sys.executable, "-m", "fairplace", *map(str, arguments)],
        env={**clean, "PYTHONPATH": str(ROOT / "src"), **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
