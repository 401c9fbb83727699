from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairplace.town.feeds.forms.submission import (
    ApproveForm,
    LocalIndicatorForm,
    NewSubmissionForm,
    NoteForm,
    SubmissionForm,
)
from fairplace.town.feeds.models import Submission
from fairplace.town.feeds.operations.submission import (
    NameTaken,
    NotMoved,
    begin_submission,
    change_submission,
    define_indicator,
)
from fairplace.town.feeds.queries.protection import get_protection
from fairplace.town.feeds.queries.submission import (
    KIND,
    OPEN,
    has_prepared,
    list_local_indicators,
    list_organisations_of,
    list_submissions,
    may_prepare,
)
from fairplace.town.feeds.rules.protection import NotProtected, say_reason
from fairplace.town.feeds.submission_words import MARKS, say_rows
from fairplace.town.feeds.views.finding import find_submission
from fairplace.town.people.access import may, requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.places.requests import MemberRequest
from fairplace.town.places.views.clash import make_clash

State = Submission.State
A_PAGE = 50


@require_safe
@requires(Ability.SEE_DESK)
def submission_list(request: MemberRequest) -> HttpResponse:
    """List local figures: one's own, those that wait to be checked, or all that one may see."""
    keeps = may(request, Ability.KEEP_NUMBERS)
    shows = {
        "mine": _("Mine"),
        **({"waiting": _("Waiting to be checked")} if keeps else {}),
        "all": _("All"),
    }
    show = request.GET.get("show", "")
    show = show if show in shows else "all"
    found = Paginator(list_submissions(town=request.town, person=request.user, show=show), A_PAGE)
    page = found.get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [{"one": one, "mark": MARKS[State(one.state)]} for one in page],
        "shows": [(code, words, code == show) for code, words in shows.items()],
        "may_send": may(request, Ability.SEND_NUMBERS),
        "may_unlock": may(request, Ability.UNLOCK_NUMBERS),
        "is_all": show == "all",
    }
    return render(request, "feeds/submission_list.html", context)


@requires(Ability.SEND_NUMBERS)
def submission_new(request: MemberRequest) -> HttpResponse:
    """Choose a local indicator and say where its figures come from."""
    indicators = list_local_indicators(town=request.town)
    organisations = list_organisations_of(town=request.town, person=request.user)
    initial = {
        "indicator": request.GET.get("indicator", ""),
        "organisation": str(organisations[0].pk) if organisations else "",
    }
    posted = request.POST if request.method == "POST" else None
    form = NewSubmissionForm(posted, organisations=organisations, indicators=indicators, initial=initial)
    if form.is_valid():
        submission = begin_submission(
            by=request.user,
            town=request.town,
            indicator=form.indicators[form.cleaned_data["indicator"]],
            values=form.values,
        )
        return redirect("submission_detail", pk=submission.pk)
    return render(request, "feeds/submission_new.html", {"form": form, "indicators": indicators})


@requires(Ability.SEND_NUMBERS)
def local_indicator_new(request: MemberRequest) -> HttpResponse:
    """Define an indicator of the town's own."""
    form = LocalIndicatorForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            indicator = define_indicator(by=request.user, town=request.town, values=form.values)
        except NameTaken as taken:
            form.add_error("name", str(taken))
        else:
            messages.success(request, _("The indicator is defined. Now say where its figures come from."))
            return redirect(f"{reverse('submission_new')}?indicator={indicator.code}")
    return render(request, "feeds/local_indicator_new.html", {"form": form})


