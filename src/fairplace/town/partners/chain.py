"""Joins groups and organisations to the chain, and asks whether groups, partners and pledges are alive."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Max, Q
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.chain.rules import (
    Chain,
    Check,
    Fault,
    Key,
    Kind,
    Record,
    register_check,
    register_kind,
)
from fairplace.town.framework.chain import OBJECTIVE, RECOMMENDATION
from fairplace.town.partners.models import CheckIn, Group, Membership, Organisation, Pledge, Tie
from fairplace.town.partners.queries import list_groups
from fairplace.town.people.rules import Ability
from fairplace.town.places.models import Town
from fairplace.town.ui.navigation import find_address

GROUP, ORGANISATION = "group", "organisation"
A_YEAR = timedelta(days=366)


def _list_groups(town: Town) -> list[Record]:
    chosen = _list_chosen(town)
    return [
        Record(
            GROUP,
            group.slug,
            group.name,
            find_address("group_detail", slug=group.slug),
            above=(*_ties_of_group(group), *chosen.get(group.pk, ())),
            said=((_("Kind"), str(group.get_kind_display())),),  # pyright: ignore[reportAttributeAccessIssue]
        )
        for group in list_groups(town=town)
    ]


def _ties_of_group(group: Group) -> tuple[tuple[Key, str], ...]:
    ties = [((OBJECTIVE, objective.code), _("answers for")) for objective in group.objectives.all()]
    if group.reports_to:
        ties.append(((GROUP, group.reports_to.slug), _("reports to")))
    return tuple(ties)


def _list_chosen(town: Town) -> dict[int, list[tuple[Key, str]]]:
    """Return the recommendations that groups chose by name to answer for."""
    found: dict[int, list[tuple[Key, str]]] = {}
    named = Group.recommendations.through.objects.filter(
        group__town=town, recommendation__framework__is_current=True, recommendation__archived_on=None
    )
    for pk, code in named.order_by("recommendation__code").values_list("group", "recommendation__code"):
        found.setdefault(pk, []).append(((RECOMMENDATION, code), _("answers for")))
    return found


def _list_organisations(town: Town) -> list[Record]:
    seats: dict[int, dict[tuple[Key, str], None]] = {}
    now = Q(until_on=None) | Q(until_on__gte=date.today())
    members = Membership.objects.filter(now, group__town=town).order_by("group__position", "-is_chair")
    for pk, slug, is_chair in members.values_list("organisation", "group__slug", "is_chair"):
        word = _("chairs") if is_chair else _("has a seat in")
        seats.setdefault(pk, {})[(GROUP, slug), word] = None
    return [
        Record(
            ORGANISATION,
            one.code,
            one.name,
            find_address("organisation_detail", code=one.code),
            above=tuple(seats.get(one.pk, ())),
            said=((_("Sector"), str(one.get_sector_display())),),  # pyright: ignore[reportAttributeAccessIssue]
            is_demonstration=one.is_demonstration,
        )
        for one in Organisation.objects.filter(town=town, archived_on=None)
    ]


def _find_idle_groups(town: Town, chain: Chain) -> Iterable[Fault]:
    council = set(Group.objects.filter(town=town, kind=Group.Kind.COUNCIL).values_list("slug", flat=True))
    for record in chain.of_kind(GROUP):
        if record.id in council:
            continue  # it hears all of it, and answers to voters
        # A board that other groups report to answers for what they answer for.
        has_feeders = any(kind == GROUP for kind, _id in chain.list_below(record.key))
        if not has_feeders and OBJECTIVE not in {kind for kind, _id in chain.list_above(record.key)}:
            fix_url = find_address("group_edit", slug=record.id)
            yield Fault("group-no-objective", record.key, _("It answers for no objective."), fix_url)


def _find_strangers(town: Town, chain: Chain) -> Iterable[Fault]:
    drawn = Tie.objects.filter(one__town=town).values_list("one__code", "other__code")
    known = {code for pair in drawn for code in pair}
    for record in chain.of_kind(ORGANISATION):
        if not chain.list_above(record.key) and record.id not in known:
            fix_url = find_address("membership_list", code=record.id)
            sentence = _("It leads nothing, delivers nothing and sits in no group.")
            yield Fault("partner-no-tie", record.key, sentence, fix_url)


def _find_stale_pledges(town: Town, chain: Chain) -> Iterable[Fault]:
    since = date.today() - A_YEAR
    pledges = Pledge.objects.filter(
        organisation__town=town, organisation__archived_on=None, ended_on=None, made_on__lt=since
    ).annotate(looked_at=Max("check_ins__at"))
    stale = pledges.filter(Q(looked_at=None) | Q(looked_at__date__lt=since))
    given_up = CheckIn.objects.filter(going=CheckIn.Going.GIVEN_UP).values("pledge")
    rows = stale.exclude(pk__in=given_up).values_list("pk", "organisation__code", "text", "looked_at")
    for pk, code, text, looked_at in rows:
        last = formats.date_format(looked_at, "j F Y") if looked_at else _("never")
        sentence = _("Pledge “%(text)s”: last looked at: %(day)s.") % {"text": text[:80], "day": last}
        fix_url = find_address("check_in", code=code, pk=pk)
        yield Fault("pledge-stale", (ORGANISATION, code), sentence, fix_url)


register_kind(Kind(GROUP, 80, gettext_lazy("Group"), gettext_lazy("Groups"), _list_groups))
register_kind(Kind(ORGANISATION, 90, gettext_lazy("Partner"), gettext_lazy("Partners"), _list_organisations))
register_check(
    Check(
        "group-no-objective",
        gettext_lazy("Group without an objective"),
        gettext_lazy("A group that answers for nothing cannot be asked for anything."),
        gettext_lazy("Name the objective that it answers for"),
        _find_idle_groups,
        Ability.KEEP_GROUPS,
    )
)
register_check(
    Check(
        "partner-no-tie",
        gettext_lazy("Partner with no tie"),
        gettext_lazy("A partner that nothing binds to the work is a name on a list."),
        gettext_lazy("Give it a seat, or work to lead"),
        _find_strangers,
        Ability.KEEP_PARTNERS,
    )
)
register_check(
    Check(
        "pledge-stale",
        gettext_lazy("Pledge not looked at for over a year"),
        gettext_lazy("Pledges that nobody asks about are forgotten."),
        gettext_lazy("Ask how it goes"),
        _find_stale_pledges,
        Ability.KEEP_PARTNERS,
    )
)
