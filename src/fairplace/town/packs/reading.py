"""Reads the files of a pack into plain values, and collects every problem on the way."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from fairplace.town.packs import shapes
from fairplace.town.packs.problems import Problem, explain

Row = TypeVar("Row", bound=BaseModel)
CHECKOUT = Path(__file__).resolve().parents[4] / "definitions"
INSTALLED = Path(__file__).resolve().parents[2] / "definitions"


@dataclass
class Pack:
    """Everything a pack says. Rows of CSV files come with the line they stand on."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)
    about: shapes.PackFile | None = None
    framework: shapes.FrameworkFile | None = None
    deprivation: shapes.DeprivationFile | None = None
    places: list[tuple[int, shapes.PlaceRow]] = field(default_factory=list)
    lookups: list[tuple[int, shapes.LookupRow]] = field(default_factory=list)
    successions: list[tuple[int, shapes.SuccessionRow]] = field(default_factory=list)
    releases: list[shapes.ReleaseEntry] = field(default_factory=list)
    feeds: list[shapes.FeedEntry] = field(default_factory=list)
    groups: list[shapes.GroupEntry] = field(default_factory=list)
    measures: list[shapes.MeasureEntry] = field(default_factory=list)
    figures: dict[str, list[tuple[int, shapes.FigureRow]]] = field(default_factory=dict)
    authority_ranks: list[tuple[int, shapes.AuthorityRankRow]] = field(default_factory=list)
    neighbourhood_ranks: list[tuple[int, shapes.NeighbourhoodRankRow]] = field(default_factory=list)
    indicators: dict[str, shapes.IndicatorCard] = field(default_factory=dict)
    pages: dict[str, tuple[shapes.PageFront, str]] = field(default_factory=dict)
    people: list[shapes.PersonEntry] = field(default_factory=list)
    workstreams: list[shapes.WorkstreamEntry] = field(default_factory=list)
    contributions: list[shapes.ContributionEntry] = field(default_factory=list)
    responses: list[shapes.ResponseEntry] = field(default_factory=list)
    organisations: list[shapes.OrganisationEntry] = field(default_factory=list)
    ties: list[shapes.TieEntry] = field(default_factory=list)
    members: list[shapes.MemberEntry] = field(default_factory=list)
    series: list[shapes.SeriesEntry] = field(default_factory=list)
    decisions: list[shapes.DecisionEntry] = field(default_factory=list)
    actions: list[shapes.ActionEntry] = field(default_factory=list)
    risks: list[shapes.RiskEntry] = field(default_factory=list)
    aims: list[shapes.AimEntry] = field(default_factory=list)
    reviews: list[shapes.ReviewEntry] = field(default_factory=list)
    submissions: list[shapes.SubmissionEntry] = field(default_factory=list)
    logic_models: list[shapes.LogicModelEntry] = field(default_factory=list)
    notes: list[shapes.NoteEntry] = field(default_factory=list)
    standings: list[shapes.StandingEntry] = field(default_factory=list)


def find_definitions() -> Path:
    """Return the folder of packs and indicators: inside the installed package, or in the checkout."""
    return INSTALLED if INSTALLED.is_dir() else CHECKOUT


def find_pack(name_or_path: str) -> Path:
    """Return the folder of a pack that comes with Fairplace (by name), or that stands anywhere (by path)."""
    ours = find_definitions() / "packs" / name_or_path
    return ours if "/" not in name_or_path and ours.is_dir() else Path(name_or_path)


def read_pack(folder: Path) -> Pack:
    """Read every file of the pack; what cannot be read stands in `.problems`."""
    pack = Pack(folder)
    if not folder.is_dir():
        pack.problems.append(
            Problem(str(folder), "", "", "There is no such folder. Give a pack's name or path.")
        )
        return pack
    reader = _Reader(folder, pack.problems)
    pack.about = reader.one("pack.yaml", shapes.PackFile)
    pack.framework = reader.one("framework.yaml", shapes.FrameworkFile)
    pack.deprivation = reader.one("deprivation.yaml", shapes.DeprivationFile, needed=False)
    pack.releases = reader.entries("releases.yaml", shapes.ReleaseEntry)
    pack.feeds = reader.entries("feeds.yaml", shapes.FeedEntry)
    pack.groups = reader.entries("groups.yaml", shapes.GroupEntry)
    pack.measures = reader.entries("measures.yaml", shapes.MeasureEntry)
    pack.places = reader.rows("places.csv", shapes.PlaceRow, needed=True)
    pack.lookups = reader.rows("lookups.csv", shapes.LookupRow)
    pack.successions = reader.rows("successions.csv", shapes.SuccessionRow)
    pack.authority_ranks = reader.rows("deprivation_authorities.csv", shapes.AuthorityRankRow)
    pack.neighbourhood_ranks = reader.rows("deprivation_neighbourhoods.csv", shapes.NeighbourhoodRankRow)
    for file in sorted((folder / "figures").glob("*.csv")):
        pack.figures[file.stem] = reader.rows(f"figures/{file.name}", shapes.FigureRow)
    for file in sorted((folder / "pages").glob("*.md")):
        page = reader.page(file)
        if page:
            pack.pages[file.stem] = page
    invented = reader.yaml("demonstration.yaml", needed=False) or {}
    pack.people = reader.validate("demonstration.yaml", invented.get("people", []), shapes.PersonEntry)
    pack.organisations = reader.validate(
        "demonstration.yaml", invented.get("organisations", []), shapes.OrganisationEntry
    )
    pack.ties = reader.validate("demonstration.yaml", invented.get("ties", []), shapes.TieEntry)
    _read_demonstration_work(reader, pack, invented)
    pack.logic_models = reader.entries("logic_models.yaml", shapes.LogicModelEntry)
    pack.indicators = _read_indicators(reader, [find_definitions() / "indicators", folder / "indicators"])
    return pack


