import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairplace.equity.sources import NotLoaded
from fairplace.equity.sources.template import read_rows
from fairplace.town.feeds.models import Submission, SubmittedRow
from fairplace.town.feeds.operations.submission import NotMoved, hold_open
from fairplace.town.feeds.queries.submission import KIND, get_frame, list_past
from fairplace.town.feeds.rules.oddity import (
    Past,
    as_past,
    find_last,
    list_corrected,
    list_oddities,
)
from fairplace.town.feeds.rules.submitting import (
    NAMES,
    Frame,
    find_place,
    find_shared_faults,
    is_blank_row,
    make_fault,
    read_typed,
)
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record

MOST_ROWS = 2000


@transaction.atomic
def bring_rows(
    *, by: Person, submission: Submission, version: int, name: str, content: bytes
) -> tuple[int, tuple[str, ...]]:
    """Put the rows of a file in place of those that are there. Returns how many, and which headings of the
    file are none of ours, so that what stands under them was left out.

    Raises NotMoved with a sentence where the file cannot be read; then nothing changes.
    """
    now = hold_open(by=by, submission=submission, version=version)
    frame = get_frame(submission=now)
    try:
        read = read_rows(content, frame.kind, places=frame.places, most=MOST_ROWS)
    except NotLoaded as error:
        raise NotMoved(str(error)) from error
    told: dict[int, list[dict[str, Any]]] = {}
    for fault in read.faults:
        # That two rows say the same is looked for anew after every change.
        told.setdefault(fault.row, []).append(make_fault(fault.column, fault.found, fault.do))
    rows = []
    for position, row in enumerate(read.rows, start=1):
        typed = {column: row.typed.get(column, "") for column in NAMES}
        values, faults = read_typed(position, typed, frame)
        found = [one for one in told.get(row.number, []) if not _is_named(one, frame)]
        if not values or (row.figure is None and not all(_is_twin(one) for one in found)):
            values, faults = {}, _unlike([*found, *faults])
        rows.append(
            SubmittedRow(submission=now, position=position, typed=typed, values=values, faults=faults)
        )
    now.rows.all().delete()
    SubmittedRow.objects.bulk_create(rows, batch_size=500)
    now.file_name, now.digest = name[:200], hashlib.sha256(content).hexdigest()
    brought = {"file": now.file_name, "rows": len(rows), "sha256": now.digest}
    _save(now, by, "brought a file for", {**brought, "columns left out": list(read.unknown)})
    check_rows(submission=now, frame=frame)
    return len(rows), read.unknown


def _is_twin(fault: Mapping[str, Any]) -> bool:
    return "is about the same" in fault["do"]


def _is_named(fault: Mapping[str, Any], frame: Frame) -> bool:
    """Return whether a place was written by a name that tells it, which is as good as its code here."""
    return fault["column"] == "place" and find_place(fault["found"], frame.places) in frame.places


def _unlike(faults: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for place, one in enumerate(faults) if one not in faults[:place]]


@transaction.atomic
def save_rows(
    *,
    by: Person,
    submission: Submission,
    version: int,
    typed: Mapping[int, Mapping[str, str]],
    drop: set[int],
) -> Submission:
    """Write other text into rows, add rows at new positions, and leave rows out. A blank new row is none.

    Raises ChangedMeanwhile where the rows were saved since they were read, NotMoved once they are sent in.
    """
    now = hold_open(by=by, submission=submission, version=version)
    frame = get_frame(submission=now)
    there = {row.position: row for row in now.rows.all()}
    changed = []
    for position, posted in sorted(typed.items()):
        row = there.get(position)
        cells = {column: str(posted.get(column, "")).strip() for column in NAMES}
        if position in drop or (row is None and is_blank_row(cells)) or (row and row.typed == cells):
            continue
        row = row or SubmittedRow(submission=now, position=position)
        row.typed = cells
        row.values, row.faults = read_typed(position, cells, frame)
        row.save()
        changed.append(position)
    gone, _by_kind = now.rows.filter(position__in=drop).delete()
    if now.rows.count() > MOST_ROWS:
        raise NotMoved(_("There are more than %(rows)s rows. Send them in parts.") % {"rows": MOST_ROWS})
    if changed or gone:
        after = {"changed": changed, "left out": sorted(drop & there.keys())}
        _save(now, by, "changed rows of", after)
    check_rows(submission=now, frame=frame)
    return now


def _save(now: Submission, by: Person, verb: str, after: Mapping[str, Any]) -> None:
    now.version += 1
    now.save()
    record(by=by, verb=verb, kind=KIND, subject=str(now.pk), town=now.town.slug, after=after)


def check_rows(*, submission: Submission, frame: Frame | None = None) -> bool:
    """Look again for what only all rows, locks and earlier figures show. Return whether all is well.

    Each row keeps last year's figure beside it, for whoever checks.
    """
    frame = frame or get_frame(submission=submission)
    rows = list(submission.rows.order_by("position"))
    read = [(row.position, row.values) for row in rows if row.values]
    shared = find_shared_faults(read, frame)
    known = list_past(submission=submission)
    published = {one.key: one for one in known}
    everything = [*known, *(as_past(values) for _position, values in read)]
    has_limits = any(values["lower_95"] is not None for _position, values in read)
    beside = _list_beside(everything)
    for row in rows:
        row.faults = [one for one in row.faults if one["is_own"]] + shared.get(row.position, [])
        row.warnings = []
        if row.values:
            last = find_last(row.values, everything)
            row.values["last"] = _describe(last)
            row.warnings = [
                *list_corrected(row.values, published),
                *list_oddities(
                    row.values,
                    last=last,
                    others=_others(row.values, last, beside),
                    has_limits=has_limits,
                    kind=frame.kind,
                    per=frame.per,
                ),
                *_new_group(row.values, frame),
            ]
    SubmittedRow.objects.bulk_update(rows, ["faults", "warnings", "values"], batch_size=200)
    return bool(rows) and not any(row.faults for row in rows)


def _list_beside(known: Sequence[Past]) -> dict[tuple[Any, ...], dict[str, float]]:
    """Return the values of each group and period, by place."""
    found: dict[tuple[Any, ...], dict[str, float]] = {}
    for one in known:
        if one.value is not None:
            key = one.starts_on, one.ends_on, one.dimension, one.subgroup
            found.setdefault(key, {})[one.place] = one.value
    return found


def _others(
    values: Mapping[str, Any], last: Past | None, beside: Mapping[tuple[Any, ...], Mapping[str, float]]
) -> list[float]:
    """Return what other places have for the same group, in this period and in last year's."""
    key = as_past(values).key[1:]
    there = dict(beside.get(key, {}))
    there.pop(values["place"], None)
    before = beside.get(last.key[1:], {}) if last else {}
    return [*there.values(), *before.values()]


def _describe(last: Past | None) -> dict[str, Any]:
    if last is None:
        return {}
    told = asdict(last)
    return {name: told[name] for name in ("period", "value", "lower", "upper", "count", "denominator")}


def _new_group(values: Mapping[str, Any], frame: Frame) -> list[str]:
    dimension, subgroup = values["dimension"], values["subgroup"]
    if not subgroup or dimension == "sex" or subgroup in frame.parts.get(dimension, {}).values():
        return []
    said = _("“%(group)s” is a group that the town has no figures of yet. Check how it is written.")
    return [said % {"group": values["who"]}]
