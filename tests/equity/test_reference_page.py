"""The reference pages say what the code says."""

import re
from pathlib import Path

import pytest

import fairplace.equity as eq

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference" / "statistics"
PAGES = [page.read_text(encoding="utf-8") for page in sorted(FOLDER.glob("*.md"))]
HEADINGS = [heading for page in PAGES for heading in re.split(r"^### ", page, flags=re.MULTILINE)[1:]]
SECTIONS = {heading.split("`")[1]: " ".join(heading.split()) for heading in HEADINGS}


def test_every_public_name_is_described_and_nothing_else():
    described = " ".join(HEADINGS)
    undescribed = [name for name in eq.__all__ if f"`{name}`" not in described]

    assert undescribed == []
    assert [name for name in SECTIONS if name not in eq.__all__] == []


@pytest.mark.parametrize("summary", eq.SUMMARIES.values(), ids=eq.SUMMARIES)
def test_every_summary_is_described_as_the_register_has_it(summary):
    section = SECTIONS[summary.code]

    weighted = "weighted" if summary.weighted else "not weighted"
    title = f"{summary.name} ({summary.abbreviation}): {summary.kind}, {weighted}"
    assert f"{title}, needs an order, {summary.no_inequality:g} without inequality." in section
    assert summary.reading in section
    assert f"Source: {summary.source}." in section
