"""Partners as a spreadsheet, in and out. Their people are left out: a file travels further than a page."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.partners.forms.organisation import RESERVED
from fairplace.town.partners.models import Organisation
from fairplace.town.partners.operations import archive_organisation, save_organisation
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.people.rules import Ability
from fairplace.town.places.models import Town
from fairplace.town.sheets.rules import Column, Refused, Row, Sheet, register_sheet

COPIED = ("code", "name", "sector", "role", "website")


def _clean_code(text: str, town: Town) -> str:
    is_short = text.isascii() and len(text) <= 50
    if text in RESERVED:
        raise Refused(_("“%(code)s” is the address of another page. Choose another.") % {"code": text})
    if is_short and all(letter.isalnum() or letter in "-_" for letter in text):
        return text
    said = _("A code has letters, digits and dashes only, at most 50. Write %(code)s?")
    raise Refused(said % {"code": slugify(text)[:50] or "partner-1"})


def _clean_name(text: str, town: Town) -> str:
    if len(text) > 200:
        raise Refused(_("A name has at most 200 letters; this has %(count)s.") % {"count": len(text)})
    return text


def _clean_address(text: str, town: Town) -> str:
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError as error:
        raise Refused(_("Write a whole address, such as https://example.org.")) from error
    return text


def _clean_day(text: str, town: Town) -> str:
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError as error:
        raise Refused(_("Write the date as year-month-day: 2027-03-31.")) from error


def _current(town: Town) -> dict[str, Row]:
    return {
        one.code: {
            **{name: getattr(one, name) for name in COPIED},
            "joined_on": one.joined_on.isoformat() if one.joined_on else "",
        }
        for one in Organisation.objects.filter(town=town, archived_on=None)
    }


@transaction.atomic
def _save(*, by: Person | None, town: Town, row: Row) -> Organisation:
    """Add a partner, or change one; what the row leaves out stays, and one that was archived comes back."""
    found = Organisation.objects.filter(town=town, code=row["code"]).first()
    values: dict[str, str | date | None] = {name: row[name] for name in COPIED if name in row}
    if "joined_on" in row:
        values["joined_on"] = date.fromisoformat(row["joined_on"]) if row["joined_on"] else None
    if found:
        found.archived_on = None
    return save_organisation(by=by, town=town, organisation=found, values=values)


@transaction.atomic
def _remove(*, by: Person | None, town: Town, row: Row) -> None:
    """Take away a partner that a file added by mistake. One that something hangs on is archived."""
    one = Organisation.objects.get(town=town, code=row["code"])
    if _is_used(one):
        archive_organisation(by=by, organisation=one)
        return
    one.delete()
    record(by=by, verb="removed", kind="partner", subject=one.code, town=town.slug)


def _is_used(one: Organisation) -> bool:
    """Return whether anything points at the partner, whatever app it belongs to."""
    related: Any = Organisation._meta.related_objects
    return any(
        relation.related_model.objects.filter(**{relation.field.name: one.pk}).exists()
        for relation in related
    )


PARTNERS = Sheet(
    code="partners",
    title=gettext_lazy("Partners"),
    one=gettext_lazy("partner"),
    keys=("code",),
    ability=Ability.KEEP_PARTNERS,
    done_url=lambda: reverse("organisation_list"),
    current=_current,
    save=_save,
    remove=_remove,
    columns=(
        Column(
            "code",
            gettext_lazy("Code"),
            gettext_lazy("A short code that never changes: the address of the partner."),
            is_needed=True,
            example="hatbourne-homes",
            also=("id", "reference", "ref"),
            clean=_clean_code,
        ),
        Column(
            "name",
            gettext_lazy("Name"),
            gettext_lazy("What it is called."),
            is_needed=True,
            example="Hatbourne Homes",
            also=("organisation", "partner"),
            clean=_clean_name,
        ),
        Column(
            "sector",
            gettext_lazy("Sector"),
            gettext_lazy("What kind of organisation it is."),
            is_needed=True,
            example="housing",
            also=("type", "kind"),
            choices=tuple(Organisation.Sector.choices),
        ),
        Column(
            "role",
            gettext_lazy("What it does for the town"),
            gettext_lazy("A sentence or two, for everybody."),
            example="Lets and insulates homes.",
            also=("role", "contribution", "description"),
        ),
        Column(
            "website",
            gettext_lazy("Website"),
            gettext_lazy("The whole address."),
            example="https://example.org",
            also=("web", "url"),
            clean=_clean_address,
        ),
        Column(
            "joined_on",
            gettext_lazy("Partner since"),
            gettext_lazy("A date."),
            example="2024-05-01",
            also=("joined", "since"),
            clean=_clean_day,
        ),
    ),
)
register_sheet(PARTNERS)
