"""Bringing figures in on the command line, as an analyst types it."""

import csv

import pytest
from openpyxl import load_workbook

from fairplace.__main__ import main
from fairplace.equity.cli import sources
from fairplace.equity.sources import PUBLISHERS
from tests.equity.sources import fake_fingertips, fake_nomis
from tests.equity.sources.fake import Watch, client_of, serve

NOMIS = ["sources", "fetch", "nomis", "dataset=NM_2002_1", "geography=E06000032"]


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Write Nomis' whole answer into a file, as a person would download it."""
    monkeypatch.setattr(fake_nomis, "CELLS", 100)

    def write(answer=fake_nomis.answer, keep=100):
        path = tmp_path / "nomis.csv"
        body = answer(QUESTION).body
        lines = body.splitlines(keepends=True)[: keep + 1]
        path.write_bytes(b"".join(lines).replace(b",12\n", b",%d\n" % min(keep, 12)))
        return str(path)

    return write


QUESTION = fake_nomis.Question("GET", "/x.data.csv", {}, {})


def test_every_publisher_is_listed_with_what_it_is_asked(capsys):
    assert main(["sources", "list"]) == 0

    out = capsys.readouterr().out
    assert [code for code in PUBLISHERS if f"{code}: " not in out] == []
    assert "dataset=…  Data set: such as NM_2002_1" in out


def test_nothing_is_fetched_unless_it_is_said(capsys):
    assert main(NOMIS) == 1

    assert "Nothing is fetched unless you say --online" in capsys.readouterr().err


def test_a_file_is_read_and_kept(file, capsys):
    assert main([*NOMIS, "--from-file", file()]) == 0
    assert main([*NOMIS, "--from-file", file()]) == 0
    assert main(["sources", "list"]) == 0

    first, second, *listed = capsys.readouterr().out.splitlines()
    assert first.endswith("of Nomis: 12 figures.")
    assert second.startswith("Nothing has changed since")
    assert [line for line in listed if "dataset=NM_2002_1 geography=E06000032" in line]
    assert any(line.endswith(": unchanged") for line in listed)


def test_a_publisher_is_asked_online_with_progress(capsys, monkeypatch, tmp_path):
    (tmp_path / "key.txt").write_text("0xsecret\n")
    monkeypatch.setattr(fake_nomis, "CELLS", 6)
    with serve(fake_nomis.answer) as fake:
        monkeypatch.setattr(sources, "open_client", lambda publisher: client_of(fake, watch=Watch()))
        code = main([*NOMIS, "--online", "--base", fake.base, "--key-file", "key.txt"])

    said = capsys.readouterr()
    assert code == 0
    assert said.out.endswith("of Nomis: 12 figures.\n")
    assert said.err.splitlines()[0] == "Asking Nomis for dataset/NM_2002_1.data.csv …"
    assert said.err.splitlines()[1].endswith(" bytes")
    assert [question.params["uid"] for question in fake.asked] == ["0xsecret"] * 2


def test_a_snapshot_is_shown_with_its_terms_and_limits_and_written_out(capsys, tmp_path):
    data = tmp_path / "data.csv"
    cards = tmp_path / "cards.csv"
    data.write_bytes(fake_fingertips.as_csv(fake_fingertips.HEADER, fake_fingertips.rows("93283")))
    cards.write_bytes(fake_fingertips.as_csv(fake_fingertips.METADATA, [fake_fingertips.card("93283")]))
    main(["sources", "fetch", "fingertips", "--from-file", str(data), "--from-file", str(cards)])

    assert main(["sources", "show", "fingertips", "--out", "figures.xlsx"]) == 0
    assert main(["sources", "show", "fingertips", "--out", "figures.csv"]) == 0

    out = capsys.readouterr().out
    assert f"Terms of indicator 93283: {fake_fingertips.LIMITED}" in out
    assert "93283, Luton, Persons, 18+ yrs, 2021/22: 22 (20 to 24)" in out
    assert "Bedford, Female, 18+ yrs, 2021/22: no value [suppressed, Value suppressed" in out
    with (tmp_path / "figures.csv").open(encoding="utf-8", newline="") as written:
        rows = list(csv.DictReader(written))
    header, first, *_ = load_workbook(tmp_path / "figures.xlsx").active.values
    assert (len(rows), rows[0]["starts_on"]) == (12, "2021-04-01")
    assert dict(zip(header, first, strict=True))["starts_on"] == "2021-04-01"


def test_a_revision_is_compared_and_written_out(file, capsys, tmp_path):
    main([*NOMIS, "--from-file", file()])
    main([*NOMIS, "--from-file", file(fake_nomis.revised)])
    newest = capsys.readouterr().out.splitlines()[1].split()[0]

    assert main(["sources", "compare", newest, "--out", "revised.csv"]) == 0

    out = capsys.readouterr().out
    assert "Added 0, withdrawn 0, revised 2, unchanged 10." in out
    assert "Persons, All Ages, 2021: value, 1,200 to 1,210 (+0.8%)" in out
    assert "1210" in (tmp_path / "revised.csv").read_text()


def test_what_is_odd_is_held_until_it_is_accepted(file, capsys):
    main([*NOMIS, "--from-file", file()])
    main([*NOMIS, "--from-file", file(keep=6)])
    held = capsys.readouterr().out
    digest = held.split()[-1]

    assert "Look at this: There are 6 rows where there were 12." in held
    assert main(["sources", "list"]) == 0
    assert f"held {digest}" in capsys.readouterr().out
    assert main(["sources", "accept", digest]) == 0
    assert f"kept {digest}" not in capsys.readouterr().out
    main(["sources", "list"])
    assert f"kept {digest}" in capsys.readouterr().out


def test_a_failure_is_told_and_listed(capsys, tmp_path):
    (tmp_path / "page.csv").write_text("<html>")

    assert main([*NOMIS, "--from-file", "page.csv"]) == 1
    assert capsys.readouterr().err.startswith("fairplace sources: Nomis sent a web page instead of CSV.")
    assert main(["sources", "list"]) == 0
    assert "the last attempt failed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["fetch", "nowhere", "--online"], "There is no publisher “nowhere”"),
        (["fetch", "nomis", "dataset", "--online"], "“dataset” must be like area_type=502"),
        (["fetch", "nomis", "--from-file", "none.csv"], "none.csv cannot be read"),
        (["fetch", "fingertips", "--online", "--key-file", "x"], "fingertips takes no key"),
        (["fetch", "nomis", "--online", "--key-file", "none"], "The key in none cannot be read"),
        (["show", "nomis"], "Nothing of nomis has been kept"),
        (["show", "abc"], "no snapshot whose digest begins with abc"),
    ],
)
def test_what_was_typed_wrong_is_told(typed, said, capsys):
    assert main(["sources", *typed]) == 1

    assert said in capsys.readouterr().err


def test_a_damaged_download_is_told(capsys, tmp_path):
    (tmp_path / "cut.csv.gz").write_bytes(b"\x1f\x8b\x08\x00cut")

    assert main(["sources", "fetch", "nomis", "--from-file", "cut.csv.gz"]) == 1
    assert "cut.csv.gz cannot be unpacked" in capsys.readouterr().err


def test_the_first_of_a_question_has_nothing_before_it(file, capsys):
    main([*NOMIS, "--from-file", file()])
    first = capsys.readouterr().out.split()[0]

    assert main(["sources", "compare", first]) == 1
    assert "is the first of its question" in capsys.readouterr().err
