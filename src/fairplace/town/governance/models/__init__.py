from fairplace.town.governance.models.action import (
    Action,
    ActionFile,
    ActionSubject,
    Reminder,
    ToDo,
    Update,
    UpdateLink,
)
from fairplace.town.governance.models.agenda import AgendaItem, Pack, Paper
from fairplace.town.governance.models.decision import Decision, DecisionSubject, Effect, Vote
from fairplace.town.governance.models.improvement import Aim, ChangeIdea, Driver, TestCycle
from fairplace.town.governance.models.meeting import Attendance, Invitation, Meeting, Series
from fairplace.town.governance.models.report import Handover, HighlightReport
from fairplace.town.governance.models.risk import Risk, RiskChange

__all__ = [
    "Action",
    "ActionFile",
    "ActionSubject",
    "AgendaItem",
    "Aim",
    "Attendance",
    "ChangeIdea",
    "Decision",
    "DecisionSubject",
    "Driver",
    "Effect",
    "Handover",
    "HighlightReport",
    "Invitation",
    "Meeting",
    "Pack",
    "Paper",
    "Reminder",
    "Risk",
    "RiskChange",
    "Series",
    "TestCycle",
    "ToDo",
    "Update",
    "UpdateLink",
    "Vote",
]
