"""Brings in a directory of postcodes, of which those of the town are kept."""

from django.db import transaction
from django.utils.translation import gettext as _

from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Place, Postcode, Town
from fairplace.town.places.operations.brought import GeographyRefused
from fairplace.town.places.rules.postcode import read_directory, tidy_postcode


@transaction.atomic
def load_postcodes(*, by: Person | None, town: Town, content: bytes) -> tuple[int, int]:
    """Take in a directory of postcodes; return how many lie in this town, and how many were left out.

    It takes the place of the one before. Raises DirectoryRefused or GeographyRefused, naming the row.
    """
    rows, column = read_directory(content)
    ids = dict(
        Place.objects.filter(parent=town.place, kind=Place.Kind.NEIGHBOURHOOD).values_list("code", "pk")
    )
    mine: dict[str, int] = {}
    for number, postcode, code in rows:
        if code not in ids:
            continue
        tidy = tidy_postcode(postcode)
        if not tidy:
            said = _("Row %(row)s: “%(text)s” is no postcode. Nothing was taken in.")
            raise GeographyRefused(said % {"row": number, "text": postcode})
        if mine.setdefault(tidy, ids[code]) != ids[code]:
            said = _("Row %(row)s puts %(postcode)s into a second neighbourhood. Nothing was taken in.")
            raise GeographyRefused(said % {"row": number, "postcode": tidy})
    if not mine:
        said = _("No postcode of the file lies in this town, by its column %(column)s. Nothing was taken in.")
        raise GeographyRefused(said % {"column": column})
    Postcode.objects.filter(place__parent=town.place).delete()
    Postcode.objects.bulk_create(
        (Postcode(postcode=postcode, place_id=place) for postcode, place in sorted(mine.items())),
        batch_size=500,
    )
    after = {"postcodes": len(mine), "left out": len(rows) - len(mine), "column": column}
    record(by=by, verb="loaded", kind="postcodes", subject=town.slug, town=town.slug, after=after)
    return len(mine), len(rows) - len(mine)
