from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fairplace.town.governance.access import leads, proposes
from fairplace.town.governance.forms.agenda import (
    ItemForm,
    OutcomeForm,
    initial_of_item,
    initial_of_outcome,
)
from fairplace.town.governance.models import AgendaItem, Meeting, Series
from fairplace.town.governance.operations.agenda import (
    add_item,
    place_item,
    remove_item,
    save_item,
    shift_item,
    subject_of_item,
    write_outcome,
)
from fairplace.town.governance.operations.holding import MeetingRefused
from fairplace.town.governance.queries.meeting import get_agenda, list_items, list_planned
from fairplace.town.governance.views.meeting_reader import (
    get_reader,
    group_of_item,
    group_of_meeting,
    group_of_series,
    item_or_404,
    meeting_or_404,
    refuse_locked,
    series_or_404,
)
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.places.requests import MemberRequest, posted
from fairplace.town.places.views.clash import Clash, make_clash


@leads(group_of_meeting)
def agenda_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Put the agenda of a meeting in order."""
    meeting = meeting_or_404(request, pk)
    return refuse_locked(request, meeting) or _agenda_page(request, meeting.series, meeting)


@leads(group_of_series)
def backlog_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Put the backlog of a series in order."""
    return _agenda_page(request, series_or_404(request, pk), None)


def _agenda_page(request: MemberRequest, series: Series, meeting: Meeting | None) -> HttpResponse:
    reader = get_reader(request, series.group)
    places = [one for one in list_planned(series) if one != meeting]
    context = {
        "series": series,
        "group": series.group,
        "meeting": meeting,
        "agenda": get_agenda(series, meeting, reader=reader),
        "waiting": get_agenda(series, None, reader=reader) if meeting else None,
        "places": places,
    }
    return render(request, "governance/agenda_edit.html", context)


@leads(group_of_meeting)
def agenda_add(request: MemberRequest, pk: int) -> HttpResponse:
    """Put something on the agenda of a meeting."""
    meeting = meeting_or_404(request, pk)
    return refuse_locked(request, meeting) or _add(request, meeting.series, meeting)


@proposes(group_of_series)
def backlog_add(request: MemberRequest, pk: int) -> HttpResponse:
    """Propose something for a meeting of a series: it waits in the backlog."""
    return _add(request, series_or_404(request, pk), None)


def _add(request: MemberRequest, series: Series, meeting: Meeting | None) -> HttpResponse:
    reader = get_reader(request, series.group)
    form = ItemForm(posted(request), town=request.town, leads=reader.leads)
    status = 200
    if form.is_valid():
        try:
            item = add_item(by=request.user, series=series, meeting=meeting, values=form.values)
        except MeetingRefused as refused:
            form.add_error(None, str(refused))
            status = 409
        else:
            messages.success(request, _("“%(title)s” is added.") % {"title": item.title})
            return _to_list(item, leads=reader.leads)
    context = {"form": form, "series": series, "group": series.group, "meeting": meeting}
    return render(request, "governance/item_edit.html", context, status=status)


def _to_list(item: AgendaItem, *, leads: bool = True) -> HttpResponse:
    """Go back to where the item stands."""
    if item.meeting:
        return redirect("agenda_edit", pk=item.meeting.pk)
    if leads:
        return redirect("backlog_edit", pk=item.series.pk)
    return redirect("meeting_list", slug=item.series.group.slug)


