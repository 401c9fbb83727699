from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fairplace.town.people.access import may, requires
from fairplace.town.people.requests import SignedInRequest
from fairplace.town.people.rules import Ability
from fairplace.town.sheets import operations
from fairplace.town.sheets.forms import FileForm
from fairplace.town.sheets.models import Upload
from fairplace.town.sheets.queries import get_preview, get_upload, list_uploads
from fairplace.town.sheets.rules import SHEETS, Preview, Refused, Sheet
from fairplace.town.sheets.writing import write_csv, write_xlsx

# A form holds so many fields at most, and nobody mends more at one sitting.
FAULTS_A_PAGE = CHANGES_A_PAGE = 100
WRITERS = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@requires(Ability.SEE_DESK)
def sheet_upload(request: SignedInRequest, code: str) -> HttpResponse:
    """Take a file for a preview; list what was brought before."""
    sheet = _find_sheet(request, code)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FileForm(*posted)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = operations.bring(
                by=request.user, town=request.town, sheet=sheet, name=file.name, content=file.read()
            )
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("sheet_preview", code=code, pk=upload.pk)
    uploads = list_uploads(town=_slug(request), sheet=code)
    return render(request, "sheets/upload.html", {"sheet": sheet, "form": form, "uploads": uploads})


@requires(Ability.SEE_DESK)
def sheet_preview(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Show what taking the file in would do; let faulty cells be mended here; take it in."""
    sheet, upload = _find_sheet(request, code), _find_upload(request, code, pk)
    if request.method == "POST" and upload.taken_in_at is None:
        operations.mend(upload=upload, cells=_posted_cells(request), left_out=_posted_left_out(request))
        if "take_in" in request.POST:
            try:
                count = operations.take_in(by=request.user, town=request.town, upload=upload)
            except Refused as refused:
                messages.error(request, str(refused))
            else:
                said = ngettext("%(count)s row is taken in.", "%(count)s rows are taken in.", count)
                messages.success(request, said % {"count": count})
        return redirect("sheet_preview", code=code, pk=pk)
    found = get_preview(upload=upload, town=request.town)
    faults = _faults(sheet, upload, found)
    context = {
        "sheet": sheet,
        "upload": upload,
        "preview": found,
        "faults": faults[:FAULTS_A_PAGE],
        "faulty": len(faults),
        "changes": _changes(sheet, found)[:CHANGES_A_PAGE],
    }
    return render(request, "sheets/preview.html", context)


@require_POST
@requires(Ability.SEE_DESK)
def sheet_undo(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Bring back what a file changed."""
    _find_sheet(request, code)
    try:
        operations.undo(by=request.user, town=request.town, upload=_find_upload(request, code, pk))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Everything is as it was before the file."))
    return redirect("sheet_preview", code=code, pk=pk)


@requires(Ability.SEE_DESK)
def sheet_file(request: SignedInRequest, code: str, kind: str) -> HttpResponse:
    """Return everything that is there as a file, which reads back to the same."""
    sheet = _find_sheet(request, code)
    return _file(sheet, kind, list(sheet.current(request.town).values()), code)


@requires(Ability.SEE_DESK)
def sheet_template(request: SignedInRequest, code: str, kind: str) -> HttpResponse:
    """Return an empty file with headings, and what to write under them."""
    return _file(_find_sheet(request, code), kind, [], f"{code}-template")


def _file(sheet: Sheet, kind: str, rows: list, name: str) -> HttpResponse:
    if kind not in WRITERS:
        raise Http404
    write, mime = WRITERS[kind]
    response = HttpResponse(write(sheet, rows), content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _find_sheet(request: SignedInRequest, code: str) -> Sheet:
    if code not in SHEETS:
        raise Http404
    if not may(request, SHEETS[code].ability):
        raise PermissionDenied(SHEETS[code].ability.value)
    return SHEETS[code]


def _find_upload(request: SignedInRequest, code: str, pk: int) -> Upload:
    upload = get_upload(town=_slug(request), pk=pk)
    if upload is None or upload.sheet != code:
        raise Http404
    return upload


def _slug(request: SignedInRequest) -> str:
    assert request.town, "A sheet belongs to a town; the middleware lets nobody here without one."
    return request.town.slug


def _posted_cells(request: SignedInRequest) -> dict[tuple[int, str], str]:
    """Return what was typed into faulty cells; their names are cell-<row>-<column>."""
    found = {}
    for name, text in request.POST.items():
        head, _dash, rest = name.partition("-")
        number, _dash, column = rest.partition("-")
        if head == "cell" and number.isdecimal():
            found[int(number), column] = text
    return found


def _posted_left_out(request: SignedInRequest) -> set[int]:
    return {int(number) for number in request.POST.getlist("leave_out") if number.isdecimal()}


@dataclass(frozen=True)
class FaultyCell:
    """One cell to mend, with every sentence about it."""

    name: str
    heading: Any
    text: str
    sentences: list[str]
    choices: tuple


@dataclass(frozen=True)
class FaultyRow:
    """A row with cells to mend; `key` is its code, as far as it has one."""

    number: int
    key: str
    cells: list[FaultyCell]


def _faults(sheet: Sheet, upload: Upload, found: Preview) -> list[FaultyRow]:
    rows = dict(upload.rows)
    by_cell: dict[int, dict[str, list[str]]] = {}
    for problem in found.problems:
        by_cell.setdefault(problem.number, {}).setdefault(problem.column, []).append(problem.sentence)
    return [
        FaultyRow(
            number,
            sheet.key_of(rows[number]),
            [
                FaultyCell(
                    f"cell-{number}-{name}",
                    sheet.column(name).heading,
                    rows[number].get(name, ""),
                    sentences,
                    sheet.column(name).choices,
                )
                for name, sentences in cells.items()
            ],
        )
        for number, cells in sorted(by_cell.items())
    ]


def _changes(sheet: Sheet, found: Preview) -> list[tuple[str, list[tuple]]]:
    return [
        (key, [(sheet.column(name).heading, before, after) for name, before, after in differences])
        for key, differences in found.changed.items()
    ]
