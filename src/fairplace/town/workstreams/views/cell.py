from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fairplace.town.framework.models import Recommendation
from fairplace.town.people.access import may, requires
from fairplace.town.people.rules import Ability, list_changes
from fairplace.town.places.requests import MemberRequest
from fairplace.town.workstreams.forms.alignment import CellForm, VersionForm
from fairplace.town.workstreams.models import Alignment, Workstream
from fairplace.town.workstreams.operations.alignment import (
    ChangedMeanwhile,
    CheckRefused,
    check_alignment,
    clear_alignment,
    save_alignment,
)
from fairplace.town.workstreams.queries.alignment import (
    find_cell,
    get_alignment,
    list_history,
    list_shared_words,
    name_cell,
)


@requires(Ability.SEE_DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def mapping_cell(request: MemberRequest, recommendation: str, workstream: str) -> HttpResponse:
    """Show one cell, what it says and who said it; write, check or clear it."""
    cell = find_cell(town=request.town, recommendation=recommendation, workstream=workstream)
    if cell is None:
        raise Http404("There is no such recommendation or workstream.")
    if request.method == "POST":
        if not may(request, Ability.MAP):
            raise PermissionDenied(Ability.MAP.value)
        if not _is_in_force(*cell):
            raise Http404("This cell is not in the matrix any more.")
        act = {"check": _check, "clear": _clear}.get(request.POST.get("do", ""), _save)
        return act(request, *cell)
    alignment = get_alignment(recommendation=cell[0], workstream=cell[1])
    return _page(request, cell, alignment, CellForm(alignment=alignment))


def _is_in_force(row: Recommendation, column: Workstream) -> bool:
    return row.framework.is_current and row.archived_on is None and column.archived_on is None


def _page(
    request: MemberRequest,
    cell: tuple[Recommendation, Workstream],
    alignment: Alignment | None,
    form: CellForm,
    **more,
) -> HttpResponse:
    row, column = cell
    history = [
        {"event": event, "changes": list_changes(event.before, event.after)}
        for event in list_history(town=request.town, cell=name_cell(row, column))
    ]
    context = {
        "recommendation": row,
        "workstream": column,
        "alignment": alignment,
        "form": form,
        "is_in_force": _is_in_force(row, column),
        "may_map": may(request, Ability.MAP) and _is_in_force(row, column),
        "may_check": alignment and not alignment.checked_by and alignment.mapped_by != request.user,
        "words": list_shared_words(row, column),
        "history": history,
    }
    # Somebody else's text stands on the page, so it is told apart from what was asked for.
    status = 409 if "theirs" in more else 200
    return render(request, "workstreams/mapping_cell.html", context | more, status=status)


def _save(request: MemberRequest, row: Recommendation, column: Workstream) -> HttpResponse:
    form = CellForm(request.POST)
    if not form.is_valid():
        alignment = get_alignment(recommendation=row, workstream=column)
        return _page(request, (row, column), alignment, form)
    try:
        save_alignment(
            by=request.user,
            recommendation=row,
            workstream=column,
            version=form.cleaned_data["version"],
            judgement=form.judgement,
        )
    except ChangedMeanwhile as changed:
        return _both_texts(request, (row, column), changed.now)
    messages.success(request, _("%(cell)s is saved.") % {"cell": name_cell(row, column)})
    return _back(row, column)


def _both_texts(
    request: MemberRequest, cell: tuple[Recommendation, Workstream], now: Alignment | None
) -> HttpResponse:
    """Show what the reader wrote beside what somebody else saved; saving again writes over that."""
    mine = request.POST.copy()
    mine["version"] = str(now.version if now else 0)
    form = CellForm(mine)
    events = list_history(town=request.town, cell=name_cell(*cell))
    return _page(request, cell, now, form, theirs=now, is_clash=True, last=events[0] if events else None)


def _check(request: MemberRequest, row: Recommendation, column: Workstream) -> HttpResponse:
    form = VersionForm(request.POST)
    try:
        check_alignment(by=request.user, recommendation=row, workstream=column, version=_version(form))
    except (ChangedMeanwhile, CheckRefused) as refused:
        messages.error(request, _("Not checked. %(why)s") % {"why": refused})
    else:
        messages.success(request, _("%(cell)s is checked.") % {"cell": name_cell(row, column)})
    return _back(row, column)


def _clear(request: MemberRequest, row: Recommendation, column: Workstream) -> HttpResponse:
    form = VersionForm(request.POST)
    try:
        clear_alignment(by=request.user, recommendation=row, workstream=column, version=_version(form))
    except ChangedMeanwhile as refused:
        messages.error(request, _("Not cleared. %(why)s") % {"why": refused})
    else:
        messages.success(request, _("%(cell)s is empty now.") % {"cell": name_cell(row, column)})
    return _back(row, column)


def _version(form: VersionForm) -> int:
    """Return the version that was sent; one that no cell has where nothing sensible was."""
    return form.cleaned_data["version"] if form.is_valid() else -1


def _back(row: Recommendation, column: Workstream) -> HttpResponse:
    return redirect("mapping_cell", recommendation=row.code, workstream=column.code)
