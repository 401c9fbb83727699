"""Figures that changed after they were frozen: listed for everybody, explained by those who keep them."""

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairplace.town.people.access import may, requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest, TownRequest
from fairplace.town.reviews.exports import write_csv
from fairplace.town.reviews.forms.frozen import ExplainForm
from fairplace.town.reviews.models import Restatement
from fairplace.town.reviews.operations.holding import ReviewRefused
from fairplace.town.reviews.operations.restatement import explain_restatements
from fairplace.town.reviews.queries.frozen import list_snapshots
from fairplace.town.reviews.queries.restatement import RestatementFilter, list_restatements
from fairplace.town.reviews.restated import COLUMNS, list_row, name_restated, tell_restated


def may_explain(request: TownRequest) -> bool:
    """Return whether whoever asks keeps numbers or reviews."""
    return may(request, Ability.KEEP_NUMBERS) or may(request, Ability.KEEP_REVIEWS)


def _ask(request: TownRequest) -> RestatementFilter:
    return RestatementFilter(**{name: request.GET.get(name, "") for name in asdict(RestatementFilter())})


@require_safe
def restatement_list(request: TownRequest) -> HttpResponse:
    """List every figure that was frozen and is published otherwise since, with why."""
    chosen, inside = _ask(request), may(request, Ability.SEE_DESK)
    context = {
        **asdict(chosen),
        "restated": [
            tell_restated(one) for one in list_restatements(town=request.town, chosen=chosen, drafts=inside)
        ],
        "snapshots": list_snapshots(town=request.town, drafts=inside),
        "causes": Restatement.Cause.choices,
        "may_explain": may_explain(request),
        "query": request.GET.urlencode(),
    }
    return render(request, "reviews/restatement_list.html", context)


@require_safe
def restatement_csv(request: TownRequest) -> HttpResponse:
    """Return the restatements as a file, filtered as the page is."""
    found = list_restatements(town=request.town, chosen=_ask(request), drafts=may(request, Ability.SEE_DESK))
    return write_csv(f"{request.town.slug}-restatements", COLUMNS, map(list_row, found))


@requires(Ability.SEE_DESK, of=may_explain)
def restatement_explain(request: MemberRequest) -> HttpResponse:
    """Say why figures changed; several that changed for one reason are explained at once."""
    unknown = RestatementFilter(cause=Restatement.Cause.NOT_YET_KNOWN)
    waiting = list_restatements(town=request.town, chosen=unknown, drafts=True)
    choices = [(one.pk, name_restated(one)) for one in waiting]
    form = ExplainForm(
        request.POST or None, choices=choices, initial={"chosen": [pk for pk, _name in choices]}
    )
    if form.is_valid():
        said = form.cleaned_data
        try:
            done = explain_restatements(
                by=request.user, town=request.town, keys=said["chosen"], cause=said["cause"],
                because=said["because"],
            )  # fmt: skip
        except ReviewRefused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(
                request, _("The reason stands beside %(count)s figures now.") % {"count": len(done)}
            )
            return redirect("restatement_list")
    return render(request, "reviews/restatement_explain.html", {"form": form, "choices": choices})