def read_model_templates() -> list[shapes.LogicModelEntry]:
    """Return the templates of logic models, which come with Fairplace and which every town gets."""
    folder = find_definitions() / "logic_models"
    reader = _Reader(folder, [])
    found = [
        reader.parse(file.name, reader.load(file.name, file), shapes.LogicModelEntry)
        for file in sorted(folder.glob("*.yaml"))
    ]
    assert not reader.problems, reader.problems[0]
    return [entry for entry in found if entry]


def _read_demonstration_work(reader: "_Reader", pack: Pack, told: dict[str, Any]) -> None:
    name = "demonstration.yaml"
    pack.workstreams = reader.validate(name, told.get("workstreams", []), shapes.WorkstreamEntry)
    pack.notes = reader.validate(name, told.get("notes", []), shapes.NoteEntry)
    pack.standings = reader.validate(name, told.get("standings", []), shapes.StandingEntry)
    pack.contributions = reader.validate(name, told.get("contributions", []), shapes.ContributionEntry)
    pack.responses = reader.validate(name, told.get("responses", []), shapes.ResponseEntry)
    pack.members = reader.validate(name, told.get("members", []), shapes.MemberEntry)
    pack.series = reader.validate(name, told.get("series", []), shapes.SeriesEntry)
    pack.decisions = reader.validate(name, told.get("decisions", []), shapes.DecisionEntry)
    pack.actions = reader.validate(name, told.get("actions", []), shapes.ActionEntry)
    pack.risks = reader.validate(name, told.get("risks", []), shapes.RiskEntry)
    pack.aims = reader.validate(name, told.get("aims", []), shapes.AimEntry)
    pack.reviews = reader.validate(name, told.get("reviews", []), shapes.ReviewEntry)
    pack.submissions = reader.validate(name, told.get("submissions", []), shapes.SubmissionEntry)


def _read_indicators(reader: "_Reader", folders: list[Path]) -> dict[str, shapes.IndicatorCard]:
    cards = {}
    for folder in folders:
        for file in sorted(folder.glob("*.yaml")):
            name = f"indicators/{file.name}"
            card = reader.parse(name, reader.load(name, file), shapes.IndicatorCard)
            if card and card.code != file.stem:
                reader.problems.append(
                    Problem(name, "", "code", f"is {card.code}; the file is named {file.stem}.")
                )
            elif card:
                cards[card.code] = card
    return cards


class _Reader:
    def __init__(self, folder: Path, problems: list[Problem]):
        self.folder = folder
        self.problems = problems

    def load(self, name: str, file: Path) -> Any:
        try:
            return yaml.safe_load(file.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            mark = getattr(error, "problem_mark", None)
            row = f"line {mark.line + 1}" if mark else ""
            reason = getattr(error, "problem", None) or "the file is not UTF-8 text"
            self.problems.append(Problem(name, row, "", f"cannot be read as YAML: {reason}."))
            return None

    def yaml(self, name: str, needed: bool = True) -> Any:
        file = self.folder / name
        if file.is_file():
            return self.load(name, file)
        if needed:
            self.problems.append(Problem(name, "", "", "The file is missing. Every pack needs it."))
        return None

    def parse(self, name: str, value: Any, shape: type[Row], row: str = "") -> Row | None:
        if value is None:
            return None
        try:
            return shape.model_validate(value)
        except ValidationError as error:
            self.problems.extend(explain(error, file=name, row=row))
            return None

    def one(self, name: str, shape: type[Row], needed: bool = True) -> Row | None:
        return self.parse(name, self.yaml(name, needed), shape)

    def validate(self, name: str, values: Iterable[Any], shape: type[Row]) -> list[Row]:
        found = (self.parse(name, value, shape, f"entry {n}") for n, value in enumerate(values, start=1))
        return [row for row in found if row is not None]

    def entries(self, name: str, shape: type[Row]) -> list[Row]:
        values = self.yaml(name, needed=False) or []
        if not isinstance(values, list):
            self.problems.append(Problem(name, "", "", "is not a list. Begin every entry with a hyphen."))
            return []
        return self.validate(name, values, shape)

    def rows(self, name: str, shape: type[Row], needed: bool = False) -> list[tuple[int, Row]]:
        file = self.folder / name
        if not file.is_file():
            if needed:
                self.problems.append(Problem(name, "", "", "The file is missing. Every pack needs it."))
            return []
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                table = csv.DictReader(lines, restkey="", strict=True)
                found = [(table.line_num, self._row(name, table.line_num, row, shape)) for row in table]
        except (csv.Error, UnicodeDecodeError) as error:
            self.problems.append(Problem(name, "", "", f"cannot be read as CSV: {error}."))
            return []
        return [(line, row) for line, row in found if row is not None]

    def _row(self, name: str, line: int, row: dict, shape: type[Row]) -> Row | None:
        if "" in row or None in row.values():
            message = "has more or fewer cells than the header. Put text with commas in quotes."
            self.problems.append(Problem(name, f"row {line}", "", message))
            return None
        return self.parse(name, row, shape, f"row {line}")

    def page(self, file: Path) -> tuple[shapes.PageFront, str] | None:
        name = f"pages/{file.name}"
        parts = file.read_text(encoding="utf-8").split("---\n", 2)
        if len(parts) != 3:
            self.problems.append(
                Problem(name, "line 1", "", "begins with title and summary between two lines ---.")
            )
            return None
        try:
            front = self.parse(name, yaml.safe_load(parts[1]), shapes.PageFront)
        except yaml.YAMLError as error:
            self.problems.append(Problem(name, "", "", f"cannot be read as YAML: {error}."))
            return None
        return (front, parts[2].strip()) if front else None
