from allauth.core.ratelimit import consume, respond_429
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest, TownRequest
from fairplace.town.workstreams.forms.contribution import ModerationForm, TellUsForm
from fairplace.town.workstreams.models import Contribution
from fairplace.town.workstreams.operations.contribution import (
    ContributionRefused,
    link_contribution,
    set_aside_contribution,
    tell_contribution,
)
from fairplace.town.workstreams.queries.contribution import (
    count_waiting,
    get_contribution,
    list_contributions,
)

A_PAGE = 30


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tell_us(request: TownRequest) -> HttpResponse:
    """Let anybody tell of something that helped. No account is needed."""
    form = TellUsForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_trapped:
        # A program filled in what people cannot see. It is told nothing that would help it do better.
        return redirect("tell_us_thanks")
    if not form.is_valid():
        return render(request, "workstreams/tell_us.html", {"form": form})
    if not consume(request, action="tell_us"):
        return respond_429(request)
    tell_contribution(town=request.town, **form.values)
    return redirect("tell_us_thanks")


@require_safe
def tell_us_thanks(request: TownRequest) -> HttpResponse:
    """Say thank you, and what happens next."""
    return render(request, "workstreams/tell_us_thanks.html")


@requires(Ability.MODERATE)
@require_safe
def contribution_list(request: MemberRequest) -> HttpResponse:
    """List what people told of, first what waits to be read."""
    states = dict(Contribution.State.choices)
    state = request.GET.get("state", "waiting")
    state = state if state in states else ""
    found = list_contributions(town=request.town, state=state)
    context = {
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "state": state,
        "states": Contribution.State.choices,
        "waiting": count_waiting(town=request.town),
    }
    return render(request, "workstreams/contribution_list.html", context)


@requires(Ability.MODERATE)
def contribution_read(request: MemberRequest, pk: int) -> HttpResponse:
    """Read one, and link it or set it aside. "Find" narrows the list and keeps what is ticked."""
    one = get_contribution(town=request.town, pk=pk)
    if one is None:
        raise Http404("There is no such contribution.")
    words = request.POST.get("words", "").strip()
    form = _form(request, one, words)
    if form.is_bound and form.is_valid():
        try:
            if request.POST.get("seen", "") != _seen(one):
                raise ContributionRefused.meanwhile()
            _decide(request, one, form)
        except ContributionRefused as refused:
            messages.error(request, str(refused))
            return redirect("contribution_read", pk=pk)
        messages.success(request, _("Thank you. It is read."))
        return redirect("contribution_list")
    context = {"one": one, "form": form, "words": words, "seen": _seen(one)}
    return render(request, "workstreams/contribution_read.html", context)


def _seen(one: Contribution) -> str:
    """Return when it was last decided on, for the form to bring back: somebody may decide meanwhile."""
    return one.read_at.isoformat() if one.read_at else ""


def _form(request: MemberRequest, one: Contribution, words: str) -> ModerationForm:
    ticked = request.POST.getlist("recommendations")
    if request.method == "POST" and "find" not in request.POST:
        return ModerationForm(request.POST, town=request.town, words=words, ticked=ticked)
    if request.method == "POST":
        told = {name: request.POST.get(name, "") for name in ("decision", "answer")}
        initial = {**told, "recommendations": ticked}
        return ModerationForm(town=request.town, words=words, ticked=ticked, initial=initial)
    decision = {"linked": "link", "set aside": "set aside"}.get(one.state, "")
    kept = [row.code for row in one.recommendations.all()]
    initial = {"decision": decision, "answer": one.answer, "recommendations": kept}
    return ModerationForm(town=request.town, initial=initial)


def _decide(request: MemberRequest, one: Contribution, form: ModerationForm) -> None:
    answer = form.cleaned_data["answer"].strip()
    if form.cleaned_data["decision"] == "link":
        link_contribution(by=request.user, contribution=one, recommendations=form.chosen, answer=answer)
    else:
        set_aside_contribution(by=request.user, contribution=one, answer=answer)
