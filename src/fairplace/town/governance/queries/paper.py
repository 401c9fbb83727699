"""Reads the papers of a meeting, item by item, with the numbers they have or will have in print."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from fairplace.town.governance.models import AgendaItem, Meeting, Pack, Paper
from fairplace.town.governance.rules.pack import number_papers, read_entries


@dataclass(frozen=True)
class NumberedPaper:
    number: str
    paper: Paper


@dataclass(frozen=True)
class NumberedItem:
    """An agenda item with its number and papers. `is_closed` hides what it is about from this reader."""

    number: int
    item: AgendaItem
    papers: tuple[NumberedPaper, ...]
    is_closed: bool = False


def list_papers(meeting: Meeting) -> list[NumberedItem]:
    """Return the agenda of a meeting with all of its papers."""
    papers = Paper.objects.order_by("position", "pk").select_related("added_by", "pack")
    items = list(meeting.items.order_by("position", "pk").prefetch_related(Prefetch("papers", papers)))
    numbered = list(enumerate(items, 1))
    numbers = number_papers(
        {number: [paper.pk for paper in item.papers.all()] for number, item in numbered},
        _list_printed(meeting.packs.all()),
    )
    return [
        NumberedItem(
            number, item, tuple(NumberedPaper(numbers[paper.pk], paper) for paper in item.papers.all())
        )
        for number, item in numbered
    ]


def list_readable(meeting: Meeting, *, is_inside: bool, may_read_restricted: bool) -> list[NumberedItem]:
    """Return what a reader may see: restricted items closed to those not entitled, drafts only inside."""
    found = []
    for one in list_papers(meeting):
        if one.item.is_restricted and not may_read_restricted:
            found.append(NumberedItem(one.number, one.item, (), is_closed=True))
            continue
        shown = tuple(each for each in one.papers if is_inside or each.paper.pack_id)
        found.append(NumberedItem(one.number, one.item, shown))
    return found


def find_paper(meeting: Meeting, pk: int) -> Paper | None:
    return Paper.objects.filter(item__meeting=meeting, pk=pk).select_related("item", "pack").first()


def find_pack(meeting: Meeting, number: int) -> Pack | None:
    return Pack.objects.filter(meeting=meeting, number=number).first()


def list_packs(meeting: Meeting) -> list[Pack]:
    """Return the packs of a meeting, the first one first."""
    return list(meeting.packs.order_by("number"))


def is_held_back(pack: Pack, restricted: Iterable[int]) -> bool:
    """Return whether a pack's public edition shows an item that was restricted after it was made.

    `restricted` are the keys of the meeting's items that are restricted now.
    """
    now = set(restricted)
    return any(
        entry.kind == "item" and entry.pk in now and not entry.restricted
        for entry in read_entries(pack.contents)
    )


def list_restricted(meeting: Meeting) -> list[int]:
    return list(meeting.items.filter(is_restricted=True).values_list("pk", flat=True))


def _list_printed(packs: Iterable[Pack]) -> dict[int, str]:
    return {
        entry.pk: entry.number
        for pack in packs
        for entry in read_entries(pack.contents)
        if entry.kind == "paper"
    }
