"""Editions of the Indices of Deprivation, and where places rank in them."""

from typing import Annotated

from pydantic import Field

from fairplace.town.packs.shapes.base import Code, Day, Number, Shape, Text, Whole


class EditionEntry(Shape):
    code: Code
    name: Text
    short: Text
    published_on: Day = None
    authorities: int
    authority_vintage: Text
    neighbourhood_vintage: Text
    neighbourhoods_in_england: int
    release: Code
    note: str = ""


class ColumnEntry(Shape):
    code: Code
    name: Text
    plain: Text


class DeprivationFile(Shape):
    editions: list[EditionEntry]
    columns: Annotated[list[ColumnEntry], Field(min_length=1)]


class AuthorityRankRow(Shape):
    edition: Code
    place: Code
    name: Text
    column: Code
    value: Number
    rank: Whole
    release: Code
    note: str = ""


class NeighbourhoodRankRow(Shape):
    edition: Code
    place: Code
    score: float
    rank: int
    decile: Annotated[int, Field(ge=1, le=10)]
    population: int
    income: Whole
    employment: Whole
    education: Whole
    health: Whole
    crime: Whole
    housing: Whole
    environment: Whole
    tile_column: Annotated[int, Field(ge=0)]
    tile_row: Annotated[int, Field(ge=0)]
    release: Code
    note: str = ""
