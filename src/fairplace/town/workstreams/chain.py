"""Joins workstreams and unplanned contributions to the chain, and asks whether the mapping holds."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fairplace.town.chain.rules import (
    Chain,
    Check,
    Fault,
    Key,
    Kind,
    Record,
    Tie,
    register_check,
    register_kind,
    register_ties,
)
from fairplace.town.framework.chain import RECOMMENDATION
from fairplace.town.partners.chain import GROUP, ORGANISATION
from fairplace.town.people.rules import Ability
from fairplace.town.places.models import Town
from fairplace.town.ui.navigation import find_address
from fairplace.town.workstreams.models import Alignment, Contribution, Fit, Workstream

WORKSTREAM, CONTRIBUTION = "workstream", "contribution"
CARRIES = {
    Fit.TOUCHES: gettext_lazy("touches"),
    Fit.PART: gettext_lazy("carries in part"),
    Fit.FULL: gettext_lazy("carries in full"),
}


def _alignments(town: Town) -> Any:
    return Alignment.objects.filter(workstream__town=town, workstream__archived_on=None)


def _list_workstreams(town: Town) -> list[Record]:
    carried: dict[int, list[tuple[Key, str]]] = {}
    cells = _alignments(town).filter(fit__in=CARRIES).order_by("recommendation__position", "pk")
    words = {fit.value: str(word) for fit, word in CARRIES.items()}
    for pk, code, fit in cells.values_list("workstream", "recommendation__code", "fit"):
        carried.setdefault(pk, []).append(((RECOMMENDATION, code), words[fit]))
    return [
        Record(
            WORKSTREAM,
            work.code,
            work.name,
            find_address("workstream_detail", code=work.code),
            work.code,
            above=tuple(carried.get(work.pk, ())),
            said=_say(work),
            is_demonstration=work.is_demonstration,
        )
        for work in Workstream.objects.filter(town=town, archived_on=None)
    ]


def _say(work: Workstream) -> tuple[tuple[str, str], ...]:
    if not work.approach:
        return ()
    return ((_("Approach"), str(Workstream.Approach(work.approach).label)),)


def _list_contributions(town: Town) -> list[Record]:
    linked = Contribution.objects.filter(town=town, state=Contribution.State.LINKED)
    return [
        Record(
            CONTRIBUTION,
            str(one.pk),
            Truncator(one.text).chars(200),
            above=tuple(((RECOMMENDATION, to.code), _("helps")) for to in one.recommendations.all()),
            is_demonstration=one.is_demonstration,
        )
        for one in linked.prefetch_related("recommendations")
    ]


def _list_ties(town: Town) -> Iterable[Tie]:
    """Return who leads, helps and looks after the work: lower apps list them, and know of no workstream."""
    works = Workstream.objects.filter(town=town, archived_on=None)
    delivered = Workstream.partners.through.objects.filter(
        workstream__town=town, workstream__archived_on=None
    )
    leads, looks_after, helps = _("leads"), _("looks after"), _("helps to deliver")
    for code, lead, group in works.values_list("code", "lead__code", "group__slug"):
        if lead:
            yield (ORGANISATION, lead), (WORKSTREAM, code), leads
        if group:
            yield (GROUP, group), (WORKSTREAM, code), looks_after
    for code, partner in delivered.values_list("workstream__code", "organisation__code"):
        yield (ORGANISATION, partner), (WORKSTREAM, code), helps
    told = Contribution.objects.filter(town=town, state=Contribution.State.LINKED, organisation__isnull=False)
    for pk, partner in told.values_list("pk", "organisation__code"):
        yield (ORGANISATION, partner), (CONTRIBUTION, str(pk)), _("did")


def _find_uncarried(town: Town, chain: Chain) -> Iterable[Fault]:
    for record in chain.lacking(RECOMMENDATION, below=WORKSTREAM):
        fix_url = find_address("mapping_row", recommendation=record.id)
        yield Fault("no-workstream", record.key, _("No workstream carries it."), fix_url)


def _find_orphans(town: Town, chain: Chain) -> Iterable[Fault]:
    for record in chain.lacking(WORKSTREAM, above=RECOMMENDATION):
        fix_url = find_address("mapping_link")
        yield Fault("orphan", record.key, _("It carries no recommendation."), fix_url)


def _find_unowned(town: Town, chain: Chain) -> Iterable[Fault]:
    works = Workstream.objects.filter(town=town, archived_on=None, owner="", lead=None)
    for code in works.values_list("code", flat=True):
        fix_url = find_address("workstream_edit", code=code)
        yield Fault("no-owner", (WORKSTREAM, code), _("Nobody owns it and no partner leads it."), fix_url)


def _find_past_review(town: Town, chain: Chain) -> Iterable[Fault]:
    late = _alignments(town).filter(review_on__lt=date.today())
    columns = ("recommendation__code", "workstream__code", "workstream__name", "review_on")
    for code, work, name, day in late.values_list(*columns):
        sentence = _("Its mapping to %(work)s was to be looked at again by %(day)s.") % {
            "work": name,
            "day": formats.date_format(day, "j F Y"),
        }
        fix_url = find_address("mapping_cell", recommendation=code, workstream=work)
        yield Fault("review-passed", (RECOMMENDATION, code), sentence, fix_url)


def _find_unchecked(town: Town, chain: Chain) -> Iterable[Fault]:
    """Return one fault for each recommendation with cells that nobody has checked: cells may be thousands."""
    counts: dict[str, int] = {}
    unchecked = _alignments(town).filter(checked_at=None)
    for code in unchecked.values_list("recommendation__code", flat=True):
        counts[code] = counts.get(code, 0) + 1
    for code, number in counts.items():
        said = ngettext(
            "%(n)s cell of its row was never checked.", "%(n)s cells of its row were never checked.", number
        )
        fix_url = find_address("mapping_row", recommendation=code)
        yield Fault("never-checked", (RECOMMENDATION, code), said % {"n": number}, fix_url)


def _find_one_owner(town: Town, chain: Chain) -> Iterable[Fault]:
    owners: dict[str, set[str]] = {}
    cells = _alignments(town).filter(fit__in=(Fit.PART, Fit.FULL))
    for code, lead, owner in cells.values_list(
        "recommendation__code", "workstream__lead__name", "workstream__owner"
    ):
        owners.setdefault(code, set()).update({lead or owner} - {""})
    for code, names in owners.items():
        if len(names) == 1:
            sentence = _("Only %(owner)s carries it.") % {"owner": next(iter(names))}
            fix_url = find_address("mapping_row", recommendation=code)
            yield Fault("one-owner", (RECOMMENDATION, code), sentence, fix_url)


def _check(code: str, name, why, fix, find, *, ability: Ability = Ability.MAP, **fields) -> None:
    register_check(Check(code, name, why, fix, find, ability, **fields))


register_kind(
    Kind(WORKSTREAM, 50, gettext_lazy("Workstream"), gettext_lazy("Workstreams"), _list_workstreams)
)
register_kind(
    Kind(
        CONTRIBUTION,
        55,
        gettext_lazy("Unplanned contribution"),
        gettext_lazy("Unplanned contributions"),
        _list_contributions,
    )
)
register_ties("work", _list_ties)
_check(
    "no-workstream",
    gettext_lazy("Recommendation that no workstream carries"),
    gettext_lazy("Advice without work stays on paper."),
    gettext_lazy("Map it"),
    _find_uncarried,
    about=RECOMMENDATION,
    is_public=True,
)
_check(
    "one-owner",
    gettext_lazy("Recommendation carried by one owner alone"),
    gettext_lazy("If that one leaves or runs out of money, it falls."),
    gettext_lazy("Find a second"),
    _find_one_owner,
    about=RECOMMENDATION,
)
_check(
    "orphan",
    gettext_lazy("Workstream that carries nothing"),
    gettext_lazy("Either its link was forgotten, or it is not part of this plan."),
    gettext_lazy("Link it"),
    _find_orphans,
)
_check(
    "no-owner",
    gettext_lazy("Workstream with no owner"),
    gettext_lazy("Work that belongs to nobody stops without anybody noticing."),
    gettext_lazy("Name an owner"),
    _find_unowned,
    ability=Ability.KEEP_PARTNERS,
)
_check(
    "review-passed",
    gettext_lazy("Mapping past its review date"),
    gettext_lazy("Work changes; a mapping of years ago may flatter."),
    gettext_lazy("Look at it again"),
    _find_past_review,
    about=RECOMMENDATION,
)
_check(
    "never-checked",
    gettext_lazy("Mapping never checked"),
    gettext_lazy("One pair of eyes is wrong more often than two."),
    gettext_lazy("Check the row"),
    _find_unchecked,
    about=RECOMMENDATION,
)
