"""Ties between partners that lead or deliver the same workstream."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from fairplace.town.framework.models import Item, Level
from fairplace.town.partners.rules.ties import Reason, Source, pair_up, register_source
from fairplace.town.places.models import Town
from fairplace.town.ui.navigation import find_address
from fairplace.town.workstreams.models import Fit, Workstream


def list_ties_of_workstreams(town: Town) -> Iterator[Reason]:
    """Return a reason for every two partners of every workstream, from its first day to its last."""
    above = _list_objectives(town)
    works = Workstream.objects.filter(town=town, archived_on=None).select_related("lead")
    for work in works.prefetch_related("partners", "alignments__recommendation"):
        carried = [
            one.recommendation
            for one in work.alignments.all()
            if one.fit != Fit.NONE and one.recommendation.status != Item.Status.DRAFT
        ]
        partners = {one.code for one in work.partners.all()} | ({work.lead.code} if work.lead else set())
        url = find_address("workstream_detail", code=work.code)
        for pair in pair_up(partners):
            yield Reason(
                pair=pair,
                kind="workstream",
                what=work.name,
                url=url,
                since_on=work.starts_on,
                until_on=work.ends_on,
                objectives=frozenset(above[one.pk] for one in carried if one.pk in above),
                recommendations=frozenset(one.code for one in carried),
            )


def _list_objectives(town: Town) -> dict[int, str]:
    """Return the code of the objective that each item of the town stands under."""
    fields = ("pk", "home", "code", "level__holds")
    items = {pk: rest for pk, *rest in Item.objects.filter(framework__town=town).values_list(*fields)}
    found = {}
    for pk in items:
        at: int | None = pk
        while at is not None and items[at][2] != Level.Holds.OBJECTIVES:
            at = items[at][0]
        if at is not None:
            found[pk] = items[at][1]
    return found


register_source(
    Source(
        kind="workstream",
        name=gettext_lazy("Lead or deliver the same workstream"),
        plain=gettext_lazy("Both lead or deliver a piece of work."),
        list_reasons=list_ties_of_workstreams,
    )
)
