from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fairplace.town.documents.answers import answer, answer_file
from fairplace.town.documents.refusals import NotReadable
from fairplace.town.governance.access import leads, may_lead, may_read_restricted
from fairplace.town.governance.forms.paper import PaperForm
from fairplace.town.governance.models import Meeting, Paper
from fairplace.town.governance.operations.paper import PaperRefused, add_paper, remove_paper
from fairplace.town.governance.pack import make_paper_document, say_pack
from fairplace.town.governance.queries.finding import find_meeting
from fairplace.town.governance.queries.paper import (
    find_paper,
    is_held_back,
    list_packs,
    list_papers,
    list_readable,
    list_restricted,
)
from fairplace.town.people.access import may
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest, TownRequest


def group_of(town, pk: int, **_others):
    """Return the group whose meeting the address names."""
    meeting = find_meeting(town, pk)
    return meeting.series.group if meeting else None


@require_safe
def paper_list(request: TownRequest, pk: int) -> HttpResponse:
    """List the papers of a meeting by agenda item, and the packs made of them."""
    meeting = get_meeting(request, pk)
    group = meeting.series.group
    is_inside, is_entitled = may(request, Ability.SEE_DESK), may_read_restricted(request, group)
    restricted, packs = list_restricted(meeting), list_packs(meeting)
    items = list_readable(meeting, is_inside=is_inside, may_read_restricted=is_entitled)
    context = {
        "meeting": meeting,
        "group": group,
        "items": items,
        "packs": [
            {"pack": pack, "name": say_pack(pack), "is_held_back": is_held_back(pack, restricted)}
            for pack in packs
        ],
        "is_inside": is_inside,
        "is_entitled": is_entitled,
        "can_lead": may_lead(request, group) and not meeting.is_locked,
        "is_new": any(each.paper.pack_id is None for one in items for each in one.papers),
    }
    return render(request, "governance/paper_list.html", context)


@leads(group_of)
def paper_add(request: MemberRequest, pk: int) -> HttpResponse:
    """Add a paper to an agenda item."""
    meeting = get_meeting(request, pk)
    is_posted = request.method == "POST"
    form = PaperForm(
        request.POST if is_posted else None,
        request.FILES if is_posted else None,
        items=list_papers(meeting),
        item=request.GET.get("item", ""),
    )
    if form.is_valid() and (added := _add(request, meeting, form)):
        messages.success(request, _("The paper “%(title)s” is added.") % {"title": added.title})
        return redirect("paper_list", pk=pk)
    context = {"meeting": meeting, "group": meeting.series.group, "form": form}
    return render(request, "governance/paper_add.html", context)


def _add(request: MemberRequest, meeting: Meeting, form: PaperForm) -> Paper | None:
    said = form.cleaned_data
    try:
        return add_paper(
            by=request.user,
            item=meeting.items.get(pk=said["item"]),
            title=said["title"],
            author=said["author"],
            text=said["text"],
            file_name=said["file"].name if said["file"] else "",
            content=said["file"].read() if said["file"] else b"",
        )
    except NotReadable as problem:
        form.add_error("file" if said["file"] else "text", str(problem))
    except PaperRefused as problem:
        form.add_error(None, str(problem))
    return None


@require_POST
@leads(group_of)
def paper_remove(request: MemberRequest, pk: int, paper: int) -> HttpResponse:
    """Take away a paper that is in no pack yet."""
    meeting = get_meeting(request, pk)
    found = _find(request, meeting, paper)
    try:
        remove_paper(by=request.user, paper=found)
        messages.success(request, _("The paper “%(title)s” is removed.") % {"title": found.title})
    except PaperRefused as problem:
        messages.error(request, str(problem))
    return redirect("paper_list", pk=pk)


@require_safe
def paper_pdf(request: TownRequest, pk: int, paper: int) -> HttpResponse:
    """Return one paper as a PDF, as it looks in the pack."""
    meeting = get_meeting(request, pk)
    found = _find(request, meeting, paper)
    return answer(make_paper_document(found, meeting), "pdf", found.title)


@require_safe
def paper_file(request: TownRequest, pk: int, paper: int) -> HttpResponse:
    """Return the file that a paper came as."""
    found = _find(request, get_meeting(request, pk), paper)
    if not found.file:
        raise Http404("The paper was typed.")
    with found.file.open("rb") as file:
        return answer_file(file.read(), found.file_name.rsplit(".", 1)[-1].lower(), found.title)


def get_meeting(request: TownRequest, pk: int) -> Meeting:
    meeting = find_meeting(request.town, pk)
    if meeting is None:
        raise Http404("There is no such meeting.")
    return meeting


def _find(request: TownRequest, meeting: Meeting, pk: int) -> Paper:
    """Return a paper that the reader may read; for others there is none."""
    paper = find_paper(meeting, pk)
    if paper is None or not _is_readable(request, meeting, paper):
        raise Http404("There is no such paper.")
    return paper


def _is_readable(request: TownRequest, meeting: Meeting, paper: Paper) -> bool:
    if paper.item.is_restricted:
        return may_read_restricted(request, meeting.series.group)
    return may(request, Ability.SEE_DESK) or paper.pack_id is not None
