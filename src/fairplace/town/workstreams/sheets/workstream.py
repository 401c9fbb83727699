"""Workstreams as a spreadsheet, in and out. A row that comes in updates the workstream of its code."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.framework.sheets import clean_code
from fairplace.town.partners.models import Group, Organisation
from fairplace.town.people.models import Person
from fairplace.town.people.rules import Ability
from fairplace.town.places.models import Town
from fairplace.town.sheets.rules import Column, Refused, Row, Sheet, register_sheet
from fairplace.town.workstreams.models import Workstream
from fairplace.town.workstreams.operations.workstream import (
    bring_back_workstream,
    remove_workstream,
    save_workstream,
)
from fairplace.town.workstreams.queries.workstream import get_workstream, list_for_sheet
from fairplace.town.workstreams.rules.need import FIFTHS
from fairplace.town.workstreams.rules.strategy import read_strategies, write_strategies
from fairplace.town.workstreams.rules.workstream import RESERVED

PLAIN = ("code", "name", "summary", "owner", "approach", "reach_of")
MOST = 10**12


def split(text: str) -> list[str]:
    """Return the parts of a cell that lists several things, each once."""
    return list(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))


def _clean_code(text: str, town: Town) -> str:
    if text in RESERVED:
        raise Refused(_("“%(code)s” is an address of ours. Choose another code.") % {"code": text})
    return clean_code(text, town)


def _clean_day(text: str, town: Town) -> str:
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError as error:
        raise Refused(_("Write the date as 2027-03-31.")) from error


def _clean_whole(text: str, town: Town) -> str:
    plain = text.replace(",", "").removesuffix(".0")
    if not plain.isdigit() or int(plain) > 10**9:
        raise Refused(_("Write a whole number, nought or more."))
    return str(int(plain))


def _clean_pounds(text: str, town: Town) -> str:
    try:
        pounds = Decimal(text.replace(",", "").removeprefix("£"))
    except InvalidOperation as error:
        raise Refused(_("Write an amount in pounds, such as 12500.")) from error
    if not 0 <= pounds <= MOST:
        raise Refused(_("Write an amount in pounds, nought or more."))
    return _pounds(int(pounds * 100))


def _clean_list(text: str, town: Town) -> str:
    return "; ".join(split(text))


def _clean_codes(text: str, town: Town) -> str:
    return "; ".join(sorted(split(text)))


def _clean_short(text: str, town: Town) -> str:
    if len(text) > 200:
        raise Refused(_("This has at most 200 letters."))
    return text


def _pounds(pence: int | None) -> str:
    if pence is None:
        return ""
    return f"{pence / 100:.2f}" if pence % 100 else str(pence // 100)


def _pence(pounds: str) -> int | None:
    return int(Decimal(pounds) * 100) if pounds else None


def _check(town: Town, rows: Sequence[Row]) -> Iterable[tuple[int, str, str]]:
    partners = set(Organisation.objects.filter(town=town).values_list("code", flat=True))
    groups = set(Group.objects.filter(town=town).values_list("slug", flat=True))
    for at, row in enumerate(rows):
        for column, known in (("lead", partners), ("partners", partners), ("group", groups)):
            for code in split(row.get(column, "")):
                if code not in known:
                    said = _("“%(code)s” is not known here. Add it first, or correct the code.")
                    yield at, column, said % {"code": code}
        starts, ends = row.get("starts_on"), row.get("ends_on")
        if starts and ends and ends < starts:
            yield at, "ends_on", _("Work cannot end before it begins.")


def _current(town: Town) -> dict[str, Row]:
    return {one.code: _write(one) for one in list_for_sheet(town=town)}


def _write(one: Workstream) -> Row:
    shares = {share.quintile: share for share in one.shares.all()}
    row = {name: getattr(one, name) for name in PLAIN}
    row |= {
        "lead": one.lead.code if one.lead else "",
        "group": one.group.slug if one.group else "",
        "partners": "; ".join(sorted(partner.code for partner in one.partners.all())),
        "population_groups": "; ".join(one.population_groups),
        "strategies": "; ".join(sorted(write_strategies((s.name, s.address) for s in one.strategies.all()))),
        "cost": _pounds(one.cost_pence),
        "starts_on": one.starts_on.isoformat() if one.starts_on else "",
        "ends_on": one.ends_on.isoformat() if one.ends_on else "",
    }
    for n in range(1, 6):
        known = shares.get(n)
        row[f"reach_{n}"] = "" if known is None or known.reach is None else str(known.reach)
        row[f"spend_{n}"] = _pounds(known.spend_pence) if known else ""
    return row


def _save(*, by: Person | None, town: Town, row: Row) -> Workstream:
    """Add or change the workstream of this code; columns that the file does not have stay as they are."""
    found = get_workstream(town=town, code=row["code"])
    values: dict[str, Any] = {name: row[name] for name in PLAIN if name in row}
    if "reach_of" in values:
        values["reach_of"] = values["reach_of"] or Workstream.Counted.PEOPLE
    partners = {one.code: one for one in Organisation.objects.filter(town=town)}
    if "lead" in row:
        values["lead"] = partners.get(row["lead"])
    if "partners" in row:
        values["partners"] = [partners[code] for code in split(row["partners"])]
    if "group" in row:
        values["group"] = Group.objects.filter(town=town, slug=row["group"]).first()
    if "population_groups" in row:
        values["population_groups"] = split(row["population_groups"])
    if "strategies" in row:
        values["strategies"] = read_strategies(split(row["strategies"]))
    if "cost" in row:
        values["cost_pence"] = _pence(row["cost"])
    for name in ("starts_on", "ends_on"):
        if name in row:
            values[name] = date.fromisoformat(row[name]) if row[name] else None
    values["shares"] = _read_shares(row, found)
    if found and found.archived_on:
        bring_back_workstream(by=by, workstream=found)
    return save_workstream(by=by, town=town, workstream=found, values=values)


def _read_shares(row: Row, found: Workstream | None) -> dict[int, tuple[int | None, int | None]]:
    """Return every fifth's reach and spend: as the file says, or as it was."""
    kept = {one.quintile: (one.reach, one.spend_pence) for one in found.shares.all()} if found else {}
    shares = {}
    for n in range(1, 6):
        reach, pence = kept.get(n, (None, None))
        if f"reach_{n}" in row:
            reach = int(row[f"reach_{n}"]) if row[f"reach_{n}"] else None
        if f"spend_{n}" in row:
            pence = _pence(row[f"spend_{n}"])
        shares[n] = (reach, pence)
    return shares


