"""Writes a file so that it is there whole or not at all, whatever moment the machine stops at."""

import os
import time
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

FORGOTTEN_SECONDS = 24 * 3600


def write_whole(path: Path, content: bytes, *, unfinished: Path) -> None:
    """Write the content under the path. `unfinished` is a folder of the same disk for what is half done."""
    unfinished.mkdir(parents=True, exist_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    half = unfinished / uuid4().hex
    try:
        with half.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(half, path)
    finally:
        half.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make sure that a file's name outlives a power cut; Windows sees to that by itself."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(unfinished: Path) -> None:
    """Remove what a killed process left half done, unless it is so young that another may be writing it."""
    for half in unfinished.glob("*") if unfinished.is_dir() else ():
        with suppress(FileNotFoundError):
            if time.time() - half.stat().st_mtime > FORGOTTEN_SECONDS:
                half.unlink()
