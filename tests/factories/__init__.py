"""Rows for tests: each with the least that is needed, and no surprises."""

from tests.factories.frozen import make_kept
from tests.factories.governance import (
    make_action,
    make_decision,
    make_item,
    make_meeting,
    make_risk,
    make_series,
)
from tests.factories.letters import make_letter
from tests.factories.logicmodels import make_history, make_logic_model
from tests.factories.measures import make_group, make_measure, make_objective, make_recommendation
from tests.factories.numbers import (
    make_counts,
    make_indicator,
    make_observations,
    make_release,
    make_subgroup,
)
from tests.factories.partners import make_membership, make_pledge, make_tie
from tests.factories.people import ask_for_link, get_mailed_link, make_person
from tests.factories.places import (
    make_geography,
    make_geojson,
    make_neighbourhoods,
    make_place,
    make_rank,
    make_town,
)
from tests.factories.reviews import make_assessment, make_comment, make_judged, make_review, make_seat
from tests.factories.work import make_alignment, make_organisation, make_round, make_workstream

__all__ = [
    "ask_for_link",
    "get_mailed_link",
    "make_action",
    "make_alignment",
    "make_assessment",
    "make_comment",
    "make_counts",
    "make_decision",
    "make_geography",
    "make_geojson",
    "make_group",
    "make_history",
    "make_indicator",
    "make_item",
    "make_judged",
    "make_kept",
    "make_letter",
    "make_logic_model",
    "make_measure",
    "make_meeting",
    "make_membership",
    "make_neighbourhoods",
    "make_objective",
    "make_observations",
    "make_organisation",
    "make_person",
    "make_place",
    "make_pledge",
    "make_rank",
    "make_recommendation",
    "make_release",
    "make_review",
    "make_risk",
    "make_round",
    "make_seat",
    "make_series",
    "make_subgroup",
    "make_tie",
    "make_town",
    "make_workstream",
]
