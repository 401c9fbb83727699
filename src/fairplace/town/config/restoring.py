"""Puts a backup in place: a crash at any moment leaves the old town or the new one, never a mixture."""

import shutil
from pathlib import Path

from fairplace.town.config.database import put_in_place

ASIDE = "restoring"
MEDIA = "media"
SNAPSHOTS = "snapshots"
# Present only when everything beside it is whole: from then on the restore is finished, not given up.
READY = "ready"


def begin(folder: Path) -> Path:
    """Return an empty folder to unpack into."""
    give_up(folder)
    _remove_before(folder)
    aside = folder / ASIDE
    aside.mkdir(mode=0o700)
    return aside


def give_up(folder: Path) -> None:
    """Remove what was unpacked."""
    shutil.rmtree(folder / ASIDE, ignore_errors=True)


def finish(folder: Path) -> bool:
    """Carry out a restore that is ready, also one that was interrupted; return whether there was one."""
    aside = folder / ASIDE
    if not (aside / READY).exists():
        return False
    for name in (MEDIA, SNAPSHOTS):
        _exchange(aside / name, folder / name, folder / f"{name}-before")
    snapshot = aside / "database.sqlite3"
    if snapshot.exists():
        put_in_place(snapshot, folder)
    (aside / READY).unlink()
    give_up(folder)
    _remove_before(folder)
    return True


def _remove_before(folder: Path) -> None:
    for name in (MEDIA, SNAPSHOTS):
        shutil.rmtree(folder / f"{name}-before", ignore_errors=True)


def _exchange(new: Path, now: Path, before: Path) -> None:
    if not new.exists():
        return
    if now.exists() and not before.exists():
        now.replace(before)
    new.replace(now)
