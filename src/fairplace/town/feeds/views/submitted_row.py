from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairplace.equity.sources.grids import some
from fairplace.equity.sources.template_writing import write_template
from fairplace.town.feeds.forms.submission import FiguresFileForm
from fairplace.town.feeds.forms.submitted_row import LABELS, RowForm, read_posted
from fairplace.town.feeds.models import Submission
from fairplace.town.feeds.operations.submission import NotMoved
from fairplace.town.feeds.operations.submitted_row import bring_rows, save_rows
from fairplace.town.feeds.queries.submission import (
    KIND,
    OPEN,
    kind_of,
    list_begun_rows,
    list_places,
    may_prepare,
)
from fairplace.town.feeds.submission_exports import WRITERS, list_rows
from fairplace.town.feeds.views.finding import find_submission
from fairplace.town.people.access import requires
from fairplace.town.people.models import AuditEvent
from fairplace.town.people.rules import Ability
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.places.requests import MemberRequest
from fairplace.town.places.views.clash import Clash, Difference

A_PAGE, MORE = 20, 3


@requires(Ability.SEND_NUMBERS)
def submission_rows(request: MemberRequest, pk: int) -> HttpResponse:
    """Type rows, or mend them in place, some on a page; those with faults alone where that is asked."""
    submission = find_submission(request, pk)
    if submission.state not in OPEN or not may_prepare(person=request.user, submission=submission):
        messages.error(request, _("These rows cannot be changed now, or not by you."))
        return redirect("submission_detail", pk=pk)
    if request.method != "POST":
        return _show_rows(request, submission)
    typed = read_posted(request.POST)
    drop = {int(one) for one in request.POST.getlist("drop") if one.isdecimal()}
    version = request.POST.get("version", "")
    try:
        save_rows(
            by=request.user,
            submission=submission,
            version=int(version) if version.isdecimal() else 0,
            typed=typed,
            drop=drop,
        )
    except ChangedMeanwhile:
        submission.refresh_from_db()
        return _show_rows(request, submission, typed=typed, clash=_clash(submission, typed), status=409)
    except NotMoved as refused:
        return _show_rows(request, submission, typed=typed, refused=str(refused))
    return _go_on(request, submission)


def _go_on(request: MemberRequest, submission: Submission) -> HttpResponse:
    faulty = submission.rows.exclude(faults=[]).count()
    if faulty:
        messages.error(request, _("Saved. Rows with faults: %(n)d. Each says what to do.") % {"n": faulty})
        return redirect(f"{reverse('submission_rows', args=[submission.pk])}?show=faults")
    messages.success(request, _("Saved. No row has a fault."))
    if "more" in request.POST:
        return redirect(f"{reverse('submission_rows', args=[submission.pk])}?page=last")
    return redirect("submission_detail", pk=submission.pk)


