import hashlib
import uuid
from dataclasses import replace

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.documents.refusals import NotReadable
from fairplace.town.governance.models import Meeting, Pack, Paper
from fairplace.town.governance.pack import Editions, PackSource, make_editions
from fairplace.town.governance.queries.paper import NumberedItem, list_packs, list_papers
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record


class PackRefused(Exception):
    """A pack cannot be made; the message is a sentence for whoever wanted it."""


def make_pack(*, by: Person | None, meeting: Meeting) -> Pack:
    """Make the pack of a meeting, or a supplement with the papers that came after the last one.

    Setting takes up to some seconds, so it happens before anything is locked; where somebody added papers
    meanwhile, nothing is kept. Packs made before are never made again.
    """
    source = _gather(meeting)
    try:
        editions = make_editions(source)
    except NotReadable as problem:
        raise PackRefused(_("A paper cannot be read any more: %(why)s") % {"why": problem}) from problem
    names: list[str] = []
    try:
        with transaction.atomic():
            return _keep(by, source, editions, names)
    except BaseException:
        for name in names:
            default_storage.delete(name)
        raise


def _gather(meeting: Meeting) -> PackSource:
    if meeting.is_locked:
        raise PackRefused(_("The meeting is closed or cancelled, so no pack is made any more."))
    earlier, items = list_packs(meeting), list_papers(meeting)
    if not earlier:
        if not items:
            raise PackRefused(_("There is nothing on the agenda yet."))
        return PackSource(meeting, tuple(items), timezone.now())
    added = [new for one in items if (new := _only_new(one)).papers]
    if not added:
        raise PackRefused(_("No paper was added since the last pack was made."))
    last = earlier[-1]
    return PackSource(
        meeting, tuple(added), timezone.now(), last.number + 1, last.last_page + 1, tuple(earlier)
    )  # fmt: skip


def _only_new(one: NumberedItem) -> NumberedItem:
    return replace(one, papers=tuple(each for each in one.papers if each.paper.pack_id is None))


def _keep(by: Person | None, source: PackSource, editions: Editions, names: list[str]) -> Pack:
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=source.meeting.pk)
    papers = {each.paper.pk for one in source.items for each in one.papers}
    _refuse_if_changed(meeting, source, papers)
    pack = Pack(
        meeting=meeting,
        number=source.number,
        first_page=source.first_page,
        pages=editions.last_page - source.first_page + 1,
        contents=[entry.to_json() for entry in editions.contents],
        sha256=_digest(editions.whole),
        public_sha256=_digest(editions.public),
        made_at=source.made_at,
        made_by=by,
    )
    for field, content, kind in (
        (pack.whole, editions.whole, "pdf"),
        (pack.public, editions.public, "pdf"),
        (pack.word, editions.word, "docx"),
        (pack.public_word, editions.public_word, "docx"),
    ):
        field.save(f"{uuid.uuid4().hex}.{kind}", ContentFile(content), save=False)
        names.append(str(field.name))
    pack.save()
    Paper.objects.filter(pk__in=papers).update(pack=pack)
    record(
        by=by,
        verb="made",
        kind="pack",
        subject=f"{meeting.pk}/{pack.number}",
        town=source.meeting.series.group.town.slug,
        after={
            "first page": pack.first_page,
            "last page": pack.last_page,
            "sha256": pack.sha256,
            "sha256 of the public edition": pack.public_sha256,
        },
    )
    return pack


def _refuse_if_changed(meeting: Meeting, source: PackSource, papers: set[int]) -> None:
    """Refuse where somebody made a pack, changed papers or restricted an item while this one was set."""
    waiting = set(Paper.objects.filter(item__meeting=meeting, pack=None).values_list("pk", flat=True))
    restricted = {one.item.pk for one in source.items if one.item.is_restricted}
    now = set(
        meeting.items.filter(pk__in=[one.item.pk for one in source.items], is_restricted=True).values_list(
            "pk", flat=True
        )
    )
    made = meeting.packs.count()
    if meeting.is_locked or waiting != papers or made != len(source.earlier) or now != restricted:
        raise PackRefused(_("Somebody changed the papers meanwhile. Make the pack again."))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
