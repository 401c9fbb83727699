"""The tutorial and some reference pages say what the library does: every block of them is run."""

import doctest
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("name", "at_least"),
    [
        ("tutorial/gaps-in-luton.md", 11),
        ("reference/statistics/geography.md", 7),
        ("reference/statistics/rates.md", 8),
    ],
)
def test_every_block_prints_what_the_page_says(name, at_least, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    page = ROOT / "docs" / name
    blocks = doctest.DocTestParser().get_doctest(
        page.read_text(encoding="utf-8"), {}, page.name, str(page), 0
    )

    results = doctest.DocTestRunner().run(blocks)

    if results.failed:
        pytest.fail(capsys.readouterr().out)
    assert results.attempted >= at_least
