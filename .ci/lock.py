"""Writes the requirements files anew: every version and hash, for every system, and no address.

Versions stay as they are where they fit; with --upgrade the newest are chosen.
"""

import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = [
    "--universal", "--python-version=3.11", "--generate-hashes", "--quiet",
    "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links",
]  # fmt: skip


def main() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    build, spark = project["build-system"]["requires"], project["project"]["optional-dependencies"]["spark"]
    lock("requirements.txt", "pyproject.toml", "--extra=postgres")
    lock(
        "requirements-dev.txt",
        "pyproject.toml",
        "--extra=postgres",
        "--group=dev",
        "--constraint=requirements.txt",
    )
    lock("requirements-spark.txt", "-", given=spark)
    lock("requirements-verapdf.txt", "-", given=project["dependency-groups"]["verapdf"])
    lock("requirements-build.txt", "-", given=build)
    lock("requirements-uv.txt", "-", given=["uv"])


def lock(target: str, *sources: str, given: list[str] | None = None) -> None:
    uv = Path(sysconfig.get_path("scripts")) / "uv"
    command = [str(uv), "pip", "compile", *OPTIONS, *sys.argv[1:], *sources, "--output-file", target]
    print(f"  {target}", flush=True)
    if subprocess.run(command, cwd=ROOT, input="\n".join(given or []), text=True, check=False).returncode:
        sys.exit(f"{target} could not be written.")


main()
