"""Reads the reference vectors of the peers, which stand beside the checkout where they exist."""

import csv
import os
from itertools import groupby
from pathlib import Path

import pytest

BESIDE = Path(__file__).resolve().parents[3] / "shared"
FOLDER = Path(os.environ.get("FAIRPLACE_SHARED", BESIDE)) / "vectors"
needs_vectors = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="The reference vectors are not on this machine."
)


def read(name):
    """Return the rows of one file as dicts of text."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_case(rows):
    """Return the rows of each case, in the order of the file."""
    return {case: list(found) for case, found in groupby(rows, key=lambda row: row["case_id"])}


def number(text):
    return float(text) if text else float("nan")


def rows_by_case(name):
    """Return the only row of each case."""
    return {row["case_id"]: row for row in read(name)}


def numbers(row, *names):
    return tuple(number(row[name]) for name in names)
