"""The publishers beside their fakes: every fault is tried with each of them. One block each."""

from dataclasses import dataclass, field
from typing import Any

from fairplace.equity.sources import find_publisher

from . import fake_fingertips, fake_fingertips_next, fake_nomis


@dataclass(frozen=True)
class Pair:
    """A publisher, what it is asked in the tests, and what answers: `revised` differs in one value."""

    code: str
    asked: dict[str, str]
    answer: Any
    revised: Any
    rows: int
    # Part of the path at which the figures are, where others are asked before.
    figures: str = ""
    # Faults that cannot show in what this publisher sends.
    without: frozenset[str] = field(default_factory=frozenset)

    def publisher(self, fake):
        return find_publisher(self.code, base=fake.base)


PAIRS = [
    Pair(
        "fingertips",
        {"indicators": "90366,93283", "area_type": "502"},
        fake_fingertips.answer,
        fake_fingertips.revised,
        rows=24,
        figures="all_data",
    ),
    Pair(
        "fingertips-next",
        {"indicators": "41101", "areas": "E92000001,E06000032", "inequalities": "deprivation"},
        fake_fingertips_next.answer,
        fake_fingertips_next.revised,
        rows=5,
        figures="/data",
        # JSON has neither a header nor columns.
        without=frozenset({"header only", "changed columns"}),
    ),
    Pair(
        "nomis",
        {"dataset": "NM_2002_1", "geography": "E06000032,E06000055", "date": "latest"},
        fake_nomis.answer,
        fake_nomis.revised,
        rows=12,
    ),
]
