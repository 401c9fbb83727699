"""Remembers what was decided about a record, also where the decision named what the record serves."""

from dataclasses import dataclass

from django.db.models import Q

from fairplace.town.chain.rules import Key
from fairplace.town.framework.chain import OBJECTIVE, RECOMMENDATION, list_advice
from fairplace.town.governance.models import Decision, DecisionSubject
from fairplace.town.governance.queries.decision import list_decisions
from fairplace.town.governance.rules.reader import PUBLIC, Reader
from fairplace.town.measures.chain import MEASURE
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.places.models import Town


@dataclass(frozen=True)
class Memory:
    """A decision, and by which records it is remembered here: the record itself, or one tied to it."""

    decision: Decision
    through: tuple[str, ...]


def list_decisions_about(town: Town, kind: str, code: str, *, reader: Reader = PUBLIC) -> list[Memory]:
    """Return every decision about a record that the reader may see, the newest first.

    Those about a measure or a recommendation include those about their objective; those about an
    objective include those about its measures and recommendations. `through` names what else it was about.
    """
    own = (kind, code)
    keys = [own, *_list_tied(town, own)]
    about = Q()
    for one, another in keys:
        about |= Q(kind=one, code=another)
    rows = DecisionSubject.objects.filter(about, decision__town=town).values_list("decision", "kind", "code")
    through: dict[int, list[str]] = {}
    for decision, one, another in rows:
        through.setdefault(decision, [])
        if (one, another) != own:
            through[decision].append(another)
    found = list_decisions(town=town, reader=reader).filter(pk__in=through)
    return [Memory(one, tuple(sorted(through[one.pk]))) for one in found]


def _list_tied(town: Town, own: Key) -> list[Key]:
    """Return what is tied to a record through objectives, in one or two queries."""
    kind, code = own
    if kind == MEASURE:
        codes = ImpactMeasure.objects.filter(town=town, slug=code).values_list("objectives__code", flat=True)
        return [(OBJECTIVE, one) for one in codes if one]
    if kind == RECOMMENDATION:
        return [(OBJECTIVE, one) for one, advice in list_advice(town).items() if code in advice]
    if kind == OBJECTIVE:
        slugs = ImpactMeasure.objects.filter(
            town=town, objectives__code=code, objectives__framework__is_current=True
        ).values_list("slug", flat=True)
        advice = list_advice(town).get(code, [])
        return [*((MEASURE, one) for one in slugs), *((RECOMMENDATION, one) for one in advice)]
    return []
