"""Sets everything up, then runs one command. Needs Python alone: python3 dev.py lists the commands."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(SCRIPTS / ("python.exe" if os.name == "nt" else "python"))
STAMP, RUN, DEV = VENV / "fairplace-stamp", "requirements.txt", "requirements-dev.txt"
COMMANDS = {
    "demo": ("start the demonstration town and open it", RUN, ["-m", "fairplace", "demo"]),
    "serve": ("serve the town in the data folder", RUN, ["-m", "fairplace", "serve"]),
    "test": ("run the tests; what follows goes to pytest", DEV, ["-m", "pytest"]),
    "check": ("check style, types, storeys and migrations", DEV, [".ci/check.py"]),
    "browser": ("run the tests that drive Chromium", DEV, ["-m", "pytest", "-m", "browser"]),
    "bench": ("measure: pages, network, towns, logic, statistics or large", DEV, ["-m", "bench"]),
    "docs": ("write the reference pages that follow from the code anew", DEV, ["docs/write.py"]),
    "lock": ("choose versions anew and write them with their hashes", DEV, [".ci/lock.py"]),
}


def main():
    if not (3, 11) <= sys.version_info[:2] < (3, 15):
        sys.exit("Fairplace needs Python 3.11 to 3.14, and this is {}.{}.".format(*sys.version_info[:2]))
    name = sys.argv[1] if len(sys.argv) > 1 else "help"
    if name not in COMMANDS:
        listed = [f"  {command:8} {words}" for command, (words, _, _) in COMMANDS.items()]
        print("python3 dev.py COMMAND\n", *listed, sep="\n")
        sys.exit(0 if name in {"help", "-h", "--help"} else 2)
    set_up(COMMANDS[name][1])
    command = [PYTHON, *COMMANDS[name][2], *sys.argv[2:]]
    os.chdir(ROOT)
    if os.name != "nt":
        os.execv(PYTHON, command)
    try:  # on Windows the new process would not take the place of this one
        sys.exit(subprocess.call(command))
    except KeyboardInterrupt:
        sys.exit(0)


def set_up(requirements):
    """Make .venv with what the command needs, unless it is there already."""
    wanted, everything = digest(requirements), digest(DEV)
    if STAMP.exists() and STAMP.read_text() in {wanted, everything}:
        return
    print(f"Setting up {VENV} (once; about a minute)", flush=True)
    made_by = (VENV / "pyvenv.cfg").read_text() if Path(PYTHON).exists() else ""
    if "version = {}.{}.".format(*sys.version_info[:2]) not in made_by:
        step(".venv (Debian: apt install python3-venv)", [sys.executable, "-m", "venv", "--clear", VENV])
    pip = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes"]
    step("the installer uv", [*pip, "-r", "requirements-uv.txt"])
    uv = [str(SCRIPTS / "uv"), "pip", "install", "-q", "--python", PYTHON]
    step(f"what {requirements} names", [*uv, "--compile-bytecode", "--require-hashes", "-r", requirements])
    step("Fairplace, and its stylesheet", [*uv, "--no-deps", "-b", "requirements-build.txt", "-e", "."])
    STAMP.write_text(wanted)


def digest(requirements):
    parts = [requirements, "requirements-build.txt", "pyproject.toml", "hatch_build.py"]
    parts += sorted(str(path) for path in (ROOT / "frontend").iterdir() if path.is_file())
    content = b"".join((ROOT / part).read_bytes() for part in parts)
    return hashlib.sha256(str((sys.version_info[:2], str(ROOT), requirements)).encode() + content).hexdigest()


def step(words, command):
    print(f"  {words}", flush=True)
    settings = dict(os.environ)
    for ours, pips in ("UV_DEFAULT_INDEX", "PIP_INDEX_URL"), ("SSL_CERT_FILE", "PIP_CERT"):
        if os.environ.get(pips):  # a mirror or a certificate named for pip need not be named again for uv
            settings.setdefault(ours, os.environ[pips])
    if subprocess.call(command, cwd=ROOT, env=settings):
        sys.exit(f"Could not set up {words}. The lines above say why.")


main()