def _show_rows(
    request: MemberRequest,
    submission: Submission,
    *,
    typed: dict[int, dict[str, str]] | None = None,
    clash: Clash | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    rows = list(submission.rows.order_by("position"))
    is_faults = request.GET.get("show") == "faults"
    if typed is None:
        pages = Paginator([row for row in rows if row.faults or not is_faults], A_PAGE)
        asked = request.GET.get("page", "1")
        page = pages.get_page(pages.num_pages if asked == "last" else asked)
        forms = [RowForm(row.position, row.typed, faults=row.faults) for row in page]
        if not is_faults and not page.has_next():
            last = rows[-1].position if rows else 0
            forms += [RowForm(last + n, {}) for n in range(1, MORE + 1)]
    else:
        page = None
        faults = {row.position: row.faults for row in rows if row.typed == typed.get(row.position)}
        forms = [RowForm(n, cells, faults=faults.get(n, ())) for n, cells in sorted(typed.items())]
    context = {
        "submission": submission,
        "forms": forms,
        "page": page,
        "places": list_places(town=request.town),
        "errors": _list_errors(forms, refused),
        "clash": clash,
        "dropped": {int(one) for one in request.POST.getlist("drop") if one.isdecimal()},
        "is_faults": is_faults,
    }
    return render(request, "feeds/submission_rows.html", context, status=status)


def _list_errors(forms: list[RowForm], refused: str) -> list[dict[str, str]]:
    found = [{"text": refused}] if refused else []
    for form in forms:
        for name, sentences in form.errors.items():
            field = form.fields.get(name)
            for said in sentences:
                text = f"{_('Row')} {form.position}, {field.label if field else ''}: {said}"
                found.append({"text": text, "href": f"#{form[name].auto_id}" if field else "#rows"})
    return found


def _clash(submission: Submission, typed: dict[int, dict[str, str]]) -> Clash:
    """Return the cells that were typed otherwise meanwhile."""
    there = {row.position: row.typed for row in submission.rows.all()}
    differences = [
        Difference(
            f"{_('Row')} {position}: {LABELS[name]}",
            there.get(position, {}).get(name, ""),
            cells[name].strip(),
        )
        for position, cells in sorted(typed.items())
        for name in cells
        if there.get(position, {}).get(name, "") != cells[name].strip()
    ]
    last = AuditEvent.objects.filter(town=submission.town.slug, kind=KIND, subject=str(submission.pk))
    return Clash(tuple(differences), last.select_related("by").first())


@requires(Ability.SEND_NUMBERS)
def submission_file(request: MemberRequest, pk: int) -> HttpResponse:
    """Bring a file of figures in the template."""
    submission = find_submission(request, pk)
    if request.method == "POST":
        form = FiguresFileForm(request.POST, request.FILES)
    else:
        form = FiguresFileForm(initial={"version": submission.version})
    status = 200
    if form.is_valid():
        file = form.cleaned_data["file"]
        told: dict[str, Any] = {"name": file.name, "content": file.read()}
        version = form.cleaned_data["version"] or 0
        try:
            number, unknown = bring_rows(by=request.user, submission=submission, version=version, **told)
        except ChangedMeanwhile as changed:
            status = 409
            form.add_error(None, _("The rows were changed meanwhile. Choose the file again to replace them."))
            form.data = {**form.data.dict(), "version": str(changed.now.version)}  # pyright: ignore[reportAttributeAccessIssue]  # posted
        except NotMoved as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, _("Rows of the file: %(n)d. Look at them here.") % {"n": number})
            if unknown:
                said = _(
                    "Columns that are none of the template’s were left out: %(names)s. If one of them is "
                    "needed, give it the template’s heading, and bring the file again."
                )
                messages.warning(request, said % {"names": some(unknown)})
            return redirect("submission_detail", pk=pk)
    context = {"form": form, "submission": submission}
    return render(request, "feeds/submission_file.html", context, status=status)


@require_safe
@requires(Ability.SEE_DESK)
def submission_template(request: MemberRequest, pk: int) -> HttpResponse:
    """Return the template for this indicator, begun with the places and the period that come next."""
    submission = find_submission(request, pk)
    body = write_template(kind_of(submission.indicator), list_begun_rows(submission=submission))
    return _answer(body, WRITERS["xlsx"][1], f"{submission.indicator.code}.xlsx")


@require_safe
@requires(Ability.SEE_DESK)
def submission_export(request: MemberRequest, pk: int, kind: str) -> HttpResponse:
    """Return the rows as a file that says what they are and how small numbers are hidden."""
    if kind not in WRITERS:
        raise Http404("Rows come as csv or xlsx.")
    submission = find_submission(request, pk)
    write, mime = WRITERS[kind]
    body = write(list_rows(submission, request.GET.get("show", "all")))
    return _answer(body, mime, f"{submission.indicator.code}-{submission.pk}.{kind}")


def _answer(body: bytes, mime: str, name: str) -> HttpResponse:
    return HttpResponse(
        body, content_type=mime, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
