"""Actions of groups, and how they go."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from fairplace.town.packs.shapes.base import Code, Mail, Past, Shape, Text
from fairplace.town.packs.shapes.pointer import PointerEntry

Count = Annotated[int, Field(ge=0)]
ActionState = Literal["not started", "under way", "stuck", "done", "stopped"]


class UpdateEntry(Shape):
    day: Past
    by: Mail
    note: Text
    state: ActionState = "under way"
    count: Count | None = None
    of: Count | None = None

    @model_validator(mode="after")
    def _has_a_denominator(self) -> "UpdateEntry":
        if (self.count is None) != (self.of is None):
            raise ValueError("needs count and of both: a number says little alone")
        return self


class ToDoEntry(Shape):
    text: Text
    due: int | None = None
    done: Past | None = None


class WithChairEntry(Shape):
    day: Past
    because: Text


class ActionEntry(Shape):
    group: Code
    title: Text
    text: str = ""
    owner: Mail | Literal[""] = ""
    organisation: str = ""
    helpers: list[Mail] = []
    decision: str = ""
    approach: Literal["", "universal", "targeted", "proportionate"] = ""
    starts: int
    due: int
    every: int | None = 3
    counts: str = ""
    of: str = ""
    strategies: list[Text] = []
    serves: list[PointerEntry] = []
    also_to: list[Code] = []
    updates: list[UpdateEntry] = []
    to_dos: list[ToDoEntry] = []
    with_chair: WithChairEntry | None = None

    @model_validator(mode="after")
    def _can_be_true(self) -> "ActionEntry":
        if self.due < self.starts:
            raise ValueError("is due before it starts")
        if any(one.count is not None for one in self.updates) and not (self.counts and self.of):
            raise ValueError("counts something: say in counts what, and in of out of what")
        return self
