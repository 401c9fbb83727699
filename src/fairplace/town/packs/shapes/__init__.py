"""The shape of every file of a pack: what each row or entry must say, and how."""

from fairplace.town.packs.shapes.action import ActionEntry
from fairplace.town.packs.shapes.decision import DecisionEntry
from fairplace.town.packs.shapes.deprivation import AuthorityRankRow, DeprivationFile, NeighbourhoodRankRow
from fairplace.town.packs.shapes.framework import FrameworkFile, ResponseEntry
from fairplace.town.packs.shapes.group import GroupEntry, MemberEntry
from fairplace.town.packs.shapes.improvement import AimEntry
from fairplace.town.packs.shapes.indicator import FigureRow, IndicatorCard
from fairplace.town.packs.shapes.logic_model import LogicModelEntry
from fairplace.town.packs.shapes.measure import MeasureEntry, NoteEntry, StandingEntry
from fairplace.town.packs.shapes.meeting import ItemEntry, SeriesEntry
from fairplace.town.packs.shapes.organisation import OrganisationEntry, TieEntry
from fairplace.town.packs.shapes.place import LookupRow, PlaceRow, SuccessionRow
from fairplace.town.packs.shapes.pointer import PointerEntry
from fairplace.town.packs.shapes.release import FeedEntry, ReleaseEntry
from fairplace.town.packs.shapes.review import ReviewEntry
from fairplace.town.packs.shapes.risk import RiskEntry
from fairplace.town.packs.shapes.submission import SubmissionEntry
from fairplace.town.packs.shapes.town import PackFile, PageFront, PersonEntry
from fairplace.town.packs.shapes.workstream import ContributionEntry, WorkstreamEntry

__all__ = [
    "ActionEntry",
    "AimEntry",
    "AuthorityRankRow",
    "ContributionEntry",
    "DecisionEntry",
    "DeprivationFile",
    "FeedEntry",
    "FigureRow",
    "FrameworkFile",
    "GroupEntry",
    "IndicatorCard",
    "ItemEntry",
    "LogicModelEntry",
    "LookupRow",
    "MeasureEntry",
    "MemberEntry",
    "NeighbourhoodRankRow",
    "NoteEntry",
    "OrganisationEntry",
    "PackFile",
    "PageFront",
    "PersonEntry",
    "PlaceRow",
    "PointerEntry",
    "ReleaseEntry",
    "ResponseEntry",
    "ReviewEntry",
    "RiskEntry",
    "SeriesEntry",
    "StandingEntry",
    "SubmissionEntry",
    "SuccessionRow",
    "TieEntry",
    "WorkstreamEntry",
]
