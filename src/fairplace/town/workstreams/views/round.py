from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from fairplace.town.framework.models import Recommendation
from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest
from fairplace.town.ui.tables import Table
from fairplace.town.workstreams.forms.round import MarksForm, RoundForm, SettleForm
from fairplace.town.workstreams.models import Fit, Round
from fairplace.town.workstreams.operations.round import (
    RoundRefused,
    abandon_round,
    finish_marking,
    open_round,
    save_marks,
    settle_cell,
    take_into_matrix,
)
from fairplace.town.workstreams.queries.round import (
    Outcome,
    find_next_open,
    get_cell,
    get_outcome,
    get_round,
    list_own_marks,
    list_progress,
    list_rounds,
)
from fairplace.town.workstreams.rules.agreement import ORDER


@requires(Ability.MAP)
@require_safe
def round_list(request: MemberRequest) -> HttpResponse:
    """List the rounds in which two people map apart."""
    rounds = list_rounds(town=request.town)
    return render(request, "workstreams/round_list.html", {"rounds": rounds})


@requires(Ability.MAP)
def round_add(request: MemberRequest) -> HttpResponse:
    """Open a round: two people, some recommendations, some workstreams."""
    form = RoundForm(request.POST if request.method == "POST" else None, town=request.town)
    if form.is_valid():
        one = open_round(by=request.user, town=request.town, **form.values)
        messages.success(request, _("The round is open. Each of the two marks it apart."))
        return redirect("round_detail", pk=one.pk)
    return render(request, "workstreams/round_add.html", {"form": form})


@requires(Ability.MAP)
@require_safe
def round_detail(request: MemberRequest, pk: int) -> HttpResponse:
    """Show what is left to mark; when both are done, how far they agree and what they must settle."""
    one = _find(request, pk)
    is_mine, is_done = _standing(one, request)
    context = {"round": one, "is_mine": is_mine, "is_done": is_done}
    if one.is_marked:
        outcome = get_outcome(one=one)
        context |= {"outcome": outcome, "table": _table(one, outcome)}
        return render(request, "workstreams/round_outcome.html", context)
    if is_mine:
        context["progress"] = list_progress(one=one, by=request.user)
        context["next"] = next((line for line in context["progress"] if not line.is_complete), None)
    return render(request, "workstreams/round_detail.html", context)


def _table(one: Round, outcome: Outcome) -> Table:
    """Return how the marks fell: what the first said in rows, what the second said in columns."""
    labels = [str(Fit(fit).label) for fit in ORDER]
    columns = tuple(_("%(who)s: %(fit)s") % {"who": one.second, "fit": label} for label in labels)
    rows = tuple((label, *counts) for label, counts in zip(labels, outcome.agreement.table, strict=True))
    heading = _("%(who)s said") % {"who": one.first}
    return Table(_("How the marks fell"), (heading, *columns), rows)


@requires(Ability.MAP)
def round_marks(request: MemberRequest, pk: int, code: str) -> HttpResponse:
    """Let one of the two mark a recommendation against every workstream, and go on to the next."""
    one = _find(request, pk)
    is_mine, is_done = _standing(one, request)
    if not is_mine:
        raise PermissionDenied("Only the two people of a round mark it.")
    if is_done and request.method != "POST":
        messages.info(request, _("You said that you are done, so your marks cannot be changed."))
        return redirect("round_detail", pk=pk)
    if not one.is_open:
        return redirect("round_detail", pk=pk)
    row = _find_row(one, code)
    works = list(one.workstreams.all())
    marks = list_own_marks(one=one, by=request.user, recommendation=row)
    form = MarksForm(request.POST if request.method == "POST" else None, works=works, marks=marks)
    if form.is_valid():
        try:
            save_marks(by=request.user, one=one, recommendation=row, marks=form.marks)
        except RoundRefused as refused:
            messages.error(request, str(refused))
            return redirect("round_detail", pk=pk)
        return _go_on(request, one, row)
    context = {"round": one, "recommendation": row, "form": form, "fits": Fit.choices}
    return render(request, "workstreams/round_marks.html", context)


