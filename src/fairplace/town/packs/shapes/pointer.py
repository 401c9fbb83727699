"""What a doing of a group is about."""

from fairplace.town.packs.shapes.base import Shape


class PointerEntry(Shape):
    """What something is about: one record of the chain, or none."""

    recommendation: str = ""
    workstream: str = ""
    measure: str = ""
    objective: str = ""
