from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.governance.handover_words import write_down_all
from fairplace.town.governance.models import Action, Handover
from fairplace.town.governance.operations.risk import change_risk
from fairplace.town.governance.operations.update import reassign
from fairplace.town.governance.queries.handover import (
    get_draft,
    get_in_hand,
    list_held,
    list_helped,
    list_owned,
    list_risks_owned,
)
from fairplace.town.governance.rules.handover import choose_heir
from fairplace.town.partners.models import Membership
from fairplace.town.partners.operations import save_membership
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Town
from fairplace.town.places.operations.saving import lock

WRITTEN = ("last_day_on", "unsaid", "to", "heirs")
SEAT = ("name", "email", "is_chair", "is_deputy", "since_on", "until_on")


class HandoverRefused(Exception):
    """A handover cannot be finished so; the message is a sentence for whoever tried."""


@transaction.atomic
def begin_handover(*, by: Person | None, town: Town, person: Person) -> Handover:
    """Return the draft that somebody has, or begin one."""
    Town.objects.select_for_update().get(pk=town.pk)
    draft = get_draft(town=town, person=person)
    if draft is None:
        draft = Handover.objects.create(town=town, person=person, by=by)
        record(by=by, verb="began", kind="handover", subject=str(person), town=town.slug)
    return draft


@transaction.atomic
def save_draft(*, by: Person | None, handover: Handover, version: int, values: Mapping[str, Any]) -> Handover:
    """Keep what was written so far. Raises ChangedMeanwhile when somebody saved it since it was read."""
    now = lock(handover, version=version)
    _refuse_finished(now)
    before = read_draft(now)
    for name in WRITTEN:
        setattr(now, name, values[name])
    after = read_draft(now)
    if before != after:
        now.version += 1
        now.save()
        record(
            by=by, verb="wrote", kind="handover", subject=str(now.person), town=now.town.slug,
            before=before, after=after,
        )  # fmt: skip
    return now


def _refuse_finished(handover: Handover) -> None:
    if handover.finished_at:
        raise HandoverRefused(_("This handover is finished, and stays as it is. Begin another."))


def read_draft(handover: Handover) -> dict[str, Any]:
    """Return a draft as the record keeps it."""
    return {
        "last day": str(handover.last_day_on or ""),
        "to": str(handover.to or ""),
        "in groups": dict(handover.heirs),
        "unsaid": dict(handover.unsaid),
    }


@transaction.atomic
def finish_handover(*, by: Person | None, handover: Handover, version: int) -> Handover:
    """Freeze the handover as it stands, and move what can be moved to whoever takes over, in one step.

    Actions, help, risks and seats go to whoever is named for their group, or for everything. What nobody
    takes goes onto the chair's list. Votes and rounds of mapping cannot be passed on, and stay.
    """
    now = lock(handover, version=version)
    _refuse_finished(now)
    if now.last_day_on is None:
        raise HandoverRefused(_("Say the last day first."))
    heirs = _Heirs(now)
    now.data = write_down_all(get_in_hand(town=now.town, person=now.person), heirs.name_of)
    moved = {
        "actions": _move_actions(by, now, heirs),
        "help": _move_help(by, now, heirs),
        "risks": _move_risks(by, now, heirs),
        "seats": _move_seats(by, now, heirs),
    }
    now.data["moved"] = moved
    now.finished_at, now.by = timezone.now(), by
    now.version += 1
    now.save()
    record(
        by=by, verb="finished", kind="handover", subject=str(now.person), town=now.town.slug,
        after={**read_draft(now), **{f"moved {what}": count for what, count in moved.items()}},
    )  # fmt: skip
    return now


class _Heirs:
    """Who takes over in which group. Somebody who may not sign in any more takes over nothing."""

    def __init__(self, handover: Handover) -> None:
        self.handover = handover
        wanted = {*handover.heirs.values(), handover.to_id} - {None, handover.person_id}
        self.people = {one.pk: one for one in Person.objects.filter(pk__in=wanted, is_active=True)}

    def of(self, group: str) -> Person | None:
        chosen = choose_heir(group, self.handover.heirs, self.handover.to_id)
        return self.people.get(chosen) if chosen else None

    def name_of(self, group: str) -> str:
        return str(self.of(group) or "")


