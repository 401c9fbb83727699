"""A backup: one .tar.gz with the database, pictures, publishers' answers, and a manifest of checksums."""

import hashlib
import json
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Self

from fairplace import __version__
from fairplace.town.config import dumps
from fairplace.town.config.database import list_applied
from fairplace.town.config.refusal import Refused
from fairplace.town.config.restoring import MEDIA, SNAPSHOTS

FORMAT = 1
MANIFEST = "manifest.json"
# Manifests before the bodies that they name, held before accepted: what is written or accepted meanwhile is
# then never in half. Left out: tables, which can be made again, and what is unfinished or running.
KEPT_SNAPSHOTS = ("held", "snapshots", "bodies")


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: who wrote it, which changes its database has been through, and every checksum."""

    format: int
    fairplace: str
    made_at: str
    database: str
    migrations: list[list[str]]
    files: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> Self:
        try:
            return cls(**json.loads(text))
        except (TypeError, ValueError) as error:
            raise Refused("This is not a backup of Fairplace: its manifest cannot be read.") from error


def write_archive(target: Path, *, folder: Path, migrations: set[tuple[str, str]]) -> int:
    """Write the backup of the town in this folder, and return how many files it holds."""
    if target.exists():
        raise Refused(f"{target} exists already. Name a file that does not.")
    manifest = _begin_manifest(migrations)
    aside = target.with_name(f"{target.name}.partial")
    try:
        with TemporaryDirectory(dir=folder) as temporary, tarfile.open(aside, "w:gz") as archive:
            dump = Path(temporary) / dumps.name()
            dumps.write(dump)
            for name, file in [(dump.name, dump), *_list_media(folder)]:
                manifest.files[name] = _digest(file)
                archive.add(file, name, recursive=False)
            for name, file in _list_snapshots(folder):
                # One that is accepted at this moment moves on, and comes along from its new place.
                with suppress(FileNotFoundError):
                    digest = _digest(file)
                    archive.add(file, name, recursive=False)
                    manifest.files[name] = digest
            text = json.dumps(asdict(manifest), indent=1).encode()
            about = tarfile.TarInfo(MANIFEST)
            about.size = len(text)
            archive.addfile(about, BytesIO(text))
        aside.chmod(0o600)
        aside.replace(target)
    except OSError as error:
        raise Refused(f"The backup cannot be written to {target}: {error.strerror or error}.") from error
    finally:
        aside.unlink(missing_ok=True)
    return len(manifest.files)


def back_up(folder: Path) -> Path:
    """Write a backup into the data folder itself, before its database is changed by a newer Fairplace."""
    applied = list_applied()
    kept = folder / "backups" / f"before-{__version__}-{len(applied)}.tar.gz"
    kept.parent.mkdir(exist_ok=True)
    kept.unlink(missing_ok=True)
    write_archive(kept, folder=folder, migrations=applied)
    return kept


def _begin_manifest(migrations: set[tuple[str, str]]) -> Manifest:
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    changes = [list(pair) for pair in sorted(migrations)]
    return Manifest(FORMAT, __version__, made_at, dumps.kind(), changes)


def _list_media(folder: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted((folder / MEDIA).rglob("*")):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file


def _list_snapshots(folder: Path) -> Iterator[tuple[str, Path]]:
    for part in KEPT_SNAPSHOTS:
        for file in sorted((folder / SNAPSHOTS / part).rglob("*")):
            if file.is_file():
                yield file.relative_to(folder).as_posix(), file


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def unpack(source: Path, into: Path) -> Manifest:
    """Unpack the backup into an empty folder and compare every checksum; refuse one that is not whole."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            for member in archive:
                _unpack(archive, member, into)
        manifest = Manifest.read((into / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        missing = source if not source.exists() else MANIFEST
        raise Refused(f"{missing} is missing, so this is no backup that can be restored.") from error
    except (tarfile.TarError, EOFError, OSError, UnicodeDecodeError) as error:
        raise Refused(f"{source} cannot be read as a backup of Fairplace: {error}.") from error
    _require_known_version(manifest)
    for name, digest in manifest.files.items():
        if not (into / name).is_file() or _digest(into / name) != digest:
            raise Refused(f"The backup is damaged: {name} is not what was saved. Nothing has been restored.")
    return manifest


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, into: Path) -> None:
    path = PurePosixPath(member.name)
    content = archive.extractfile(member) if member.isfile() else None
    if content is None or path.is_absolute() or ".." in path.parts or "\\" in member.name:
        raise Refused(f"This is not a backup of Fairplace: {member.name} has no place in one.")
    target = into / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        shutil.copyfileobj(content, file)


def _require_known_version(manifest: Manifest) -> None:
    def parts(version: str) -> list[int]:
        return [int(part) for part in version.split(".") if part.isdigit()]

    if manifest.format > FORMAT or parts(manifest.fairplace) > parts(__version__):
        raise Refused(
            f"This backup was made by Fairplace {manifest.fairplace}, and this is {__version__}. "
            "Install that version or a newer one first."
        )
