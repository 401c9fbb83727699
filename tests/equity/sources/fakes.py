"""The publishers beside their fakes: every fault is tried with each of them. One block each."""

from dataclasses import dataclass, field
from typing import Any

from fairplace.equity.sources import find_publisher

from . import (
    fake_explore_education_statistics,
    fake_explore_local_statistics,
    fake_fingertips,
    fake_fingertips_next,
    fake_indices_of_deprivation,
    fake_nomis,
)


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
    Pair(
        "explore-education-statistics",
        {
            "data_set": fake_explore_education_statistics.DATA_SET,
            "version": "1.0",
            "indicators": "Good level of development",
        },
        fake_explore_education_statistics.answer,
        fake_explore_education_statistics.revised,
        rows=5,
        figures="/query",
        without=frozenset({"header only", "changed columns"}),
    ),
    Pair(
        "explore-local-statistics",
        {"indicator": "invented-rate"},
        fake_explore_local_statistics.answer,
        fake_explore_local_statistics.revised,
        rows=6,
        figures=".csv",
    ),
    Pair(
        "indices-of-deprivation",
        {"edition": "2019", "address": "media/5/File_10.xlsx", "part": "yes"},
        fake_indices_of_deprivation.answer,
        fake_indices_of_deprivation.revised,
        rows=20,
        # In a workbook the headings are packed; its own test changes them.
        without=frozenset({"changed columns"}),
    ),
]
