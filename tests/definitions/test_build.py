"""Runs the scripts that build the packs' figures."""

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.definitions.published import ROOT, SHARED, needs_sources

DEFINITIONS = ROOT / "definitions"


def run(script: str, *arguments: str) -> subprocess.CompletedProcess:
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, str(DEFINITIONS / script), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def tables(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*.csv"))}


@needs_sources
@pytest.mark.parametrize("pack", ["luton", "coventry"])
def test_building_again_gives_the_same_bytes(pack, tmp_path):
    done = run(f"build_{pack}.py", "--shared", str(SHARED.parent), "--out", str(tmp_path))

    assert done.returncode == 0, done.stderr
    assert tables(tmp_path) == tables(DEFINITIONS / "packs" / pack)


def test_a_missing_source_is_named_in_one_sentence(tmp_path):
    done = run("build_luton.py", "--shared", str(tmp_path), "--out", str(tmp_path / "out"))

    assert done.returncode == 1
    assert done.stderr.startswith("The pack was not built: The source file ons_els/")
    assert done.stderr.count("\n") == 1


def test_a_missing_column_is_named_in_one_sentence(tmp_path):
    folder = tmp_path / "data" / "ons_els"
    folder.mkdir(parents=True)
    (folder / "modelled-unemployment.csv.gz").write_bytes(gzip.compress(b"areacd,indicator\n"))

    done = run("build_luton.py", "--shared", str(tmp_path), "--out", str(tmp_path / "out"))

    assert done.returncode == 1
    assert "has no column period, observation" in done.stderr
