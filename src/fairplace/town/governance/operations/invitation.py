from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fairplace.town.governance.ics import get_title, write_invitation
from fairplace.town.governance.models import Invitation, Meeting
from fairplace.town.governance.operations.holding import MeetingRefused, hold_unlocked, write_down
from fairplace.town.governance.queries.people import list_seats
from fairplace.town.letters.operations import write_letter
from fairplace.town.partners.models import Membership
from fairplace.town.people.models import Person
from fairplace.town.places.addresses import write_address


def address_of(seat: Membership) -> str:
    """Return where mail for a seat goes: to the person who signs in, else to the address of the seat."""
    if seat.person:
        return seat.person.email.lower() if seat.person.is_active else ""
    return seat.email.lower()


@transaction.atomic
def invite(*, by: Person | None, meeting: Meeting) -> int:
    """Invite every seat that has an address, and return how many were not invited before.

    Asked again it invites those who came to the group meanwhile: nobody gets the same invitation twice.
    """
    held = hold_unlocked(meeting)
    if held.starts_at <= timezone.now():
        raise MeetingRefused(_("This meeting has begun. Nobody can be invited to it any more."))
    known = set(held.invitations.values_list("email", flat=True))
    day = timezone.localdate(held.starts_at)
    seats = {address_of(seat): seat for seat in list_seats(held.series.group, day=day)}
    new = [(email, seat) for email, seat in seats.items() if email and email not in known]
    for email, seat in new:
        name = seat.name or (seat.person.name if seat.person else "")
        made = Invitation.objects.create(
            meeting=held, membership=seat, email=email, name=name, sequence=held.sequence
        )
        _write(made, held, seat.person)
    if new:
        held.invited_at = timezone.now()
        held.save(update_fields=["invited_at"])
        write_down(by, "invited to", held, after={"people": len(new)})
    return len(new)


def tell_invited(meeting: Meeting) -> None:
    """Write to everybody who was invited how the meeting stands now: changed, cancelled, or on again."""
    told = meeting.invitations.select_related("membership__person")
    for one in told:
        _write(one, meeting, one.membership.person if one.membership else None)
    told.update(sequence=meeting.sequence)


def _write(invitation: Invitation, meeting: Meeting, person: Person | None) -> None:
    town = meeting.series.group.town
    is_off = meeting.state == Meeting.State.CANCELLED
    content = write_invitation(meeting, email=invitation.email, name=invitation.name)
    # An address may be longer than a key: a digest of it stands in.
    digest = sha256(invitation.email.encode()).hexdigest()[:16]
    method = "CANCEL" if is_off else "REQUEST"
    write_letter(
        key=f"invitation:{meeting.uid}:{meeting.sequence}:{digest}",
        kind="invitation",
        town=town.slug,
        to=invitation.email,
        person=person,
        subject=_subject(meeting, is_first=invitation.sequence == meeting.sequence, is_off=is_off),
        template="governance/mail/invitation.txt",
        attachments=[
            {
                "name": "invite.ics",
                "type": f"text/calendar; method={method}; charset=utf-8",
                "content": content,
            }
        ],
        meeting=meeting,
        name=invitation.name,
        title=get_title(meeting),
        is_off=is_off,
        is_first=invitation.sequence == meeting.sequence,
        address=write_address(town, "meeting_detail", pk=meeting.pk),
    )


def _subject(meeting: Meeting, *, is_first: bool, is_off: bool) -> str:
    told = {
        "title": get_title(meeting),
        "when": date_format(timezone.localtime(meeting.starts_at), "j F Y, H:i"),
    }
    if is_off:
        return _("Cancelled: %(title)s, %(when)s") % told
    if is_first:
        return _("Invitation: %(title)s, %(when)s") % told
    return _("Changed: %(title)s, %(when)s") % told
