from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fairplace.town.documents.answers import Kind, answer_file
from fairplace.town.governance.access import leads, may_read_restricted
from fairplace.town.governance.models import Meeting, Pack
from fairplace.town.governance.operations.pack import PackRefused, make_pack
from fairplace.town.governance.operations.reading import note_reading
from fairplace.town.governance.pack import say_pack
from fairplace.town.governance.queries.paper import find_pack, is_held_back, list_restricted
from fairplace.town.governance.views.paper import get_meeting, group_of
from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest, TownRequest


@require_POST
@leads(group_of)
def pack_make(request: MemberRequest, pk: int) -> HttpResponse:
    """Make the pack of a meeting, or a supplement to it."""
    meeting = get_meeting(request, pk)
    try:
        pack = make_pack(by=request.user, meeting=meeting)
        messages.success(request, _("Made: %(name)s.") % {"name": say_pack(pack)})
    except PackRefused as problem:
        messages.error(request, str(problem))
    return redirect("paper_list", pk=pk)


@require_safe
def pack_public(request: TownRequest, pk: int, number: int, kind: Kind) -> HttpResponse:
    """Return the public edition of a pack, unless an item in it was restricted since it was made."""
    meeting = get_meeting(request, pk)
    pack = _find(meeting, number)
    if is_held_back(pack, list_restricted(meeting)):
        raise Http404("The public edition is held back.")
    return _answer(meeting, pack, pack.public if kind == "pdf" else pack.public_word, kind, "public")


def _is_entitled(request: TownRequest, pk: int, **_others) -> bool:
    return may_read_restricted(request, get_meeting(request, pk).series.group)


@require_safe
@requires(Ability.SEE_DESK, of=_is_entitled)
def pack_whole(request: MemberRequest, pk: int, number: int, kind: Kind) -> HttpResponse:
    """Return the whole edition of a pack to those entitled to it; who takes it is written down."""
    meeting = get_meeting(request, pk)
    pack = _find(meeting, number)
    if pack.is_split:
        note_reading(by=request.user, pack=pack, town=request.town)
    return _answer(meeting, pack, pack.whole if kind == "pdf" else pack.word, kind, "whole")


def _find(meeting: Meeting, number: int) -> Pack:
    pack = find_pack(meeting, number)
    if pack is None:
        raise Http404("There is no such pack.")
    return pack


def _answer(meeting: Meeting, pack: Pack, file, kind: Kind, edition: str) -> HttpResponse:
    if not file:
        raise Http404("The pack has no such file.")
    name = f"{meeting.series.group.slug} {meeting.starts_at:%Y-%m-%d} {say_pack(pack)} {edition}"
    with file.open("rb") as opened:
        return answer_file(opened.read(), kind, name)
