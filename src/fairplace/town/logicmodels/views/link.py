from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fairplace.town.logicmodels.forms.link import LinkForm, get_initial
from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.operations.event import ChangedMeanwhile, add_events
from fairplace.town.logicmodels.queries.claim import list_claims
from fairplace.town.logicmodels.queries.model import get_state
from fairplace.town.logicmodels.rules.keys import new_key
from fairplace.town.logicmodels.rules.state import Link, State
from fairplace.town.logicmodels.views.clash import make_clash
from fairplace.town.logicmodels.views.finding import find_link_or_404, find_or_404, leads
from fairplace.town.places.requests import MemberRequest, posted


@leads
def link_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Add a link; the address may name where it begins."""
    model = find_or_404(request, slug)
    state = get_state(model)
    initial = {"start": request.GET.get("start", ""), "evidence": "unsaid", "version": 0}
    form = LinkForm(posted(request), state=state, key="", initial=initial)
    if form.is_valid():
        values = form.values
        ends = {end: state.steps[end].version for end in (values["start"], values["end"])}
        try:
            add_events(
                by=request.user,
                model=model,
                changes=[("put link", {"key": new_key("l"), **values})],
                seen=ends,
            )
        except ChangedMeanwhile:
            form.add_error(
                None, _("Somebody changed one of the two steps this moment. Look, and save again.")
            )
        else:
            messages.success(request, _("The link is there."))
            return redirect(_at(model, values["start"]))
    return render(request, "logicmodels/link_edit.html", {"form": form, "model": model, "link": None})


@leads
def link_edit(request: MemberRequest, slug: str, key: str) -> HttpResponse:
    """Change a link."""
    model = find_or_404(request, slug)
    state = get_state(model)
    link = state.links.get(key)
    if link is None and request.method != "POST":
        find_link_or_404(state, key)
    initial = get_initial(link) if link else {}
    form = LinkForm(posted(request), state=state, key=key, initial=initial)
    clash, status = None, 200
    if form.is_valid():
        try:
            _save(request, model, key, form)
        except ChangedMeanwhile as changed:
            clash, status = _make_clash(form, model, changed.now, key), 409
        else:
            messages.success(request, _("The link is saved."))
            return redirect(_at(model, form.values["start"]))
    claims = [one for one in list_claims(model, state) if one.claim.link == key]
    context = {"form": form, "model": model, "link": link, "clash": clash, "claims": claims}
    return render(request, "logicmodels/link_edit.html", context, status=status)


def _save(request: MemberRequest, model: LogicModel, key: str, form: LinkForm) -> None:
    old = get_state(model).links.get(key)
    said = {name: value for name, value in form.values.items() if not old or getattr(old, name) != value}
    changes = [("put link", {"key": key, **said})] if said else []
    add_events(by=request.user, model=model, changes=changes, seen={key: form.cleaned_data["version"]})


def _make_clash(form: LinkForm, model: LogicModel, now: State, key: str):
    there: Link | None = now.links.get(key)
    version = {"version": there.version if there else 0}
    return make_clash(form, model=model, now=get_initial(there) if there else None, versions=version)


@require_POST
@leads
def link_remove(request: MemberRequest, slug: str, key: str) -> HttpResponse:
    """Take a link away. One press brings it back."""
    model = find_or_404(request, slug)
    link = find_link_or_404(get_state(model), key)
    said = request.POST.get("version", "")
    version = int(said) if said.isdecimal() and len(said) < 9 else 0
    try:
        add_events(by=request.user, model=model, changes=[("remove link", {"key": key})], seen={key: version})
    except ChangedMeanwhile:
        messages.error(
            request, _("Somebody changed the link meanwhile. Look at it again before you take it away.")
        )
    else:
        messages.success(request, _("The link is taken away. You can undo that."))
    return redirect(_at(model, link.start))


def _at(model: LogicModel, key: str) -> str:
    return reverse("logic_model_outline", kwargs={"slug": model.slug}) + f"#step-{key}"
