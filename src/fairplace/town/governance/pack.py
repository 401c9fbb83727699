"""Sets the papers of a meeting as one numbered document: the whole edition, and the public one.

Both break into pages alike. Where the public edition leaves a restricted item out, it says so on one page,
and goes on with the number that the next item has in the whole edition.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import pairwise

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pypdf import PdfReader

from fairplace.town.documents.brought import read_file
from fairplace.town.documents.levels import put_below
from fairplace.town.documents.markdown import read_markdown
from fairplace.town.documents.pages import draw_blocks
from fairplace.town.documents.pdf import SetPdf, set_pdf
from fairplace.town.documents.values import (
    Block,
    Document,
    Facts,
    Heading,
    Notice,
    PageBreak,
    Paragraph,
    PdfPage,
)
from fairplace.town.documents.word import write_word
from fairplace.town.governance.models import Meeting, Pack, Paper
from fairplace.town.governance.queries.paper import NumberedItem
from fairplace.town.governance.queries.since import get_since_for
from fairplace.town.governance.rules.pack import Entry, place_entries, read_entries, say_pages
from fairplace.town.governance.rules.since import Level
from fairplace.town.governance.since_words import to_blocks
from fairplace.town.ui.tables import Table

OPENING = "opening"
NOTHING = b'<svg xmlns="http://www.w3.org/2000/svg" width="210" height="297" viewBox="0 0 210 297"/>'
EMPTY = gettext_lazy("This page is left empty, so that both editions have the same page numbers.")
# Setting the pages into the contents may move a line once; more rounds than this would mean it never settles.
ROUNDS = 4


@dataclass(frozen=True)
class PackSource:
    """What goes into a pack. Number 0 is the pack itself; supplements count from 1.

    `spare` pages of the whole edition are left empty where the public one needs more room.
    """

    meeting: Meeting
    items: tuple[NumberedItem, ...]
    made_at: datetime
    number: int = 0
    first_page: int = 1
    earlier: tuple[Pack, ...] = ()
    blocks: dict[int, tuple[Block, ...]] = field(default_factory=dict)
    spare: int = 0

    @property
    def has_restricted(self) -> bool:
        return any(one.item.is_restricted for one in self.items)

    @cached_property
    def is_split(self) -> bool:
        """Return whether something is not public: a restricted item, or a part of what happened since."""
        if self.has_restricted:
            return True
        opens = [list_opening_blocks(self.meeting, is_public=is_public) for is_public in (False, True)]
        return not self.number and opens[0] != opens[1]


@dataclass(frozen=True)
class Editions:
    whole: bytes
    public: bytes
    word: bytes
    public_word: bytes
    contents: tuple[Entry, ...]
    last_page: int


def read_paper(paper: Paper) -> tuple[Block, ...]:
    """Return a paper as blocks: what was typed, or what its file says."""
    if not paper.file:
        return read_markdown(paper.text)
    with paper.file.open("rb") as file:
        return read_file(paper.file_name, file.read(), described=paper.text)


def make_editions(source: PackSource) -> Editions:
    """Set the pack in all its editions. Each page of a PDF that was brought takes 0.04 s."""
    if not source.blocks:
        papers = [each.paper for one in source.items for each in one.papers]
        source.blocks.update({paper.pk: draw_blocks(read_paper(paper)) for paper in papers})
    entries = _list_entries(source)
    whole, entries = _settle(source, entries)
    if not source.is_split:
        word = write_word(make_document(source, entries, is_public=True, for_word=True))
        return Editions(whole.content, whole.content, word, word, tuple(entries), whole.last_page)
    public = set_pdf(make_document(source, entries, is_public=True, whole=whole))
    if not _rises(public.content):
        # What the public may know takes more room here and there: it says things in other words.
        assert source.spare < ROUNDS, "A few pages are room enough for other words."
        return make_editions(replace(source, spare=source.spare + 1))
    told = {place: page for place, page in whole.places.items() if place in public.places}
    assert public.places == told, "The public edition keeps the page numbers of the whole one."
    return Editions(
        whole=whole.content,
        public=public.content,
        word=write_word(make_document(source, entries, is_public=False, for_word=True)),
        public_word=write_word(make_document(source, entries, is_public=True, for_word=True)),
        contents=tuple(entries),
        last_page=whole.last_page,
    )


def _rises(content: bytes) -> bool:
    """Return whether each page has a higher number than the one before."""
    numbers = [int(label) for label in PdfReader(io.BytesIO(content)).page_labels]
    return all(one < after for one, after in pairwise(numbers))


def _settle(source: PackSource, entries: list[Entry]) -> tuple[SetPdf, list[Entry]]:
    """Set the whole edition until the pages that its contents tell are those on which things stand.

    The rounds before the last set pages of PDFs as empty drawings, which take as much room and no time.
    """
    trial = replace(source, blocks={pk: _empty(blocks) for pk, blocks in source.blocks.items()})
    for _round in range(ROUNDS):
        made = set_pdf(make_document(trial, entries, is_public=False))
        placed = place_entries(entries, made.places, made.last_page)
        if placed == entries:
            return set_pdf(make_document(source, entries, is_public=False)), entries
        entries = placed
    raise AssertionError("The contents of a pack settle after a few rounds.")


def _empty(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(
        replace(block, drawing=(NOTHING, "svg")) if isinstance(block, PdfPage) else block for block in blocks
    )


def _list_entries(source: PackSource) -> list[Entry]:
    entries = []
    for one in source.items:
        item, because = one.item, ""
        if item.is_restricted:
            because = item.restricted_because or _("No reason was written down.")
        said = {"restricted": item.is_restricted, "because": because}
        entries.append(Entry("item", item.pk, str(one.number), item.title, **said))
        entries += [
            Entry("paper", each.paper.pk, each.number, each.paper.title, **said) for each in one.papers
        ]
    return entries


def make_document(
    source: PackSource,
    entries: list[Entry],
    *,
    is_public: bool,
    whole: SetPdf | None = None,
    for_word: bool = False,
) -> Document:
    """Return the pack as a document, with the page numbers of the whole edition where that is given.

    Word counts its own pages, so its contents tell none.
    """
    pages = whole.places if whole else {}
    meeting = source.meeting
    banner = _("For the group only: not for publication") if source.is_split and not is_public else ""
    blocks: list[Block] = [PageBreak(number=source.first_page, banner=banner)]
    blocks += _cover(source, entries, is_public=is_public, for_word=for_word)
    if not source.number:
        blocks.append(PageBreak(number=pages.get(OPENING), banner=banner, place=OPENING))
        blocks += list_opening_blocks(meeting, is_public=is_public)
    if not is_public:
        blocks += [PageBreak(banner=banner), Paragraph(str(EMPTY))] * source.spare
    told = {entry.pk: entry for entry in entries if entry.kind == "item"}
    for one in source.items:
        entry = told[one.item.pk]
        if entry.restricted and is_public:
            blocks += _left_out(entry, pages)
        elif one.papers or one.item.text:
            blocks += _item(one, entry, source, pages)
    subtitle = _("Supplement %(number)s") % {"number": source.number} if source.number else _("Papers")
    if source.is_split:
        subtitle += ". " + (_("Public edition") if is_public else _("Whole edition"))
    return Document(
        title=f"{meeting.series.group.name}, {_day(meeting)}",
        subtitle=subtitle,
        author=meeting.series.group.town.name,
        blocks=tuple(blocks),
        made_at=source.made_at,
        pages=whole.last_page if whole else None,
    )


def make_paper_document(paper: Paper, meeting: Meeting) -> Document:
    """Return one paper as a document of its own."""
    banner = ""
    if paper.item.is_restricted:
        banner = _("Restricted: not for publication. %(because)s") % {
            "because": paper.item.restricted_because
        }
    author = [Paragraph(paper.author, strong=_("From:"))] if paper.author else []
    return Document(
        title=paper.title,
        subtitle=f"{meeting.series.group.name}, {_day(meeting)}: {paper.item.title}",
        author=meeting.series.group.town.name,
        blocks=(PageBreak(banner=banner), *author, *_paper(read_paper(paper), banner, level=0)),
    )


def list_opening_blocks(meeting: Meeting, *, is_public: bool) -> tuple[Block, ...]:
    """Return what the pack opens with: since you last met, as far as the readers of the edition may know."""
    levels = [Level.PUBLIC] if is_public else [Level.PUBLIC, Level.INSIDE, Level.RESTRICTED]
    line = "" if is_public else meeting.chair_line
    return to_blocks(get_since_for(meeting).only(levels), line=line)


def _cover(source: PackSource, entries: list[Entry], *, is_public: bool, for_word: bool) -> list[Block]:
    meeting = source.meeting
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    facts = [
        (_("Group"), meeting.series.group.name),
        (_("Date"), _day(meeting)),
        (_("Time"), f"{date_format(starts, 'H:i')} – {date_format(ends, 'H:i')}"),
    ]
    if meeting.where or meeting.series.where:
        facts.append((_("Place"), meeting.where or meeting.series.where))
    blocks: list[Block] = [Facts(tuple(facts))]
    if meeting.is_demonstration:
        blocks.append(
            Notice(_("This meeting, its people and its papers are invented, to show how packs look."))
        )
    if source.is_split:
        blocks.append(Notice(_say_edition(source, is_public=is_public)))
    heading = _("In this supplement") if source.number else _("Agenda")
    blocks.append(Heading(heading))
    caption = _("Items and papers") if for_word else _("Items and papers, with their pages")
    blocks.append(_contents(caption, entries, is_public=is_public, with_pages=not for_word))
    if source.earlier:
        blocks.append(Heading(_("What came before")))
        blocks += [
            _contents(
                say_pack(pack), read_entries(pack.contents), is_public=is_public, with_pages=not for_word
            )
            for pack in source.earlier
        ]
    return blocks


def _say_edition(source: PackSource, *, is_public: bool) -> str:
    # The public edition says less, so that its cover takes no more room.
    if is_public:
        return _("What is not public is left out. Pages are numbered as in the whole edition.")
    return _("This edition holds what is not public. Do not pass it on to people who are not entitled to it.")


def say_pack(pack: Pack) -> str:
    """Return "Pack, pages 1 to 24" or "Supplement 1, pages 25 to 31"."""
    name = _("Supplement %(number)s") % {"number": pack.number} if pack.number else _("Pack")
    return _("%(name)s, pages %(first)s to %(last)s") % {
        "name": name,
        "first": pack.first_page,
        "last": pack.last_page,
    }


def _contents(caption: str, entries: list[Entry], *, is_public: bool, with_pages: bool) -> Table:
    rows = []
    for entry in entries:
        if entry.restricted and is_public and entry.kind == "paper":
            continue
        row = [f"{entry.number}", _name_entry(entry, is_public=is_public)]
        rows.append(tuple([*row, say_pages(entry.first, entry.last) or "–"] if with_pages else row))
    columns = [_("Number"), _("Item and papers")] + ([_("Pages")] if with_pages else [])
    return Table(caption, tuple(columns), tuple(rows))


def _name_entry(entry: Entry, *, is_public: bool) -> str:
    if not entry.restricted:
        return entry.title
    if entry.kind == "paper":
        return _("%(title)s (restricted)") % {"title": entry.title}
    restricted = _("Restricted: %(because)s") % {"because": entry.because}
    return restricted if is_public else f"{entry.title}\n{restricted}"


def _left_out(entry: Entry, pages: Mapping[str, int]) -> list[Block]:
    if not entry.first:
        return []
    text = _("This item is restricted, and left out of the public edition. The reason: %(because)s")
    return [
        PageBreak(number=pages.get(entry.place), place=entry.place),
        Heading(_("%(number)s. Restricted item") % {"number": entry.number}),
        Notice(text % {"because": entry.because}),
        Paragraph(
            _("It takes pages %(pages)s of the whole edition.")
            % {"pages": say_pages(entry.first, entry.last)}
        ),
    ]


def _item(one: NumberedItem, entry: Entry, source: PackSource, pages: Mapping[str, int]) -> list[Block]:
    item, banner = one.item, ""
    if entry.restricted:
        banner = _("Restricted: not for publication. %(because)s") % {"because": entry.because}
    blocks: list[Block] = [
        PageBreak(number=pages.get(entry.place), banner=banner, place=entry.place),
        Heading(f"{one.number}. {item.title}"),
        Paragraph(str(item.Purpose(item.purpose).label)),
    ]
    if item.text:
        blocks += put_below(read_markdown(item.text), 1)
    for position, each in enumerate(one.papers):
        # The first paper follows its item's heading; the others begin on pages of their own.
        if position:
            blocks.append(PageBreak(banner=banner))
        heading = f"{each.number} {each.paper.title}"
        blocks.append(Heading(heading, 2, place=f"paper {each.paper.pk}"))
        if each.paper.author:
            blocks.append(Paragraph(each.paper.author, strong=_("From:")))
        is_crowded = bool(item.text) and not position
        blocks += _paper(source.blocks[each.paper.pk], banner, is_crowded=is_crowded)
    return blocks


def _paper(
    content: tuple[Block, ...], banner: str, *, level: int = 2, is_crowded: bool = False
) -> list[Block]:
    """Return a paper's blocks. A PDF begins under the heading, unless that page is crowded."""
    if not any(isinstance(block, PdfPage) for block in content):
        return list(put_below(content, level))
    blocks: list[Block] = []
    for block in content:
        if blocks or is_crowded:
            blocks.append(PageBreak(banner=banner))
        blocks.append(block)
    return blocks


def _day(meeting: Meeting) -> str:
    return date_format(timezone.localtime(meeting.starts_at), "j F Y")
