"""The data folder: where a town keeps its database, its pictures, its mail and its key."""

import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fairplace.town.config.refusal import Refused
from fairplace.town.config.shares import find_share

try:
    import fcntl
except ImportError:  # Windows itself refuses to replace a file that is open
    fcntl = None

KEY = "secret-key"


def demonstration_folder() -> Path:
    """Return where this system keeps the data of a person's programs."""
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData/Local") / "Fairplace"
    elif sys.platform == "darwin":
        base = home / "Library/Application Support/Fairplace"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share") / "fairplace"
    return base / "demo"


def make_folder(folder: Path) -> None:
    """Make the folder, readable by its owner alone, and a secret key in it. What is there is kept."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise Refused(
            f"The folder {folder} cannot be written ({error.strerror}). Name another with --data-dir."
        ) from error
    share = find_share(folder)
    if share:
        raise Refused(
            f"The folder {folder} is on a network share ({share}), where a database can be damaged. "
            "Name a folder on a disk of this machine with --data-dir."
        )
    _make_key(folder / KEY)


def _make_key(path: Path) -> None:
    if path.exists():
        return
    aside = path.with_suffix(f".{os.getpid()}")
    aside.touch(mode=0o600)
    aside.write_text(secrets.token_urlsafe(50), encoding="ascii")
    aside.replace(path)


@contextmanager
def hold(folder: Path, *, alone: bool) -> Iterator[None]:
    """Say for as long as this lasts that the folder is in use; alone, if others must not use it meanwhile."""
    if fcntl is None:
        yield
        return
    with (folder / "lock").open("a") as file:
        try:
            fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except OSError as error:
            raise Refused(f"Another Fairplace is at work in {folder}. Stop it first.") from error
        yield
