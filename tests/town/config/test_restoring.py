import pytest

from fairplace.town.config import restoring


@pytest.fixture
def folder(tmp_path):
    """Return the folder of an old town beside which a new one has been unpacked."""
    for place, word in ((tmp_path, "old"), (restoring.begin(tmp_path), "new")):
        (place / "media").mkdir()
        (place / "media" / "photo").write_text(word)
    (tmp_path / "town.sqlite3").write_text("old")
    (tmp_path / "town.sqlite3-wal").write_text("what the old one had not written yet")
    (tmp_path / "restoring" / "database.sqlite3").write_text("new")
    return tmp_path


def read(folder):
    return {
        file.relative_to(folder).as_posix(): file.read_text() for file in folder.rglob("*") if file.is_file()
    }


def test_a_restore_that_is_not_ready_changes_nothing(folder):
    before = read(folder)

    assert restoring.finish(folder) is False
    assert read(folder) == before


def test_a_restore_that_is_ready_leaves_the_new_town_alone(folder):
    (folder / "restoring" / "ready").touch()

    assert restoring.finish(folder) is True
    assert read(folder) == {"town.sqlite3": "new", "media/photo": "new"}


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_restore_interrupted_anywhere_is_finished_by_the_next_start(folder, monkeypatch, step):
    (folder / "restoring" / "ready").touch()
    counted = iter(range(1, 99))
    real = type(folder).replace

    def failing(path, target):
        if next(counted) == step:
            raise KeyboardInterrupt
        return real(path, target)

    monkeypatch.setattr(type(folder), "replace", failing)
    with pytest.raises(KeyboardInterrupt):
        restoring.finish(folder)
    monkeypatch.undo()

    assert restoring.finish(folder) is True
    assert read(folder) == {"town.sqlite3": "new", "media/photo": "new"}
