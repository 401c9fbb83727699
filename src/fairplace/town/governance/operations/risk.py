from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairplace.town.governance.models import Risk, RiskChange
from fairplace.town.governance.rules.risk import HAPPENED
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Town
from fairplace.town.places.operations.saving import describe, lock, next_number

PLAIN = ("kind", "title", "text", "likelihood", "impact", "response", "owner", "review_on", "state")
KIND = "risk"


class NoteMissing(Exception):
    """A risk cannot change without a word why; the message is a sentence."""


@transaction.atomic
def add_risk(*, by: Person | None, town: Town, values: Mapping[str, Any], note: str) -> Risk:
    """Write down a risk or an issue of a group, with a first note."""
    risk = Risk(town=town, number=next_number(Risk, town), **values)
    if risk.kind == Risk.Kind.ISSUE:
        risk.likelihood = HAPPENED
    risk.save()
    _keep(by, risk, note, "added", None)
    return risk


@transaction.atomic
def change_risk(
    *,
    by: Person | None,
    risk: Risk,
    version: int,
    values: Mapping[str, Any],
    note: str,
    verb: str = "changed",
) -> Risk:
    """Change a risk that was read at `version`, and add to its history how it stands now and why.

    Raises ChangedMeanwhile when somebody saved it since, NoteMissing where nobody says why.
    """
    if not note.strip():
        raise NoteMissing(_("Say in a sentence what changed and why."))
    now = lock(risk, version=version)
    before = describe(now, PLAIN)
    for name, value in values.items():
        setattr(now, name, value)
    if now.kind == Risk.Kind.ISSUE:
        now.likelihood = HAPPENED
    now.version += 1
    now.save()
    _keep(by, now, note, verb, before)
    return now


def turn_risk(*, by: Person | None, risk: Risk, version: int, kind: str, note: str) -> Risk:
    """Turn a risk into an issue when it happened, or back; back it is as likely as it was thought before."""
    values: dict[str, Any] = {"kind": kind}
    if kind == Risk.Kind.RISK:
        last = risk.changes.filter(kind=Risk.Kind.RISK).first()
        values["likelihood"] = last.likelihood if last else risk.likelihood
    verb = "said that it happened" if kind == Risk.Kind.ISSUE else "turned into a risk"
    return change_risk(by=by, risk=risk, version=version, values=values, note=note, verb=verb)


def set_risk_state(*, by: Person | None, risk: Risk, version: int, state: str, note: str) -> Risk:
    """Close a risk or an issue, or open it again, with a note."""
    verb = "closed" if state == Risk.State.CLOSED else "opened again"
    return change_risk(by=by, risk=risk, version=version, values={"state": state}, note=note, verb=verb)


def _keep(by: Person | None, risk: Risk, note: str, verb: str, before: Any) -> None:
    RiskChange.objects.create(
        risk=risk, by=by, kind=risk.kind, likelihood=risk.likelihood, impact=risk.impact, state=risk.state,
        note=note.strip(),
    )  # fmt: skip
    after = {**describe(risk, PLAIN), "note": note.strip()}
    record(by=by, verb=verb, kind=KIND, subject=risk.code, town=risk.town.slug, before=before, after=after)
