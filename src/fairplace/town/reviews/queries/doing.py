"""Reads what the records name that could matter to a measure: work, actions done, decisions, claims."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from fairplace.town.chain.queries import get_chain
from fairplace.town.chain.rules import Chain, Key
from fairplace.town.framework.chain import RECOMMENDATION
from fairplace.town.governance.chain import ACTION, DECISION
from fairplace.town.governance.models import Action, Decision, Update
from fairplace.town.logicmodels.models import Claim
from fairplace.town.logicmodels.queries.claim import list_claims_about
from fairplace.town.measures.chain import MEASURE
from fairplace.town.places.models import Town
from fairplace.town.reviews.rules.draft import Doings
from fairplace.town.workstreams.chain import WORKSTREAM


def list_doings(*, town: Town, slugs: Iterable[str], since: date, until: date) -> dict[str, Doings]:
    """Return for each measure what was done in a stretch of time that could matter to it.

    Only what everybody may read: a review is published. Work, actions and decisions stand at the measure
    itself, or at what was advised under its objectives.
    """
    chain = get_chain(town=town).only_public()
    done, taken = _list_done(town, since, until), _list_taken(town, since, until)
    claims = _list_claims(town, since, until)
    return {slug: _gather(chain, slug, done, taken, claims.get(slug, ())) for slug in slugs}


def _gather(
    chain: Chain, slug: str, done: Mapping[str, str], taken: Mapping[str, str], claims: Iterable[str]
) -> Doings:
    near = _list_near(chain, (MEASURE, slug))
    records = [chain.records[key] for key in near]
    return Doings(
        tuple(f"{one.id}: {one.name}" for one in records if one.kind == WORKSTREAM),
        tuple(done[one.id] for one in records if one.kind == ACTION and one.id in done),
        tuple(taken[one.id] for one in records if one.kind == DECISION and one.id in taken),
        tuple(claims),
    )


def _list_near(chain: Chain, start: Key) -> list[Key]:
    """Return what stands below a measure, and below the advice that it watches, each once."""
    if start not in chain.records:
        return []
    advice = [key for key in chain.list_above(start) if key[0] == RECOMMENDATION]
    found = dict.fromkeys(below for key in (start, *advice) for below in chain.list_below(key))
    work = [key for key in found if key[0] == WORKSTREAM]
    found |= dict.fromkeys(below for key in work for below in chain.list_below(key))
    return [key for key in found if key[0] in (WORKSTREAM, ACTION, DECISION)]


def _list_done(town: Town, since: date, until: date) -> dict[str, str]:
    """Return the actions that were done in these days, in words, by their codes."""
    done = Update.objects.filter(
        action__town=town,
        action__state=Action.State.DONE,
        state=Action.State.DONE,
        at__date__range=(since, until),
    )
    rows = done.values_list("action__number", "action__title", "action__group__name").distinct()
    return {
        f"A{number}": f"A{number}: {title} ({group})"
        for number, title, group in rows.order_by("action__number")
    }


def _list_taken(town: Town, since: date, until: date) -> dict[str, str]:
    """Return the decisions that were taken in these days, in words, by their codes."""
    taken = Decision.objects.filter(
        town=town, state=Decision.State.DECIDED, decided_at__date__range=(since, until)
    )
    rows = taken.order_by("number").values_list("number", "title", "group__name")
    return {f"D{number}": f"D{number}: {title} ({group})" for number, title, group in rows}


def _list_claims(town: Town, since: date, until: date) -> dict[str, list[str]]:
    """Return the claims that were written or looked at in these days, in words, by measure."""
    labels = dict(Claim.Strength.choices)
    found: dict[str, list[str]] = {}
    for slug, claims in list_claims_about(town, public=True).items():
        for one in claims:
            if since <= one.claim.written_at.date() <= until:
                told = {"claim": one.claim.claim, "strength": str(labels[one.claim.strength]).lower()}
                found.setdefault(slug, []).append(_("%(claim)s (evidence: %(strength)s)") % told)
    return found
