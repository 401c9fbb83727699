"""The tutorial says what the library does: every block of it is run."""

import doctest
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "tutorial" / "gaps-in-luton.md"


def test_every_block_prints_what_the_page_says(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    blocks = doctest.DocTestParser().get_doctest(
        PAGE.read_text(encoding="utf-8"), {}, PAGE.name, str(PAGE), 0
    )

    results = doctest.DocTestRunner().run(blocks)

    if results.failed:
        pytest.fail(capsys.readouterr().out)
    assert results.attempted > 10
