import json
import tarfile
from io import BytesIO

import pytest

from fairplace.town.config import archive, restoring
from fairplace.town.config.archive import unpack
from fairplace.town.config.refusal import Refused

DIGEST = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # of abc, from FIPS 180-2


def write(path, files, **changes):
    about = {
        "format": 1,
        "fairplace": "0.1.0",
        "made_at": "2026-11-23T10:00:00+00:00",
        "database": "sqlite",
        "migrations": [],
        "files": {"media/a.txt": DIGEST},
    }
    contents = {**files, "manifest.json": json.dumps(about | changes)}
    with tarfile.open(path, "w:gz") as tar:
        for name, text in contents.items():
            member = tarfile.TarInfo(name)
            member.size = len(text)
            tar.addfile(member, BytesIO(text.encode()))
    return path


def test_a_whole_backup_is_unpacked(tmp_path):
    source = write(tmp_path / "b.tar.gz", {"media/a.txt": "abc"})

    manifest = unpack(source, tmp_path / "into")

    assert (manifest.database, manifest.fairplace) == ("sqlite", "0.1.0")
    assert (tmp_path / "into/media/a.txt").read_text() == "abc"


@pytest.mark.parametrize(
    ("files", "changes", "sentence"),
    [
        ({"media/a.txt": "abd"}, {}, "damaged: media/a.txt"),
        ({}, {}, "damaged: media/a.txt"),
        ({"media/a.txt": "abc"}, {"fairplace": "99.0"}, r"made by Fairplace 99\.0"),
        ({"media/a.txt": "abc"}, {"format": 2}, "Install that version"),
        ({"media/a.txt": "abc"}, {"surprise": 1}, "manifest cannot be read"),
        ({"../a.txt": "abc"}, {}, "has no place in one"),
        ({"/a.txt": "abc"}, {}, "has no place in one"),
    ],
)
def test_a_backup_that_cannot_be_trusted_is_refused(tmp_path, files, changes, sentence):
    source = write(tmp_path / "b.tar.gz", files, **changes)

    with pytest.raises(Refused, match=sentence):
        unpack(source, tmp_path / "into")

    assert not (tmp_path / "a.txt").exists()


def test_a_file_that_is_no_archive_is_refused(tmp_path):
    (tmp_path / "b.tar.gz").write_text("hello")

    with pytest.raises(Refused, match="cannot be read as a backup"):
        unpack(tmp_path / "b.tar.gz", tmp_path / "into")


def test_a_backup_never_overwrites(tmp_path):
    (tmp_path / "b.tar.gz").write_text("precious")

    with pytest.raises(Refused, match="exists already"):
        archive.write_archive(tmp_path / "b.tar.gz", folder=tmp_path, migrations=set())

    assert (tmp_path / "b.tar.gz").read_text() == "precious"


def test_what_publishers_answered_goes_into_a_backup_and_comes_back_whole(tmp_path, monkeypatch):
    folder, other = tmp_path / "town", tmp_path / "other"
    kept = ("bodies/ab/ab.gz", "held/nomis/cd.json", "snapshots/nomis/ef.json")
    for name in (*kept, "running/7", "unfinished/x", "tables/ef.parquet"):
        (folder / "snapshots" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "snapshots" / name).write_text(name)
    (other / "snapshots").mkdir(parents=True)
    (other / "snapshots" / "old").write_text("of the town before")
    monkeypatch.setattr(archive.dumps, "write", lambda target: target.write_text("the database"))
    monkeypatch.setattr(archive.dumps, "name", lambda: "database.dump")

    archive.write_archive(tmp_path / "b.tar.gz", folder=folder, migrations=set())
    aside = restoring.begin(other)
    manifest = unpack(tmp_path / "b.tar.gz", aside)
    (aside / restoring.READY).touch()
    restoring.finish(other)

    assert set(manifest.files) == {"database.dump", *(f"snapshots/{name}" for name in kept)}
    found = [file for file in other.rglob("*") if file.is_file()]
    assert sorted(file.relative_to(other / "snapshots").as_posix() for file in found) == sorted(kept)
    assert (other / "snapshots" / kept[0]).read_text() == kept[0]
