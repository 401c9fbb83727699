"""Each command as people run it. What goes wrong is one sentence on stderr, and nothing is half done."""

import re
import shutil
import signal
import socket
import sqlite3
import sys
from contextlib import closing
from urllib.request import urlopen

import pytest

from tests.town.config.command import begin, fairplace


def sentences(done):
    return done.returncode, done.stdout, done.stderr.count("\n")


def change(folder, statement, *values):
    with closing(sqlite3.connect(folder / "town.sqlite3")) as database, database:
        database.execute(statement, values)


def read_files(folder):
    found = (file for file in folder.rglob("*") if file.is_file() and file.name != "lock")
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def test_every_command_explains_itself_with_examples():
    for name in ("demo", "init", "serve", "worker", "pack", "backup", "restore"):
        done = fairplace(name, "--help")
        assert done.returncode == 0
        assert f"  fairplace {name}" in done.stdout.split("examples:")[1]


def test_wrong_usage_ends_with_two():
    assert fairplace().returncode == 2
    assert fairplace("dance").returncode == 2
    assert fairplace("demo", "--port", "many").returncode == 2


def test_version_names_what_the_town_stands_on():
    done = fairplace("version")

    assert [line.split(" ")[0] for line in done.stdout.splitlines()] == ["Fairplace", "Python", "Django"]


def test_a_new_town_has_an_administrator_who_can_sign_in(made_town):
    said = (made_town / "said").read_text()

    assert "ada@example.org can sign in once" in said
    assert "/account/login/link/" in said
    assert not list(made_town.glob("building-*"))


def test_init_may_be_run_again(town):
    before = (town / "secret-key").read_text()

    done = fairplace("init", "--data-dir", town)

    assert (done.returncode, done.stderr) == (0, "")
    assert (town / "secret-key").read_text() == before
    with closing(sqlite3.connect(town / "town.sqlite3")) as database:
        assert database.execute("SELECT email, is_superuser FROM people_person").fetchall() == [
            ("ada@example.org", 1)
        ]


def test_init_refuses_what_is_no_address_before_it_makes_anything(tmp_path):
    done = fairplace("init", "--data-dir", tmp_path / "town", "--admin-email", "ada at example")

    assert sentences(done) == (1, "", 1)
    assert not (tmp_path / "town" / "town.sqlite3").exists()


@pytest.mark.parametrize("command", ["serve", "worker", "backup"])
def test_where_there_is_no_town_nothing_is_made(tmp_path, command):
    given = [tmp_path / "b.tar.gz"] if command == "backup" else ["--port", "0"] if command == "serve" else []

    done = fairplace(command, *given, "--data-dir", tmp_path / "none")

    assert sentences(done) == (1, "", 1)
    assert "There is no town in" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_busy_port_is_refused_before_anything_else(tmp_path, command):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = fairplace(command, "--port", port, "--data-dir", tmp_path / "none")

    assert sentences(done) == (1, "", 1)
    assert f"Port {port} cannot be used" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_host_is_refused(tmp_path):
    done = fairplace("demo", "--host", "256.1.1.1.", "--data-dir", tmp_path / "none")

    assert sentences(done) == (1, "", 1)


@pytest.mark.parametrize(
    "command", [["serve", "--port", "0"], ["worker"], ["init"], ["demo", "--no-open", "--port", "0"]]
)
def test_a_database_of_a_newer_version_is_left_alone(town, command):
    change(
        town,
        "INSERT INTO django_migrations (app, name, applied) VALUES ('places', '0999_later', '2030-01-01')",
    )
    before = read_files(town)["town.sqlite3"]

    done = fairplace(*command, "--data-dir", town)

    assert sentences(done) == (1, "", 1)
    assert "written by a newer Fairplace (it has been through places.0999_later" in done.stderr
    assert read_files(town)["town.sqlite3"] == before


