from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fairplace.town.governance.models import Reminder, UpdateLink
from fairplace.town.governance.operations.update_link import DAYS, prepare_link
from fairplace.town.governance.queries.digest import Digest, Led, Line, list_digests
from fairplace.town.governance.rules.reminders import Reason
from fairplace.town.governance.rules.workdays import is_working_day
from fairplace.town.letters.models import Letter
from fairplace.town.letters.operations import compose_letter, write_letters
from fairplace.town.letters.queries.letter import list_written
from fairplace.town.people.models import Person
from fairplace.town.places.addresses import write_address
from fairplace.town.places.models import Town
from fairplace.town.places.queries import list_contacts

# Before most people begin to work, and not in the night.
LEAVES_AT = time(7, 30)
HEADINGS = {
    Reason.OVERDUE: gettext_lazy("Late"),
    Reason.SOON: gettext_lazy("Due soon"),
    Reason.UPDATE: gettext_lazy("An update is due"),
    Reason.STARTS: gettext_lazy("New, or starting now"),
    Reason.MOVED: gettext_lazy("Moved to the chair’s list"),
}


def remind(town: Town, day: date) -> int:
    """Write to each person who owes something new on a working day: one letter, with all that they owe.

    Returns how many letters were written. Safe to run often and after days of standstill: what was told is
    written down with the letter. On weekends and bank holidays nothing is written.
    """
    if not is_working_day(day):
        return 0
    digests = list_digests(town=town, day=day)
    written = list_written(_key(town, digest.person, day) for digest in digests)
    new = [digest for digest in digests if _key(town, digest.person, day) not in written]
    if not new:
        return 0
    contacts = [one.email for one in list_contacts(town=town)]
    made = [_compose(town, digest, day, contacts) for digest in new]
    return _write(town, made)


@transaction.atomic
def _write(town: Town, made: list[tuple[Letter, list[UpdateLink], list[Reminder]]]) -> int:
    # Two processes may have come to the same letters at once: the second finds them written.
    Town.objects.select_for_update().get(pk=town.pk)
    written = list_written(letter.key for letter, _links, _reminders in made)
    new = [one for one in made if one[0].key not in written]
    write_letters(letter for letter, _links, _reminders in new)
    UpdateLink.objects.bulk_create(link for _letter, links, _reminders in new for link in links)
    Reminder.objects.bulk_create(one for _letter, _links, reminders in new for one in reminders)
    return len(new)


def _key(town: Town, person: Person, day: date) -> str:
    return f"digest {town.slug} {person.pk} {day.isoformat()}"


def _compose(
    town: Town, digest: Digest, day: date, contacts: list[str]
) -> tuple[Letter, list[UpdateLink], list[Reminder]]:
    links: list[UpdateLink] = []

    def address(line: Line) -> str:
        link, written = prepare_link(action=line.action, person=digest.person)
        links.append(link)
        return written

    sections = [
        {"heading": heading, "lines": [(line, address(line)) for line in digest.lines_of(reason)]}
        for reason, heading in HEADINGS.items()
    ]
    letter = compose_letter(
        key=_key(town, digest.person, day),
        kind="digest",
        town=town.slug,
        to=digest.person.email,
        person=digest.person,
        subject=_subject(town, digest),
        template="governance/mail/digest.txt",
        not_before=_morning(day),
        town_name=town.name,
        sections=[section for section in sections if section["lines"]],
        led=[(led, _owners_address(town, led)) for led in digest.led.values()],
        risks=digest.risks,
        contacts=contacts,
        days=DAYS,
    )
    reminders = [
        Reminder(action=line.action, person=digest.person, reason=due.reason, about_on=due.about_on)
        for line in digest.every_line
        for due in line.new
    ]
    return letter, links, reminders


def _owners_address(town: Town, led: Led) -> str:
    return write_address(town, "group_owners", slug=led.group.slug)


def _morning(day: date) -> datetime:
    return datetime.combine(day, LEAVES_AT, tzinfo=timezone.get_default_timezone())


def _subject(town: Town, digest: Digest) -> str:
    late, number = len(digest.lines_of(Reason.OVERDUE)), len(digest.lines)
    if not number:
        return _("Your groups in %(town)s: what needs you") % {"town": town.name}
    about = {"n": number, "late": late, "town": town.name}
    if late:
        words = ngettext(
            "%(n)s thing you owe %(town)s: %(late)s late",
            "%(n)s things you owe %(town)s: %(late)s late",
            number,
        )
        return words % about
    return ngettext("%(n)s thing you owe %(town)s", "%(n)s things you owe %(town)s", number) % about
