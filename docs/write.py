"""Writes docs/reference/commands.md from the help of the commands themselves."""

import os
from pathlib import Path

# Help is wrapped to the window; here the window is always the same.
os.environ["COLUMNS"] = "100"

from fairplace.__main__ import NAMES, build_parser
from fairplace.town.config.folder import demonstration_folder

TARGET = Path(__file__).resolve().parent / "reference/commands.md"
HEAD = """# Commands

Written by `python3 dev.py docs` from what `--help` says; change it there.

Every command ends with 0 when all went well, with 1 after one sentence that says what is wrong and what to
do, and with 2 when it was not typed correctly. A command that ends with 1 has left nothing half done.

From a checkout, `python3 dev.py demo` and `python3 dev.py serve` set up what they need first.
`python3 dev.py` lists the others.
"""


def write() -> str:
    """Return the page."""
    commands = build_parser()._subparsers._group_actions[0].choices  # argparse has no public way to them
    parts = [HEAD]
    for name in NAMES:
        # Where the data is kept differs from person to person.
        text = commands[name].format_help().replace(str(demonstration_folder()), "(see README)")
        parts.append(f"## fairplace {name}\n\n```text\n{text.strip()}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    TARGET.write_text(write(), encoding="utf-8")
    print(f"Wrote {TARGET}.")