def _go_on(request: MemberRequest, one: Round, row: Recommendation) -> HttpResponse:
    """Lead to the next recommendation with cells left open, or back to the round."""
    progress = list_progress(one=one, by=request.user)
    at = next(place for place, line in enumerate(progress) if line.recommendation.pk == row.pk)
    after = next((line for line in [*progress[at + 1 :], *progress[:at]] if not line.is_complete), None)
    messages.success(request, _("Your marks for %(code)s are saved.") % {"code": row.code})
    if after is None or "stay" in request.POST:
        return redirect("round_detail", pk=one.pk)
    return redirect("round_marks", pk=one.pk, code=after.recommendation.code)


@require_POST
@requires(Ability.MAP)
def round_done(request: MemberRequest, pk: int) -> HttpResponse:
    """Take somebody's word that they are done."""
    try:
        one = finish_marking(by=request.user, one=_find(request, pk))
    except RoundRefused as refused:
        messages.error(request, str(refused))
    else:
        said = _("Both are done. Here is how far you agree.")
        messages.success(request, said if one.is_marked else _("You are done. The other is still marking."))
    return redirect("round_detail", pk=pk)


@requires(Ability.MAP)
def round_settle(request: MemberRequest, pk: int, recommendation: str, workstream: str) -> HttpResponse:
    """Write down what the two settled on for one cell, and go on to the next that differs."""
    one = _find(request, pk)
    if not one.is_marked:
        raise Http404("Nobody sees marks before both are done.")
    cell = get_cell(one=one, recommendation=recommendation, workstream=workstream)
    if cell is None or cell.is_same:
        raise Http404("There is nothing to settle here.")
    if not _standing(one, request)[0]:
        raise PermissionDenied("Only the two people of a round settle it.")
    kept = cell.settlement
    initial = {"fit": kept.fit, "why": kept.why} if kept else None
    form = SettleForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            settle_cell(by=request.user, one=one, cell=cell, **form.cleaned_data)
        except RoundRefused as refused:
            messages.error(request, str(refused))
            return redirect("round_detail", pk=pk)
        messages.success(request, _("%(cell)s is settled.") % {"cell": cell.name})
        after = find_next_open(get_outcome(one=one).cells, after=cell)
        return (
            _to_cell(pk, after.recommendation.code, after.workstream.code)
            if after
            else redirect("round_detail", pk=pk)
        )
    return render(request, "workstreams/round_settle.html", {"round": one, "cell": cell, "form": form})


def _to_cell(pk: int, recommendation: str, workstream: str) -> HttpResponse:
    return redirect("round_settle", pk=pk, recommendation=recommendation, workstream=workstream)


@require_POST
@requires(Ability.MAP)
def round_take(request: MemberRequest, pk: int) -> HttpResponse:
    """Write the settled round into the matrix."""
    one = _find(request, pk)
    if not _standing(one, request)[0]:
        raise PermissionDenied("Only the two people of a round take it into the matrix.")
    try:
        batch = take_into_matrix(by=request.user, one=one)
    except RoundRefused as refused:
        messages.error(request, str(refused))
    else:
        said = ngettext("%(n)s cell is in the matrix.", "%(n)s cells are in the matrix.", len(batch.changes))
        messages.success(request, said % {"n": len(batch.changes)})
    return redirect("round_detail", pk=pk)


@require_POST
@requires(Ability.MAP)
def round_abandon(request: MemberRequest, pk: int) -> HttpResponse:
    """End a round that nobody will finish."""
    try:
        abandon_round(by=request.user, one=_find(request, pk))
    except RoundRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The round is abandoned. The matrix stays as it is."))
    return redirect("round_detail", pk=pk)


def _standing(one: Round, request: MemberRequest) -> tuple[bool, bool]:
    """Return whether the reader is one of the two, and whether they said that they are done."""
    done = {one.first.pk: one.first_done_at, one.second.pk: one.second_done_at}
    return request.user.pk in done, done.get(request.user.pk) is not None


def _find(request: MemberRequest, pk: int) -> Round:
    one = get_round(town=request.town, pk=pk)
    if one is None:
        raise Http404("There is no such round.")
    return one


def _find_row(one: Round, code: str) -> Recommendation:
    row = one.recommendations.filter(code=code).first()
    if row is None:
        raise Http404("This recommendation is not part of the round.")
    return row
