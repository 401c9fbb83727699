from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from fairplace.town.framework.models import PolicyObjective, Recommendation
from fairplace.town.partners.models import Group, Membership, Organisation
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Town

LINKS = ("slug", "reports_to", "objectives", "recommendations", "measures")
WRITTEN = ("name", "email", "is_chair", "is_deputy", "since_on", "until_on")


def save_groups(*, town: Town, entries: Iterable[Mapping[str, Any]]) -> int:
    """Add or update a town's groups, what they answer for, and whom they report to.

    A group that people have changed on its page since stays as they left it.
    """
    entries = list(entries)
    objectives = _by_code(PolicyObjective, town)
    recommendations = _by_code(Recommendation, town)
    groups: dict[str, Group] = {}
    for position, entry in enumerate(entries, start=1):
        values = {key: value for key, value in entry.items() if key not in LINKS}
        kept = Group.objects.filter(town=town, slug=entry["slug"], version__gt=1).first()
        group = (
            kept
            or Group.objects.update_or_create(
                town=town, slug=entry["slug"], defaults={**values, "position": position}
            )[0]
        )
        groups[group.slug] = group
        if kept is None:
            group.objectives.set(objectives[code] for code in entry["objectives"])
            group.recommendations.set(recommendations[code] for code in entry.get("recommendations", ()))
    for entry in entries:
        group = groups[entry["slug"]]
        if group.version == 1:
            group.reports_to = groups.get(entry["reports_to"])
            group.save(update_fields=["reports_to"])
    return len(entries)


def _by_code(model: Any, town: Town) -> dict[str, Any]:
    found = model.objects.filter(framework__town=town, framework__is_current=True)
    return {one.code: one for one in found}


@transaction.atomic
def save_membership(
    *,
    by: Person | None,
    group: Group,
    organisation: Organisation,
    membership: Membership | None,
    values: Mapping[str, Any],
    with_account: bool = False,
) -> Membership:
    """Give a partner a seat in a group, or change the seat.

    Whoever has the seat's e-mail address is its person. Where nobody has it, `with_account` makes them an
    account without a role, so that letters and links can reach them.
    """
    before = _said(membership) if membership else None
    one = membership or Membership()
    one.group, one.organisation = group, organisation
    for name in WRITTEN:
        setattr(one, name, values[name])
    one.email = one.email.lower()
    one.person = _find_person(by, one, with_account)
    one.save()
    _write_down(by, "changed a seat" if membership else "gave a seat", one, before, _said(one))
    return one


def _find_person(by: Person | None, one: Membership, with_account: bool) -> Person | None:
    if not one.email:
        return None
    person = Person.objects.filter(email=one.email).first()
    if person is None and with_account:
        person = Person.objects.create_user(email=one.email, name=one.name)
        record(
            by=by,
            verb="added a person",
            kind="person",
            subject=str(person),
            town=one.organisation.town.slug,
            after={"e-mail": one.email, "roles": []},
        )
    return person


@transaction.atomic
def remove_membership(*, by: Person | None, membership: Membership) -> None:
    """Take away a seat that was written down by mistake. One that came to an end has a last day instead."""
    _write_down(by, "took away a seat", membership, _said(membership), None)
    membership.delete()


def _said(one: Membership) -> dict[str, str]:
    said = {name: str(getattr(one, name) or "") for name in WRITTEN}
    return {"group": str(one.group), **said, "account": str(one.person or "")}


def _write_down(by: Person | None, verb: str, one: Membership, before: Any, after: Any) -> None:
    record(
        by=by, verb=verb, kind="membership", subject=f"{one.group.slug}: {one.organisation.code}",
        town=one.organisation.town.slug, before=before, after=after,
    )  # fmt: skip
