"""Runs the command as people do: a process of its own, with a town that was made once for all tests."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def fairplace(*arguments, **settings):
    """Run `fairplace …` and return what it printed and how it ended."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("FAIRPLACE_")}
    return subprocess.run(
        [sys.executable, "-m", "fairplace", *map(str, arguments)],
        env={**clean, "PYTHONPATH": str(ROOT / "src"), **settings},
        capture_output=True,
        text=True,
        timeout=120,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture(scope="session")
def made_town(tmp_path_factory):
    """Return the data folder of a new town with one administrator. Copied, never changed."""
    folder = tmp_path_factory.mktemp("made") / "town"
    done = fairplace("init", "--data-dir", folder, "--admin-email", "Ada@example.org")
    assert done.returncode == 0, done.stderr
    (folder / "said").write_text(done.stdout)
    (folder / "media").mkdir(exist_ok=True)
    (folder / "media" / "photo.txt").write_text("a picture")
    return folder


@pytest.fixture
def town(made_town, tmp_path):
    """Return a data folder with a town that a test may change."""
    return shutil.copytree(made_town, tmp_path / "town")
