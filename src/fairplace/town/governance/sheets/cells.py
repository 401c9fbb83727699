"""How the cells of a spreadsheet of actions are read."""

import re
from datetime import date

from django.utils.translation import gettext as _

from fairplace.town.governance.forms.action import MANY_MONTHS, MOST
from fairplace.town.governance.models import Action
from fairplace.town.places.models import Town
from fairplace.town.sheets.rules import Refused

CODE = re.compile(r"[Aa]?([1-9][0-9]{0,8})")


def split(text: str) -> list[str]:
    """Return the parts of a cell that lists several things, each once."""
    return list(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))


def clean_code(text: str, town: Town) -> str:
    found = CODE.fullmatch(text)
    if not found:
        last = Action.objects.filter(town=town).order_by("-number").values_list("number", flat=True).first()
        said = _("A code is A and a number, such as A12. The next that is free is A%(next)s.")
        raise Refused(said % {"next": (last or 0) + 1})
    return f"A{found[1]}"


def clean_short(text: str, town: Town) -> str:
    if len(text) > 200:
        raise Refused(_("This has at most 200 letters."))
    return text


def clean_day(text: str, town: Town) -> str:
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError as error:
        raise Refused(_("Write the date as year-month-day: 2027-03-31.")) from error


def clean_whole(text: str, town: Town) -> str:
    plain = text.replace(",", "").removesuffix(".0")
    if not plain.isdigit() or int(plain) > MOST:
        raise Refused(_("Write a whole number, nought or more."))
    return str(int(plain))


def clean_months(text: str, town: Town) -> str:
    months = int(clean_whole(text, town))
    if not 1 <= months <= MANY_MONTHS:
        raise Refused(_("Write a number of months from 1 to 120, or nothing."))
    return str(months)


def clean_address(text: str, town: Town) -> str:
    return text.lower()


def clean_list(text: str, town: Town) -> str:
    parts = sorted(split(text))
    if any(len(part) > 200 for part in parts):
        raise Refused(_("Each of these has at most 200 letters; put ; between them."))
    return "; ".join(parts)