def _because(handover: Handover) -> str:
    return _("%(person)s handed over.") % {"person": handover.person}


def _move_actions(by: Person | None, handover: Handover, heirs: _Heirs) -> int:
    owned = list(list_owned(handover.town, handover.person))
    for action in owned:
        heir = heirs.of(action.group.slug)
        reassign(by=by, action=action, owner=heir, because=_because(handover))
        if heir:
            action.helpers.remove(heir)  # whoever owns it does not also help
    return len(owned)


def _move_help(by: Person | None, handover: Handover, heirs: _Heirs) -> int:
    helped = list(list_helped(handover.town, handover.person))
    for action in helped:
        heir = heirs.of(action.group.slug)
        before = _list_helpers(action)
        action.helpers.remove(handover.person)
        if heir and heir.pk != action.owner_id:
            action.helpers.add(heir)
        record(
            by=by, verb="changed the helpers of", kind="action", subject=action.code, town=handover.town.slug,
            before={"helpers": before}, after={"helpers": _list_helpers(action)},
        )  # fmt: skip
    return len(helped)


def _list_helpers(action: Action) -> list[str]:
    return [str(one) for one in action.helpers.order_by("name", "email")]


def _move_risks(by: Person | None, handover: Handover, heirs: _Heirs) -> int:
    owned = list(list_risks_owned(handover.town, handover.person))
    for risk in owned:
        change_risk(
            by=by, risk=risk, version=risk.version, values={"owner": heirs.of(risk.group.slug)},
            note=_because(handover), verb="gave to somebody else",
        )  # fmt: skip
    return len(owned)


def _move_seats(by: Person | None, handover: Handover, heirs: _Heirs) -> int:
    """End each seat with the last day, and give a new one from the day after to whoever takes over."""
    held = list(list_held(handover.town, handover.person))
    last_day = handover.last_day_on
    assert last_day, "No handover is finished without a last day."
    for seat in held:
        began_later = seat.since_on is not None and seat.since_on > last_day
        ended = {"until_on": max(last_day, seat.since_on) if began_later and seat.since_on else last_day}
        was = {name: getattr(seat, name) for name in SEAT}
        was["email"] = seat.email or handover.person.email
        save_membership(
            by=by, group=seat.group, organisation=seat.organisation, membership=seat, values={**was, **ended}
        )
        heir = heirs.of(seat.group.slug)
        if heir:
            _give_seat(by, seat, was, heir, last_day + timedelta(days=1))
    return len(held)


def _give_seat(
    by: Person | None, seat: Membership, was: Mapping[str, Any], heir: Person, since: date
) -> None:
    """Give the heir the seat; one that they hold in the group already takes on the chair or the deputy."""
    own = Membership.objects.filter(group=seat.group, person=heir, until_on=None).first()
    name = heir.name or heir.email
    taken = Membership.objects.filter(group=seat.group, organisation=seat.organisation, name=name).first()
    one = own or taken
    leads = {"is_chair": was["is_chair"], "is_deputy": was["is_deputy"]}
    if own:
        # Nobody is both: who chairs already goes on to do so.
        leads = {
            "is_chair": own.is_chair or was["is_chair"],
            "is_deputy": (own.is_deputy or was["is_deputy"]) and not (own.is_chair or was["is_chair"]),
        }
        if (own.is_chair, own.is_deputy) == (leads["is_chair"], leads["is_deputy"]):
            return
    kept = {name: getattr(one, name) for name in SEAT} if one else {"since_on": since}
    values = {**kept, **leads, "name": one.name if one else name, "email": heir.email, "until_on": None}
    save_membership(
        by=by,
        group=seat.group,
        organisation=one.organisation if one else seat.organisation,
        membership=one,
        values=values,
    )
