"""Runs every check that needs no test: style, types, storeys, migrations. Stops at none of them."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = Path(sysconfig.get_path("scripts"))
CHECKS = {
    "style": [str(SCRIPTS / "ruff"), "check"],
    "layout": [str(SCRIPTS / "ruff"), "format", "--check"],
    "types": [str(SCRIPTS / "basedpyright")],
    "storeys": [str(SCRIPTS / "lint-imports"), "--no-cache"],
    "migrations": [sys.executable, "-m", "fairplace", "manage", "makemigrations", "--check", "--dry-run"],
}
# Migrations are compared with the models, not with anybody's town.
NO_TOWN = {"FAIRPLACE_DATABASE_URL": "sqlite://:memory:", "FAIRPLACE_SECRET_KEY": "only-for-this-check"}


def main() -> None:
    failed = []
    for name, command in CHECKS.items():
        print(f"--- {name}", flush=True)
        if subprocess.call(command, cwd=ROOT, env={**os.environ, **NO_TOWN}):
            failed.append(name)
    sys.exit(f"To put right: {', '.join(failed)}." if failed else 0)


main()
