"""A town that was made once for all tests of the commands."""

import shutil

import pytest

from tests.town.config.command import fairplace


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