@leads(group_of_item)
def agenda_item_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change what an item is about."""
    item = item_or_404(request, pk)
    refused = refuse_locked(request, item.meeting)
    if refused:
        return refused
    form = ItemForm(posted(request), town=request.town, item=item)
    clash, status = None, 200
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            save_item(by=request.user, item=item, version=version, values=form.values)
        except (ChangedMeanwhile, MeetingRefused) as refused:
            clash, status = _refuse(request, form, refused, initial_of_item), 409
        else:
            messages.success(request, _("The item is saved."))
            return _to_list(item)
    context = {
        "form": form, "item": item, "series": item.series, "group": item.series.group,
        "meeting": item.meeting, "clash": clash,
    }  # fmt: skip
    return render(request, "governance/item_edit.html", context, status=status)


@leads(group_of_item)
def outcome_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Write the minutes of an item."""
    item = item_or_404(request, pk)
    if item.meeting is None:
        raise Http404
    refused = refuse_locked(request, item.meeting)
    if refused:
        return refused
    form = OutcomeForm(posted(request), item=item)
    following = _find_following(item)
    clash, status = None, 200
    if form.is_valid():
        told = form.cleaned_data
        try:
            write_outcome(
                by=request.user, item=item, version=told["version"],
                kind=told["outcome_kind"], outcome=told["outcome"],
            )  # fmt: skip
        except (ChangedMeanwhile, MeetingRefused) as refused:
            clash, status = _refuse(request, form, refused, initial_of_outcome), 409
        else:
            messages.success(request, _("The outcome is saved."))
            if following and "next" in request.POST:
                return redirect("outcome_edit", pk=following.pk)
            return redirect("meeting_detail", pk=item.meeting.pk)
    context = {
        "form": form, "item": item, "meeting": item.meeting, "group": item.series.group,
        "clash": clash, "following": following,
    }  # fmt: skip
    return render(request, "governance/outcome_edit.html", context, status=status)


def _find_following(item: AgendaItem) -> AgendaItem | None:
    items = list(list_items(item.series, item.meeting))
    after = items[items.index(item) + 1 :]
    return next(iter(after), None)


def _refuse(
    request: MemberRequest, form, refused: ChangedMeanwhile | MeetingRefused, initial
) -> Clash | None:
    """Say on the form why it was not saved; where somebody else saved it, what differs."""
    if isinstance(refused, MeetingRefused):
        form.add_error(None, str(refused))
        return None
    now = refused.now
    assert isinstance(now, AgendaItem), "An item was being saved."
    return make_clash(
        form, now=initial(now), one=now, kind="agenda item",
        subject=subject_of_item(now), town=request.town.slug,
    )  # fmt: skip


@require_POST
@leads(group_of_item)
def agenda_item_shift(request: MemberRequest, pk: int) -> HttpResponse:
    """Put an item one place up or down."""
    item = item_or_404(request, pk)
    try:
        shift_item(by=request.user, item=item, up=request.POST.get("to") == "up")
    except MeetingRefused as refused:
        messages.error(request, str(refused))
    response = _to_list(item)
    response["Location"] += f"#item-{pk}"
    return response


@require_POST
@leads(group_of_item)
def agenda_item_place(request: MemberRequest, pk: int) -> HttpResponse:
    """Move an item to another meeting of its series, or to the backlog."""
    item = item_or_404(request, pk)
    places = {str(one.pk): one for one in list_planned(item.series)}
    to = request.POST.get("to", "")
    if to != "backlog" and to not in places:
        raise Http404
    try:
        place_item(by=request.user, item=item, meeting=places.get(to))
    except MeetingRefused as refused:
        messages.error(request, str(refused))
    except ChangedMeanwhile:
        messages.error(request, _("Somebody else moved this item meanwhile."))
    else:
        messages.success(request, _("“%(title)s” is moved.") % {"title": item.title})
    # From the agenda that is being put together an item is taken out of the backlog: stay there.
    here = places.get(request.POST.get("here", ""))
    return redirect("agenda_edit", pk=here.pk) if here else _to_list(item)


@require_POST
@leads(group_of_item)
def agenda_item_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Take an item away for good."""
    item = item_or_404(request, pk)
    try:
        remove_item(by=request.user, item=item)
    except MeetingRefused as refused:
        messages.error(request, str(refused))
    except ChangedMeanwhile:
        messages.error(request, _("Somebody else moved this item meanwhile."))
    else:
        messages.success(request, _("“%(title)s” is removed.") % {"title": item.title})
    return _to_list(item)
