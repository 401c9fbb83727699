"""What is tracked: ours alone, small, and bound to no machine and no registry."""

import importlib.util
import json
import re
import subprocess
from pathlib import Path

import pytest

from fairplace.__main__ import NAMES

ROOT = Path(__file__).resolve().parent.parent
# Put together here so that this file does not hold what it looks for.
HOSTS = (
    "py" + "pi.",
    "python" + "hosted",
    "npm" + "js.",
    "regis" + "try.",
    "yarn" + "pkg",
    "jfrog",
    "find-links file",
)
OURS = (
    "/".join(["", "work", ""]),
    "/".join(["", "root", ""]),
    "/".join(["", "opt", "py"]),
    "/".join(["", "tmp", "fp"]),
)
BINARY = {".gz", ".ico", ".jpg", ".png", ".webp", ".woff2", ".xlsx", ".zip"}
THIRD_PARTY = re.compile(
    r"\.min\.(js|css)$|\.map$|(^|/)(node_modules|vendor|built|dist)/|\.(whl|sqlite3|pyc)$"
)


def tracked():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("This is no git checkout: what is tracked cannot be told.")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def texts():
    for file in tracked():
        if file.suffix not in BINARY:
            yield file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")


def test_no_tracked_file_names_a_registry():
    assert [(name, host) for name, text in texts() for host in HOSTS if f"//{host}" in text.lower()] == []


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-dev.txt", "requirements-build.txt", "requirements-uv.txt"]
)
def test_requirements_are_pinned_with_hashes_and_hold_no_address(name):
    text = (ROOT / name).read_text()
    packages = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]

    assert "://" not in text
    assert [line for line in text.splitlines() if line.startswith("-")] == []
    assert [line for line in packages if not re.match(r"[\w.\-\[\]]+==[\w.]+ .*\\$", line)] == []


def test_the_lock_of_the_front_end_holds_hashes_and_no_address():
    packages = json.loads((ROOT / "frontend/package-lock.json").read_text())["packages"]

    assert [name for name, about in packages.items() if "resolved" in about] == []
    assert [name for name, about in packages.items() if name and "integrity" not in about] == []


def test_no_lock_file_with_addresses_is_tracked():
    assert [
        file.name for file in tracked() if file.name in {"uv.lock", "pylock.toml", ".python-version"}
    ] == []


def test_no_tracked_file_knows_the_machine_it_was_written_on():
    found = [
        (name, path) for name, text in texts() for path in OURS if re.search(rf"(?<![\w.$~}}]){path}", text)
    ]

    assert found == []


def test_no_built_file_of_others_is_tracked():
    names = [file.relative_to(ROOT).as_posix() for file in tracked()]

    assert [name for name in names if THIRD_PARTY.search(name)] == []


def test_no_tracked_file_is_above_a_megabyte():
    assert [file.name for file in tracked() if file.stat().st_size > 1_000_000] == []


def test_dev_py_stays_under_eighty_lines_and_needs_python_alone():
    text = (ROOT / "dev.py").read_text()
    imported = set(re.findall(r"^(?:from|import) (\w+)", text, re.MULTILINE))

    assert len(text.splitlines()) < 80
    assert imported == {"hashlib", "os", "subprocess", "sys", "pathlib"}


@pytest.fixture
def pages(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    about = importlib.util.spec_from_file_location("write", ROOT / "docs/write.py")
    module = importlib.util.module_from_spec(about)
    about.loader.exec_module(module)
    return {
        target.name: (target.read_text(encoding="utf-8"), write()) for target, write in module.PAGES.items()
    }


def test_the_reference_of_the_commands_says_what_they_say_themselves(pages):
    text, written = pages["commands.md"]

    assert [name for name in NAMES if f"## fairplace {name}\n" not in text] == []
    # Python words its help a little differently from version to version.
    assert sorted(set(re.findall(r"--[\w-]+", text))) == sorted(set(re.findall(r"--[\w-]+", written)))


@pytest.mark.parametrize("name", ["tables.md", "summaries.md"])
def test_the_reference_of_the_statistics_is_what_the_register_says(pages, name):
    text, written = pages[name]

    assert text == written, "Write it anew: python3 dev.py docs"


def test_the_sample_of_settings_lists_exactly_what_the_code_reads():
    source = "\n".join(file.read_text() for file in (ROOT / "src").rglob("*.py"))
    read = set(re.findall(r'environment\.\w+\(\s*"(FAIRPLACE_\w+)"', source))
    listed = set(re.findall(r"^#? ?(FAIRPLACE_\w+)=", (ROOT / "dotenv-sample").read_text(), re.MULTILINE))
    explained = set(re.findall(r"`(FAIRPLACE_\w+)`", (ROOT / "docs/reference/settings.md").read_text()))

    assert listed == read
    of_tests = {
        "FAIRPLACE_CHROMIUM",
        "FAIRPLACE_REQUIRE_BROWSER",
        "FAIRPLACE_REQUIRE_SPARK",
        "FAIRPLACE_REQUIRE_VERAPDF",
        "FAIRPLACE_SHARED",
    }
    assert explained - of_tests == read


def test_every_link_between_documents_leads_somewhere():
    broken = []
    for file in tracked():
        if file.suffix == ".md" and "packs" not in file.parts:
            targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", file.read_text(encoding="utf-8"))
            broken += [(file.name, target) for target in targets if not (file.parent / target).exists()]

    assert broken == []
