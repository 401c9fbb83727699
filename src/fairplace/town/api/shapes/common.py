"""Shapes that others are made of."""

import math
from typing import Any

from ninja import Field, Schema

SLUG = r"^[-a-zA-Z0-9_]+$"


def number(value: Any) -> float | None:
    """Return a plain number; None for what is not known. JSON has no word for "not a number"."""
    return None if value is None or not math.isfinite(value) else float(value)


class Estimate(Schema):
    """A value with its 95% limits."""

    value: float | None
    lower: float | None = Field(description="Lower 95% limit; null where none is known")
    upper: float | None = Field(description="Upper 95% limit; null where none is known")


def estimate(one: Any) -> dict[str, float | None] | None:
    """Return an estimate as plain numbers; None where there is none."""
    if one is None:
        return None
    return {"value": number(one.value), "lower": number(one.lower), "upper": number(one.upper)}


class Problem(Schema):
    """What went wrong, after RFC 9457."""

    type: str
    title: str
    status: int
    detail: str = Field(description="One sentence for people")


class Fault(Schema):
    name: str
    where: str = Field(description="path or query")
    why: str


class InvalidProblem(Problem):
    """Which values of the address cannot be read, and why."""

    faults: list[Fault] = []


class Page(Schema):
    """Some of a list: how many there are in all, and where the next are."""

    count: int = Field(description="How many there are in all")
    next: str | None = Field(description="The address of the next page; null on the last")


class Window(Schema):
    """How many of a list, and from which on."""

    limit: int = Field(100, ge=1, le=1000, description="How many at most")
    offset: int = Field(0, ge=0, le=1_000_000, description="How many to pass over")
