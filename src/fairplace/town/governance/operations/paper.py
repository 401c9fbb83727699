import uuid
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from fairplace.town.documents.brought import read_file
from fairplace.town.documents.checking import check_blocks
from fairplace.town.documents.markdown import read_markdown
from fairplace.town.governance.models import AgendaItem, Meeting, Paper
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record


class PaperRefused(Exception):
    """A paper cannot be added or taken away; the message is a sentence for whoever wanted it."""


def add_paper(
    *,
    by: Person | None,
    item: AgendaItem,
    title: str,
    author: str = "",
    text: str = "",
    file_name: str = "",
    content: bytes = b"",
) -> Paper:
    """Add a paper to an agenda item: Markdown that was typed, or a file.

    Of a PDF without text, `text` says what it shows. Raises NotReadable for a file that cannot be taken, and
    PaperRefused where there is nothing, or the meeting takes no more papers.
    """
    if content:
        check_blocks(read_file(file_name, content, described=text))
    elif not read_markdown(text):
        raise PaperRefused(_("Write the paper, or bring a file."))
    with transaction.atomic():
        meeting = _lock(item)
        last = Paper.objects.filter(item=item).aggregate(last=Max("position"))["last"] or 0
        paper = Paper(
            item=item, title=title, author=author, text=text, position=last + 1, added_by=by
        )  # fmt: skip
        if content:
            # The name it came with is shown; on the disk it has one that nobody can guess.
            paper.file_name = PurePath(file_name).name[-200:]
            suffix = PurePath(file_name).suffix.lower()
            paper.file.save(f"{uuid.uuid4().hex}{suffix}", ContentFile(content), save=False)
        paper.save()
        _record(by, "added", paper, meeting)
    return paper


def remove_paper(*, by: Person | None, paper: Paper) -> None:
    """Take a paper away, unless it is in a pack: what is in print stays."""
    with transaction.atomic():
        meeting = _lock(paper.item)
        now = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
        if now.pack_id:
            raise PaperRefused(_("The paper is in a pack, and what is in a pack stays."))
        _record(by, "removed", now, meeting)
        name, storage = now.file.name, now.file.storage
        now.delete()
        if name:
            transaction.on_commit(lambda: storage.delete(name))


def _lock(item: AgendaItem) -> Meeting:
    if item.meeting_id is None:
        raise PaperRefused(_("The item is not on the agenda of a meeting."))
    meeting = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("series__group__town")
        .get(pk=item.meeting_id)
    )
    if meeting.is_locked:
        raise PaperRefused(_("The meeting is closed or cancelled, and takes no papers."))
    return meeting


def _record(by: Person | None, verb: str, paper: Paper, meeting: Meeting) -> None:
    said = {"title": paper.title, "item": paper.item.title, "file": paper.file_name}
    changed = {"before": said} if verb == "removed" else {"after": said}
    record(
        by=by,
        verb=verb,
        kind="paper",
        subject=str(paper.pk),
        town=meeting.series.group.town.slug,
        **changed,
    )
