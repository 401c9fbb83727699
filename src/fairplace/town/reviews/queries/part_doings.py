"""Reads what groups decided and did, as far as everybody may know it: nobody is named, nothing restricted."""

from typing import Any

from fairplace.town.governance.models import Action, Decision
from fairplace.town.governance.queries.action import open_to
from fairplace.town.governance.queries.decision import list_decisions
from fairplace.town.governance.rules.reader import PUBLIC
from fairplace.town.logicmodels.queries.claim import list_claims_about
from fairplace.town.places.models import Town


def describe_decisions(town: Town) -> list[dict[str, Any]]:
    """Return what was decided in the open, oldest first, with what it was about and how it proved."""
    found = list_decisions(town=town, reader=PUBLIC).exclude(item__is_restricted=True)
    return [_describe_decision(one) for one in found.prefetch_related("subjects").order_by("number")]


def _describe_decision(one: Decision) -> dict[str, Any]:
    plain = (
        "code", "title", "question", "reason", "expected", "outcome", "outcome_because", "proved", "happened",
        "equity_right", "equity_proved", "is_demonstration",
    )  # fmt: skip
    subjects = one.subjects.all()
    return {
        **{name: getattr(one, name) for name in plain},
        "group": one.group.slug,
        "group_name": one.group.name,
        "decided_at": one.decided_at.isoformat() if one.decided_at else None,
        "review_on": one.review_on.isoformat() if one.review_on else None,
        "about": sorted([{"kind": each.kind, "code": each.code} for each in subjects], key=_by_code),
        # How the measures stood that day is kept with the decision; this is under which digests.
        "standings": {step: kept["digest"] for step, kept in one.data.items() if "digest" in kept},
    }


def _by_code(one: dict[str, str]) -> tuple[str, str]:
    return one["kind"], one["code"]


def describe_actions(town: Town) -> list[dict[str, Any]]:
    """Return how the actions stand, by the organisation that does them."""
    found = open_to(Action.objects.filter(town=town), PUBLIC).select_related("group", "organisation")
    return [
        {
            "code": one.code,
            "title": one.title,
            "group": one.group.slug,
            "organisation": one.organisation.name if one.organisation else "",
            "state": one.state,
            "approach": one.approach,
            "starts_on": one.starts_on.isoformat(),
            "due_on": one.due_on.isoformat(),
            "count": one.count,
            "counts_what": one.counts_what,
            "denominator": one.denominator,
            "denominator_what": one.denominator_what,
            "serves": sorted(
                [{"kind": each.kind, "code": each.code} for each in one.subjects.all()], key=_by_code
            ),
            "is_demonstration": one.is_demonstration,
        }
        for one in found.prefetch_related("subjects").order_by("number")
    ]


def describe_claims(town: Town) -> list[dict[str, Any]]:
    """Return the claims that work contributed, in models that everybody may read; never an effect."""
    plain = (
        "claim", "strength", "evidence_for", "evidence_against", "rivals", "would_change", "is_demonstration",
    )  # fmt: skip
    return [
        {
            **{name: getattr(one.claim, name) for name in plain},
            "model": one.claim.model.slug,
            "measure": measure,
            "from": one.start,
            "to": one.end,
        }
        for measure, claims in sorted(list_claims_about(town, public=True).items())
        for one in claims
    ]
