"""Actions as a spreadsheet, in and out. A row that comes in updates the action of its code.

How an action stands goes out and never comes in: it changes with a word from somebody, in an update.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.chain.queries import get_chain
from fairplace.town.governance.models import Action
from fairplace.town.governance.operations.action import ActionKept, add_action, change_action, remove_action
from fairplace.town.governance.operations.update import reassign
from fairplace.town.governance.queries.people import list_people
from fairplace.town.governance.queries.serving import list_servable
from fairplace.town.governance.sheets.cells import (
    clean_address,
    clean_code,
    clean_day,
    clean_list,
    clean_months,
    clean_short,
    clean_whole,
    split,
)
from fairplace.town.partners.models import Group, Organisation
from fairplace.town.people.models import Person
from fairplace.town.people.rules import Ability
from fairplace.town.places.models import Town
from fairplace.town.sheets.rules import Column, Refused, Row, Sheet, register_sheet
from fairplace.town.workstreams.models import Strategy

TEXTS = ("title", "text", "approach", "counts_what", "denominator_what")
NUMBERS = ("count", "denominator", "every_months")
DAYS = ("starts_on", "due_on")
NEEDED = ("title", "group", *DAYS)


def _check(town: Town, rows: Sequence[Row]) -> Iterable[tuple[int, str, str]]:
    known = _known(town)
    current = _current(town)
    for at, row in enumerate(rows):
        before = current.get(row["code"])
        for name, codes in known.items():
            for code in split(row.get(name, "")):
                if code not in codes:
                    yield at, name, _say_unknown(name) % {"code": code}
        if before is None:
            for name in NEEDED:
                if not row.get(name):
                    yield at, name, _("A new action needs this.")
        whole = {**(before or {}), **row}
        if whole.get("starts_on") and whole.get("due_on") and whole["due_on"] < whole["starts_on"]:
            yield at, "due_on", _("It cannot be due before it starts.")
        if whole.get("count") and not (whole.get("denominator") and whole.get("denominator_what")):
            yield (
                at,
                "count",
                _("A number says little alone. Say out of how many, and who or what those are."),
            )


def _known(town: Town) -> dict[str, set[str]]:
    groups = set(Group.objects.filter(town=town).values_list("slug", flat=True))
    return {
        "group": groups,
        "also_to": groups,
        "organisation": set(Organisation.objects.filter(town=town).values_list("code", flat=True)),
        "owner": {one.email for one in list_people(town)},
        "serves": set(_servable(town)),
    }


def _say_unknown(name: str) -> str:
    if name == "owner":
        return _(
            "Nobody here has the address “%(code)s”. Give them a role or a seat in a group first, or make "
            "them the owner on the page of one action."
        )
    return _("“%(code)s” is not known here. Add it first, or correct the code.")


def _servable(town: Town, *, anew: bool = True) -> dict[str, tuple[str, str]]:
    """Return what an action can serve by its code; where two have the same, by its kind too.

    Reading the chain for each row of a file would take minutes: rows that are saved use what was read when
    the file was looked at, in the same request.
    """
    kept = vars(town).get("servable_by_code")
    if kept is not None and not anew:
        return kept
    found: dict[str, tuple[str, str]] = {}
    for record in list_servable(get_chain(town=town)):
        found.setdefault(record.id, record.key)
        found[f"{record.kind} {record.id}"] = record.key
    vars(town)["servable_by_code"] = found
    return found


def _current(town: Town) -> dict[str, Row]:
    by_key: dict[tuple[str, str], str] = {}
    for code, key in _servable(town).items():
        by_key.setdefault(key, code)
    actions = Action.objects.filter(town=town).select_related("group", "owner", "organisation")
    told = actions.prefetch_related("subjects", "also_to", "strategies")
    return {one.code: _write(one, by_key) for one in told}


def _write(one: Action, by_key: dict[tuple[str, str], str]) -> Row:
    numbers = {name: getattr(one, name) for name in NUMBERS}
    served = [by_key[subject.key] for subject in one.subjects.all() if subject.key in by_key]
    return {
        "code": one.code,
        **{name: getattr(one, name) for name in TEXTS},
        **{name: "" if number is None else str(number) for name, number in numbers.items()},
        **{name: getattr(one, name).isoformat() for name in DAYS},
        "group": one.group.slug,
        "owner": one.owner.email if one.owner else "",
        "organisation": one.organisation.code if one.organisation else "",
        "serves": "; ".join(sorted(served)),
        "also_to": "; ".join(sorted(group.slug for group in one.also_to.all())),
        "strategies": "; ".join(sorted(strategy.name for strategy in one.strategies.all())),
        "is_demonstration": one.is_demonstration,
    }


@transaction.atomic
def _save(*, by: Person | None, town: Town, row: Row) -> Action:
    """Add or change the action of this code; columns that the file does not have stay as they are."""
    number = int(row["code"][1:])
    found = Action.objects.filter(town=town, number=number).select_related("owner", "town").first()
    values = _read(town, row, found)
    owner = Person.objects.filter(email=row["owner"]).first() if row.get("owner") else None
    if found is None:
        return add_action(by=by, town=town, owner=owner, values=values, number=number)
    saved = change_action(by=by, action=found, version=found.version, values=values)
    if "owner" in row and owner != found.owner:
        return reassign(by=by, action=saved, owner=owner, because=_("From a spreadsheet."))
    return saved


def _read(town: Town, row: Row, found: Action | None) -> dict[str, Any]:
    """Return what a row says as add_action() and change_action() take it. What is needed is never emptied."""
    values: dict[str, Any] = {name: row[name] for name in TEXTS if name in row}
    values |= {name: int(row[name]) if row[name] else None for name in NUMBERS if name in row}
    values |= {name: date.fromisoformat(row[name]) for name in DAYS if row.get(name)}
    if row.get("group"):
        values["group"] = Group.objects.get(town=town, slug=row["group"])
    if "organisation" in row:
        values["organisation"] = Organisation.objects.filter(town=town, code=row["organisation"]).first()
    if "also_to" in row:
        values["also_to"] = Group.objects.filter(town=town, slug__in=split(row["also_to"]))
    if "strategies" in row:
        names = split(row["strategies"])
        values["strategies"] = Strategy.objects.filter(town=town, name__in=names)
        values["new_strategies"] = names
    if "serves" in row:
        servable = _servable(town, anew=False)
        gone = [one.key for one in found.subjects.all() if one.key not in servable.values()] if found else []
        values["subjects"] = [*(servable[code] for code in split(row["serves"])), *gone]
    if "is_demonstration" in row:
        values["is_demonstration"] = row["is_demonstration"]
    return values


def _remove(*, by: Person | None, town: Town, row: Row) -> None:
    action = Action.objects.get(town=town, number=int(row["code"][1:]))
    try:
        remove_action(by=by, action=action)
    except ActionKept as kept:
        raise Refused(str(kept)) from kept


ACTIONS = Sheet(
    code="actions",
    title=gettext_lazy("Actions"),
    one=gettext_lazy("action"),
    keys=("code",),
    ability=Ability.KEEP_GROUPS,
    done_url=lambda: reverse("action_list"),
    current=_current,
    save=_save,
    remove=_remove,
    check=_check,
    columns=(
        Column(
            "code",
            gettext_lazy("Code"),
            gettext_lazy("A and a number. It tells which action a row updates."),
            is_needed=True,
            example="A12",
            also=("reference", "ref", "id", "number", "no"),
            clean=clean_code,
        ),
        Column(
            "title",
            gettext_lazy("Action"),
            gettext_lazy("What will be done; public, so without people’s names."),
            example="Open a Saturday clinic",
            also=("title", "name", "task"),
            clean=clean_short,
        ),
        Column(
            "text",
            gettext_lazy("Why"),
            gettext_lazy("Why, and what it should lead to."),
            also=("description", "details", "text"),
        ),
        Column(
            "group",
            gettext_lazy("Group"),
            gettext_lazy("The short name of the group, as in its address."),
            example="children",
        ),
        Column(
            "owner",
            gettext_lazy("Owner’s e-mail"),
            gettext_lazy("Of somebody who is known here; never public."),
            example="dee@example.org",
            also=("owner", "lead", "responsible", "e-mail"),
            clean=clean_address,
        ),
        Column(
            "organisation",
            gettext_lazy("Organisation"),
            gettext_lazy("The code of the partner that does it."),
            also=("partner", "lead organisation"),
        ),
        Column(
            "starts_on",
            gettext_lazy("Starts on"),
            example="2026-04-01",
            also=("start", "start date", "starts"),
            clean=clean_day,
        ),
        Column(
            "due_on",
            gettext_lazy("Due on"),
            example="2027-03-31",
            also=("due", "due date", "deadline", "end", "end date"),
            clean=clean_day,
        ),
        Column(
            "approach",
            gettext_lazy("Approach"),
            gettext_lazy("Whom it is for."),
            example="proportionate",
            choices=tuple(Action.Approach.choices),
        ),
        Column(
            "serves",
            gettext_lazy("Serves"),
            gettext_lazy("Codes of recommendations, workstreams or objectives, with ; between them."),
            example="R3; W12",
            also=("recommendation", "recommendations", "workstream"),
            clean=clean_list,
        ),
        Column(
            "counts_what",
            gettext_lazy("Counts what"),
            example="had their MMR jab",
            clean=clean_short,
        ),
        Column(
            "count", gettext_lazy("Count"), gettext_lazy("How many so far."), example="130", clean=clean_whole
        ),
        Column(
            "denominator",
            gettext_lazy("Out of"),
            gettext_lazy("Out of how many."),
            example="412",
            also=("denominator",),
            clean=clean_whole,
        ),
        Column(
            "denominator_what",
            gettext_lazy("Who or what those are"),
            example="children under five in the town",
            clean=clean_short,
        ),
        Column(
            "every_months",
            gettext_lazy("Every months"),
            gettext_lazy("An update is due every so many months; nothing where nobody should be asked."),
            example="3",
            clean=clean_months,
        ),
        Column(
            "also_to",
            gettext_lazy("Also read by"),
            gettext_lazy("Short names of other groups and boards, with ; between them."),
            clean=clean_list,
        ),
        Column(
            "strategies",
            gettext_lazy("Strategies"),
            gettext_lazy("Names of strategies it is reported to, with ; between them."),
            example="Housing strategy",
            also=("reported to",),
            clean=clean_list,
        ),
    ),
)
register_sheet(ACTIONS)
