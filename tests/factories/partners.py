from datetime import date

from fairplace.town.partners.models import Membership, Pledge, Tie


def make_membership(group, organisation, **fields) -> Membership:
    return Membership.objects.create(group=group, organisation=organisation, **fields)


def make_pledge(organisation, text="Pay a living wage.", **fields) -> Pledge:
    return Pledge.objects.create(
        organisation=organisation, text=text, **{"made_on": date(2024, 3, 1), **fields}
    )


def make_tie(one, other, why="They share a kitchen.", **fields) -> Tie:
    return Tie.objects.create(one=one, other=other, why=why, **{"drawn_on": date(2025, 1, 1), **fields})
