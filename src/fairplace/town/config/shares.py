"""Tells whether a folder is on another machine: SQLite cannot keep its journal safe there."""

import re
import subprocess
import sys
from pathlib import Path

NETWORK = {"afs", "afpfs", "cifs", "fuse.sshfs", "ncpfs", "nfs", "nfs4", "smb2", "smb3", "smbfs", "webdav"}
_REMOTE_DRIVE = 4


def find_share(folder: Path) -> str:
    """Return the kind of network file system that holds the folder; empty when it is local or not known."""
    folder = folder.resolve()
    if sys.platform == "win32":
        return "a network drive" if _is_remote_drive(folder) else ""
    kind = kind_of(folder, _mounts())
    return kind if kind in NETWORK else ""


def kind_of(folder: Path, mounts: list[tuple[Path, str]]) -> str:
    """Return the kind of the innermost mount that holds the folder. Of two at one point the later counts."""
    holding = [(len(point.parts), kind) for point, kind in mounts if folder.is_relative_to(point)]
    deepest = max((depth for depth, _ in holding), default=0)
    return next((kind for depth, kind in reversed(holding) if depth == deepest), "")


def _mounts() -> list[tuple[Path, str]]:
    if sys.platform == "darwin":
        listed = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
        found = re.findall(r"^.+? on (.+) \((\w+)", listed, re.MULTILINE)
        return [(Path(point), kind) for point, kind in found]
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    # Spaces in a path are written there as \040.
    return [(Path(line.split()[1].replace("\\040", " ")), line.split()[2]) for line in lines]


def _is_remote_drive(folder: Path) -> bool:
    import ctypes

    root = str(folder.anchor)
    return root.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(root) == _REMOTE_DRIVE  # type: ignore[attr-defined]
