"""Check or load a pack: the folder that says what a town promises, measures and counts."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from fairplace.town.config import database
from fairplace.town.config.commands.options import add_data_dir, read_data_dir
from fairplace.town.config.folder import hold
from fairplace.town.config.progress import Progress
from fairplace.town.config.refusal import Refused

SUMMARY = "check or load a pack"
EXAMPLES = ["fairplace pack check luton", "fairplace pack check ./our-town", "fairplace pack load ./our-town"]


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=["check", "load"], help="load checks first")
    parser.add_argument("pack", metavar="PATH_OR_NAME", help="a folder, or a pack that comes with Fairplace")
    add_data_dir(parser)


def run(options: Namespace) -> None:
    folder = read_data_dir(options.data_dir)
    if options.action == "check":
        _check(options.pack)
        return
    database.start_django(folder)
    database.require_town(folder)
    with hold(folder, alone=False):
        load(options.pack, Progress())


def _check(name: str) -> None:
    from fairplace.town.packs.checks import check_pack
    from fairplace.town.packs.reading import find_pack

    found = find_pack(name)
    problems = check_pack(found)
    for problem in problems:
        print(problem)
    if problems:
        raise Refused(f"The pack in {found} has {len(problems)} problem(s), listed above.")
    print(f"The pack in {found} can be loaded.")


def load(name: str, say: Progress, *, with_people: bool = False) -> Path:
    """Load one pack, all of it or nothing, and draw its charts; return its folder."""
    from fairplace.town.packs.operations import load_demonstration, load_pack
    from fairplace.town.packs.problems import BrokenPack
    from fairplace.town.packs.reading import find_pack
    from fairplace.town.reports.operations import draw_charts

    found = find_pack(name)
    try:
        town = load_pack(folder=found, by=None, say=say)
    except BrokenPack as broken:
        raise Refused(f"{broken} All of them: fairplace pack check {name}") from broken
    if with_people:
        load_demonstration(folder=found, town=town)
    count = draw_charts(say=lambda line: None)
    say(f"{town.name}: {count} charts drawn")
    return found
