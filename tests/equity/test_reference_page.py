"""The reference pages say what the code says."""

import re
from pathlib import Path

import fairplace.equity as eq

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference" / "statistics"
PAGES = [page.read_text(encoding="utf-8") for page in sorted(FOLDER.glob("*.md"))]
HEADINGS = [heading for page in PAGES for heading in re.split(r"^### ", page, flags=re.MULTILINE)[1:]]
SECTIONS = {heading.split("`")[1]: " ".join(heading.split()) for heading in HEADINGS}


def test_every_public_name_is_described_and_nothing_else():
    described = " ".join(HEADINGS)
    undescribed = [name for name in eq.__all__ if f"`{name}`" not in described]

    assert undescribed == []
    assert [name for name in SECTIONS if name not in {*eq.__all__, *eq.SUMMARIES}] == []


def test_every_summary_has_its_section():
    assert [code for code in eq.SUMMARIES if code not in SECTIONS] == []
