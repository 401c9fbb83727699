from collections.abc import Iterable, Mapping
from typing import Any

from fairplace.town.partners.models import CheckIn, Group, Membership, Organisation, Pledge, Tie
from fairplace.town.places.models import Town


def save_demonstration_partners(
    *, town: Town, organisations: Iterable[Mapping[str, Any]], ties: Iterable[Mapping[str, Any]]
) -> int:
    """Add invented partners with seats, pledges and ties. Loaded again, what people changed since is kept."""
    groups = {group.slug: group for group in Group.objects.filter(town=town)}
    known = {one.code: one for one in Organisation.objects.filter(town=town)}
    count = 0
    for entry in organisations:
        if entry["code"] not in known:
            known[entry["code"]] = _add(town, groups, entry)
            count += 1
    for entry in ties:
        one, other = known[entry["one"]], known[entry["other"]]
        Tie.objects.get_or_create(
            one=one, other=other, defaults={"why": entry["why"], "drawn_on": entry["drawn_on"]}
        )
    return count


def _add(town: Town, groups: Mapping[str, Group], entry: Mapping[str, Any]) -> Organisation:
    said = {name: entry[name] for name in ("code", "name", "sector", "role", "joined_on")}
    one = Organisation.objects.create(town=town, is_demonstration=True, **said)
    for seat in entry["groups"]:
        Membership.objects.create(
            group=groups[seat["group"]],
            organisation=one,
            is_chair=seat["is_chair"],
            since_on=seat["since_on"],
            until_on=seat["until_on"],
        )
    for promise in entry["pledges"]:
        pledge = Pledge.objects.create(organisation=one, text=promise["text"], made_on=promise["made_on"])
        for check_in in promise["check_ins"]:
            CheckIn.objects.create(pledge=pledge, **check_in)
    return one
