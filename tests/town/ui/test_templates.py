"""What no template and no compiled file may hold: other people's marks, inline styles, inline scripts."""

import re
from pathlib import Path

import pytest

import fairplace

PACKAGE = Path(fairplace.__file__).parent
ROOT = Path(__file__).parents[3]
TEMPLATES = sorted(PACKAGE.glob("town/*/templates/**/*.html"))
BUILT = PACKAGE / "town/ui/static/ui/built"
SHOWN = [*TEMPLATES, BUILT / "app.css", BUILT / "app.js"]


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_templates_are_found():
    assert len(TEMPLATES) > 20


@pytest.mark.parametrize("path", SHOWN, ids=name)
def test_nothing_shown_carries_the_marks_of_government_or_the_nhs(path):
    text = path.read_text(encoding="utf-8").lower()
    # The names of page parts by which the components are found are not marks.
    text = re.sub(r"crown copyright", "", text)

    assert [
        mark for mark in ("gds transport", "crown", "crest", "nhs.uk", "frutiger", "005eb8") if mark in text
    ] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_keep_to_the_strict_content_policy(path):
    text = path.read_text(encoding="utf-8")

    assert re.findall(r"\sstyle=|<style|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", text) == []


def test_stylesheet_asks_no_other_host_and_no_other_file():
    assert re.findall(r"url\([^)]*\)|@import", (BUILT / "app.css").read_text(encoding="utf-8")) == []


def test_lock_of_the_frontend_holds_integrity_but_no_address():
    text = (ROOT / "frontend/package-lock.json").read_text(encoding="utf-8")

    assert "integrity" in text
    assert "://" not in text
