"""Finds one row of a town by what its address names, or nothing."""

from fairplace.town.governance.models import Action, AgendaItem, Decision, Meeting, Risk, Series
from fairplace.town.partners.models import Group
from fairplace.town.places.models import Town


def find_group(town: Town, slug: str) -> Group | None:
    return Group.objects.filter(town=town, slug=slug).select_related("reports_to").first()


def find_meeting(town: Town, pk: int) -> Meeting | None:
    found = Meeting.objects.filter(series__group__town=town, pk=pk)
    return found.select_related("series__group", "closed_by").first()


def find_decision(town: Town, number: int) -> Decision | None:
    found = Decision.objects.filter(town=town, number=number)
    return found.select_related("group", "item__meeting", "decided_by", "reviewed_by").first()


def find_action(town: Town, number: int) -> Action | None:
    found = Action.objects.filter(town=town, number=number)
    return found.select_related("group", "owner", "organisation", "decision", "item__meeting").first()


def find_risk(town: Town, number: int) -> Risk | None:
    return Risk.objects.filter(town=town, number=number).select_related("group", "owner").first()


def find_series(town: Town, pk: int) -> Series | None:
    return Series.objects.filter(group__town=town, pk=pk).select_related("group").first()


def find_item(town: Town, pk: int) -> AgendaItem | None:
    found = AgendaItem.objects.filter(series__group__town=town, pk=pk)
    return found.select_related("series__group", "meeting__series__group").first()
