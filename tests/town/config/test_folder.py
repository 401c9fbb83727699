import sys

import pytest

from fairplace.town.config import folder as folders
from fairplace.town.config.folder import hold, make_folder
from fairplace.town.config.refusal import Refused

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights and open files its own way")


def test_a_new_folder_has_a_key_that_later_calls_keep(tmp_path):
    folder = tmp_path / "deep" / "town"

    make_folder(folder)
    key = (folder / "secret-key").read_text()
    make_folder(folder)

    assert len(key) >= 50
    assert (folder / "secret-key").read_text() == key
    assert [file.name for file in folder.iterdir()] == ["secret-key"]


@posix
def test_only_the_owner_can_read_folder_and_key(tmp_path):
    make_folder(tmp_path / "town")

    assert (tmp_path / "town").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "town" / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_be_made_is_refused_in_one_sentence(tmp_path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(Refused, match=r"cannot be written .* Name another with --data-dir\."):
        make_folder(tmp_path / "file" / "town")


def test_a_network_share_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "find_share", lambda folder: "nfs4")

    with pytest.raises(Refused, match=r"on a network share \(nfs4\)"):
        make_folder(tmp_path / "town")


@posix
def test_whoever_wants_a_folder_alone_waits_for_nobody(tmp_path):
    with (
        hold(tmp_path, alone=False),
        hold(tmp_path, alone=False),
        pytest.raises(Refused, match="Another Fairplace is at work"),
        hold(tmp_path, alone=True),
    ):
        pass

    with hold(tmp_path, alone=True):
        pass