def _remove(*, by: Person | None, town: Town, row: Row) -> None:
    remove_workstream(by=by, workstream=Workstream.objects.get(town=town, code=row["code"]))


def _fifth_columns() -> list[Column]:
    columns = []
    for kind, heading, clean, example in (
        ("reach", gettext_lazy("Reached, fifth"), _clean_whole, "240"),
        ("spend", gettext_lazy("Spend in pounds, fifth"), _clean_pounds, "12000"),
    ):
        columns += [
            Column(f"{kind}_{n}", format_lazy("{} {}", heading, n), name, example=example, clean=clean)
            for n, name in enumerate(FIFTHS, start=1)
        ]
    return columns


WORKSTREAMS = Sheet(
    code="workstreams",
    title=gettext_lazy("Workstreams"),
    one=gettext_lazy("workstream"),
    keys=("code",),
    ability=Ability.KEEP_PARTNERS,
    done_url=lambda: reverse("workstream_list"),
    current=_current,
    save=_save,
    remove=_remove,
    check=_check,
    columns=(
        Column(
            "code",
            gettext_lazy("Code"),
            gettext_lazy("A short code that never changes. It tells which workstream a row updates."),
            is_needed=True,
            example="W12",
            also=("reference", "ref", "id", "number", "no"),
            clean=_clean_code,
        ),
        Column(
            "name",
            gettext_lazy("Workstream"),
            gettext_lazy("What it is called."),
            is_needed=True,
            example="Warm homes visits",
            also=("title", "work", "project", "programme"),
            clean=_clean_short,
        ),
        Column(
            "summary",
            gettext_lazy("What it does"),
            gettext_lazy("In plain words."),
            example="Advisers visit cold homes and mend what is quickly mended.",
            also=("description", "text"),
        ),
        Column(
            "owner",
            gettext_lazy("Owner"),
            gettext_lazy("Who answers for it; never public."),
            example="Head of housing",
            also=("responsible", "lead officer"),
            clean=_clean_short,
        ),
        Column(
            "lead",
            gettext_lazy("Lead partner"),
            gettext_lazy("The code of the organisation."),
            example="",
            also=("lead organisation", "organisation"),
        ),
        Column(
            "partners",
            gettext_lazy("Other partners"),
            gettext_lazy("Codes of organisations, with ; between them."),
            clean=_clean_codes,
        ),
        Column(
            "group",
            gettext_lazy("Group"),
            gettext_lazy("The short name of the group, as in its address."),
        ),
        Column(
            "approach",
            gettext_lazy("Approach"),
            gettext_lazy("Whom it is for."),
            example="proportionate",
            choices=tuple(Workstream.Approach.choices),
        ),
        Column(
            "population_groups",
            gettext_lazy("For"),
            gettext_lazy("Groups of people, with ; between them."),
            example="Carers; Older people",
            also=("population groups", "target groups"),
            clean=_clean_list,
        ),
        Column(
            "strategies",
            gettext_lazy("Reported to"),
            gettext_lazy("Other strategies, with ; between them; an address may stand after each name."),
            example="Housing strategy",
            also=("strategies", "other strategies"),
            clean=_clean_codes,
        ),
        Column(
            "cost", gettext_lazy("Cost in pounds"), gettext_lazy("In all; never public."), example="60000",
            also=("cost", "budget"), clean=_clean_pounds,
        ),
        Column(
            "starts_on",
            gettext_lazy("Begins on"),
            example="2026-04-01",
            also=("start", "start date"),
            clean=_clean_day,
        ),
        Column(
            "ends_on",
            gettext_lazy("Ends on"),
            example="2028-03-31",
            also=("end", "end date"),
            clean=_clean_day,
        ),
        Column(
            "reach_of",
            gettext_lazy("Reach counts"),
            gettext_lazy("People, each once, or contacts."),
            example="people",
            choices=tuple(Workstream.Counted.choices),
        ),
        *_fifth_columns(),
    ),
)  # fmt: skip
register_sheet(WORKSTREAMS)
