from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairplace.town.logicmodels.access import list_groups_to_lead
from fairplace.town.logicmodels.exports import write_links, write_steps
from fairplace.town.logicmodels.forms.bring import FileForm, TakeInForm
from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.operations.bring import bring_model
from fairplace.town.logicmodels.queries.file import list_models_elsewhere, list_unresolved, write_model
from fairplace.town.logicmodels.queries.model import get_state
from fairplace.town.logicmodels.queries.version import last_approved
from fairplace.town.logicmodels.rules.checks import check_model
from fairplace.town.logicmodels.rules.file import FileRefused, read_file
from fairplace.town.logicmodels.views.finding import find_readable_or_404
from fairplace.town.people.access import may, requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest, TownRequest, posted

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@requires(Ability.LEAD_GROUPS)
def model_in(request: MemberRequest) -> HttpResponse:
    """Bring a model from a file or from another town: choose it, look at it, take it in."""
    if not list_groups_to_lead(request):
        raise PermissionDenied("You lead no group.")
    if request.method == "POST" and "text" in request.POST:
        return _take_in(request, request.POST["text"], is_sent=True)
    form = FileForm(posted(request), request.FILES or None, elsewhere=list_models_elsewhere(request.town))
    if form.is_valid():
        return _take_in(request, form.text, is_sent=False)
    return render(request, "logicmodels/model_in.html", {"form": form})


def _take_in(request: MemberRequest, text: str, *, is_sent: bool) -> HttpResponse:
    try:
        brought = read_file(text)
    except FileRefused as refused:
        messages.error(request, str(refused))
        return redirect("logic_model_in")
    form = TakeInForm(
        request.POST if is_sent else None,
        text=text,
        brought=brought,
        groups=list_groups_to_lead(request),
        unresolved=list_unresolved(request.town, brought.state),
    )
    if form.is_valid():
        model = bring_model(by=request.user, town=request.town, brought=brought, **form.values)
        messages.success(request, _("The model is here."))
        return redirect("logic_model_outline", slug=model.slug)
    context = {"form": form, "brought": brought, "findings": check_model(brought.state)}
    return render(request, "logicmodels/model_take_in.html", context)


def _seq(request: TownRequest, model: LogicModel) -> int | None:
    """Return the event up to which whoever asks may read; None for all. The public reads what is approved."""
    if may(request, Ability.SEE_DESK) or model.is_illustrative or model.is_template:
        return None
    version = last_approved(model)
    assert version, "The public reads a model that was approved."
    return version.seq


@require_safe
def model_json(request: TownRequest, slug: str) -> HttpResponse:
    """Hand out a whole model with its history. Names of people are for those inside."""
    model = find_readable_or_404(request, slug)
    is_inside = may(request, Ability.SEE_DESK)
    return _answer(write_model(model, names=is_inside, seq=_seq(request, model)).encode(), slug, "json")


@require_safe
def steps_file(request: TownRequest, slug: str, kind: str) -> HttpResponse:
    """Hand out the steps of a model as a file that reads back in."""
    model = find_readable_or_404(request, slug)
    _check(kind)
    state = get_state(model, seq=_seq(request, model))
    return _answer(write_steps(model, state, kind), f"{slug}-steps", kind)


@require_safe
def links_file(request: TownRequest, slug: str, kind: str) -> HttpResponse:
    """Hand out the links of a model as a file that reads back in."""
    model = find_readable_or_404(request, slug)
    _check(kind)
    state = get_state(model, seq=_seq(request, model))
    return _answer(write_links(model, state, kind), f"{slug}-links", kind)


def _check(kind: str) -> None:
    if kind not in ("csv", "xlsx"):
        raise Http404("There is no such file.")


def _answer(content: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return HttpResponse(content, content_type=TYPES[kind], headers=headers)
