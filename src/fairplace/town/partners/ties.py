"""Ties that the register itself shows: groups that partners sit in, and what somebody drew by hand."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.partners.models import Group, Membership, Tie
from fairplace.town.partners.rules.ties import Reason, Source, pair_of, pair_up, register_source
from fairplace.town.places.models import Town
from fairplace.town.ui.navigation import find_address


def list_ties_of_groups(town: Town) -> Iterator[Reason]:
    """Return a reason for every two partners in every group; it holds while both sit there."""
    groups = Group.objects.filter(town=town).prefetch_related("objectives", "memberships__organisation")
    for group in groups:
        objectives = frozenset(one.code for one in group.objectives.all())
        seats = _longest_seats(group.memberships.all())
        for one, other in pair_up(seats):
            begun = [day for day in (seats[one].since_on, seats[other].since_on) if day]
            ended = [day for day in (seats[one].until_on, seats[other].until_on) if day]
            yield Reason(
                pair=(one, other),
                kind="group",
                what=group.name,
                url=find_address("group_detail", slug=group.slug),
                since_on=max(begun, default=None),
                until_on=min(ended, default=None),
                objectives=objectives,
            )


def _longest_seats(memberships: Iterable[Membership]) -> dict[str, Membership]:
    """Return one seat for each partner: of several the one that lasts longest, and of those the oldest."""

    def last(seat: Membership) -> tuple[date, int]:
        return seat.until_on or date.max, -(seat.since_on or date.min).toordinal()

    return {seat.organisation.code: seat for seat in sorted(memberships, key=last)}


def list_drawn_ties(town: Town) -> Iterator[Reason]:
    """Return the ties that people drew because no record shows them."""
    for tie in Tie.objects.filter(one__town=town, other__town=town).select_related("one", "other"):
        yield Reason(
            pair=pair_of(tie.one.code, tie.other.code),
            kind="drawn",
            what=_("%(why)s (drawn by hand)") % {"why": tie.why},
            since_on=tie.drawn_on,
        )


register_source(
    Source(
        kind="group",
        name=gettext_lazy("Sit in the same group"),
        plain=gettext_lazy("Both have a seat in a group."),
        list_reasons=list_ties_of_groups,
    )
)
register_source(
    Source(
        kind="drawn",
        name=gettext_lazy("Drawn by hand"),
        plain=gettext_lazy("No record shows the tie; somebody drew it and said why."),
        list_reasons=list_drawn_ties,
        is_drawn=True,
    )
)