@requires(Ability.SEND_NUMBERS)
def submission_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change title, source, licence and organisation while the figures are being prepared."""
    submission = find_submission(request, pk)
    organisations = list_organisations_of(town=request.town, person=request.user)
    if submission.organisation and submission.organisation not in organisations:
        organisations.append(submission.organisation)
    posted = request.POST if request.method == "POST" else None
    form = SubmissionForm(posted, organisations=organisations, initial=_initial(submission))
    context: dict[str, Any] = {"form": form, "submission": submission}
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            change_submission(by=request.user, submission=submission, version=version, values=form.values)
        except ChangedMeanwhile as changed:
            now = Submission.objects.get(pk=changed.now.pk)
            told: dict[str, Any] = {"one": now, "kind": KIND, "subject": str(pk), "town": request.town.slug}
            context["clash"] = make_clash(form, now=_initial(now), **told)
        except NotMoved as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("submission_detail", pk=pk)
    return render(request, "feeds/submission_edit.html", context, status=409 if "clash" in context else 200)


def _initial(submission: Submission) -> dict[str, Any]:
    return {
        "version": submission.version,
        "title": submission.title,
        "source": submission.source,
        "licence": submission.licence,
        "organisation": str(submission.organisation.pk) if submission.organisation else "",
    }


@require_safe
@requires(Ability.SEE_DESK)
def submission_detail(request: MemberRequest, pk: int) -> HttpResponse:
    """Show every row with its faults and warnings, what will be hidden, and what can be done next."""
    return show_submission(request, find_submission(request, pk))


def show_submission(
    request: MemberRequest, submission: Submission, *, forms: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """Render the page of a submission, with a form that was refused in place of an empty one."""
    show = request.GET.get("show", "all")
    rows = list(submission.rows.order_by("position"))
    faulty = sum(bool(row.faults) for row in rows)
    odd = sum(bool(row.warnings) for row in rows)
    kept = {"faults": lambda row: row.faults, "warnings": lambda row: row.warnings}.get(show)
    page = Paginator([row for row in rows if kept is None or kept(row)], A_PAGE).get_page(
        request.GET.get("page")
    )
    hidden, stopped = _list_hidden(submission)
    context = {
        "submission": submission,
        "indicator": submission.indicator,
        "mark": MARKS[State(submission.state)],
        "came_back": submission.steps.filter(after=State.RETURNED).last()
        if submission.state == State.RETURNED
        else None,
        "steps": [
            {"step": step, "words": State(step.after).label, "mark": MARKS[State(step.after)]}
            for step in submission.steps.select_related("by")
        ],
        "number": len(rows),
        "faulty": faulty,
        "odd": odd,
        "page": page,
        "lines": say_rows(page, submission.indicator, hidden),
        "show": show,
        "hidden": [{**one, "words": say_reason(one["reason"])} for one in hidden],
        "stopped": stopped,
        **_list_deeds(request, submission, faulty=faulty, odd=odd, number=len(rows)),
        **(forms or {}),
    }
    return render(request, "feeds/submission_detail.html", context, status=status)


def _list_hidden(submission: Submission) -> tuple[list[dict[str, Any]], str]:
    """Return what is or would be hidden, and the sentence that stands in the way of publishing."""
    if submission.state in {State.APPROVED, State.PUBLISHED}:
        return submission.hidden, ""
    if submission.state != State.SUBMITTED:
        return [], ""
    try:
        found = get_protection(submission=submission)
    except NotProtected as stopped:
        return [], str(stopped)
    return [vars(one) for one in found], ""


def _list_deeds(
    request: MemberRequest, submission: Submission, *, faulty: int, odd: int, number: int
) -> dict[str, Any]:
    """Return what the reader may do now, each with its form."""
    state, version = State(submission.state), {"version": submission.version}
    prepares = may_prepare(person=request.user, submission=submission)
    keeps = may(request, Ability.KEEP_NUMBERS)
    is_own = keeps and has_prepared(person=request.user, submission=submission)
    deeds: dict[str, Any] = {"may_change": prepares and state in OPEN, "keeps": keeps, "is_own": is_own}
    if deeds["may_change"] and number and not faulty:
        label = _("Why are they right all the same?") if odd else _("A word to whoever checks them")
        deeds["send_form"] = NoteForm(initial=version, label=label, is_needed=bool(odd), auto_id="send-%s")
    if keeps and state == State.SUBMITTED and not is_own:
        deeds["approve_form"] = ApproveForm(
            initial=version, label=_("A word to whoever sent them"), auto_id="approve-%s"
        )
        deeds["return_form"] = NoteForm(
            initial=version, label=_("What is to be mended?"), is_needed=True, auto_id="return-%s"
        )
    if (prepares or keeps) and state in {*OPEN, State.SUBMITTED, State.APPROVED}:
        deeds["withdraw_form"] = NoteForm(
            initial=version, label=_("Why are they withdrawn?"), is_needed=True, auto_id="withdraw-%s"
        )
    return deeds