def test_a_database_that_waits_for_changes_is_not_served_but_brought_up_to_date_by_init(town):
    change(town, "DELETE FROM django_migrations WHERE app = 'axes'")
    for table in (
        "axes_accessattempt",
        "axes_accesslog",
        "axes_accessfailurelog",
        "axes_accessattemptexpiration",
    ):
        change(town, f"DROP TABLE IF EXISTS {table}")

    served = fairplace("serve", "--port", "0", "--data-dir", town)
    done = fairplace("init", "--data-dir", town)

    assert (served.returncode, "fairplace init" in served.stderr) == (1, True)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list((town / "backups").glob("before-*.tar.gz"))) == 1
    assert fairplace("worker", "--batch", "--data-dir", town).returncode == 0


def test_a_file_that_is_no_database_is_refused(town):
    (town / "town.sqlite3").write_text("hello")

    done = fairplace("serve", "--port", "0", "--data-dir", town)

    assert sentences(done) == (1, "", 1)


def test_what_was_backed_up_comes_back(town, tmp_path):
    change(town, "UPDATE people_person SET name = 'Ada'")
    body = town / "snapshots" / "bodies" / "ab" / "ab.gz"
    body.parent.mkdir(parents=True)
    body.write_bytes(b"what a publisher answered")
    saved = fairplace("backup", tmp_path / "b.tar.gz", "--data-dir", town)
    body.write_bytes(b"damaged since")
    change(town, "UPDATE people_person SET name = 'somebody else'")
    (town / "media" / "photo.txt").unlink()
    (town / "media" / "later.txt").write_text("came after the backup")

    kept = fairplace("restore", tmp_path / "b.tar.gz", "--data-dir", town)
    done = fairplace("restore", tmp_path / "b.tar.gz", "--data-dir", town, "--replace")

    assert (saved.returncode, saved.stderr) == (0, "")
    assert (kept.returncode, "--replace" in kept.stderr) == (1, True)
    assert (done.returncode, done.stderr) == (0, "")
    assert [file.name for file in (town / "media").iterdir()] == ["photo.txt"]
    assert body.read_bytes() == b"what a publisher answered"
    assert not list(town.glob("*-before"))
    with closing(sqlite3.connect(town / "town.sqlite3")) as database:
        assert database.execute("SELECT name FROM people_person").fetchall() == [("Ada",)]


def test_a_damaged_backup_changes_nothing(town, tmp_path):
    fairplace("backup", tmp_path / "b.tar.gz", "--data-dir", town)
    content = (tmp_path / "b.tar.gz").read_bytes()
    (tmp_path / "b.tar.gz").write_bytes(content[: len(content) // 2])
    before = read_files(town)

    done = fairplace("restore", tmp_path / "b.tar.gz", "--data-dir", town, "--replace")

    assert sentences(done) == (1, "", 1)
    assert read_files(town) == before


def test_a_broken_pack_is_refused_and_nothing_of_it_is_loaded(town, tmp_path):
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "pack.yaml").write_text("name: [")
    before = read_files(town)["town.sqlite3"]

    checked = fairplace("pack", "check", tmp_path / "pack")
    done = fairplace("pack", "load", tmp_path / "pack", "--data-dir", town)

    assert (checked.returncode, "pack.yaml, line 1" in checked.stdout) == (1, True)
    assert sentences(done) == (1, "", 1)
    assert read_files(town)["town.sqlite3"] == before


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process alone on Windows")
@pytest.mark.parametrize("command", ["demo", "serve"])
def test_ctrl_c_stops_a_served_town_cleanly(town, command):
    given = ["--no-open"] if command == "demo" else []
    with begin(command, "--port", "0", "--data-dir", town, *given) as server:
        address = re.search(r"http://127.0.0.1:\d+", next(line for line in server.stdout if "http" in line))[
            0
        ]
        with urlopen(f"{address}/static/ui/mark.svg", timeout=30) as answer:
            status, policy = answer.status, answer.headers["Server"]
        server.send_signal(signal.SIGINT)
        _, errors = server.communicate(timeout=30)

    assert (status, policy) == (200, None)
    assert (server.returncode, errors) == (0, "")


def test_a_making_that_was_cut_off_leaves_nothing_behind(tmp_path, made_town):
    town = tmp_path / "town"
    town.mkdir()
    shutil.copy(made_town / "secret-key", town)
    (town / "building-99999.sqlite3").write_text("half a database")

    done = fairplace("init", "--data-dir", town)

    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(read_files(town)) == ["secret-key", "town.sqlite3"]
