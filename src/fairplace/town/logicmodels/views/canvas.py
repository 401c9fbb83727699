import hashlib
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_http_methods

from fairplace.town.logicmodels.access import leads_model
from fairplace.town.logicmodels.canvas_words import list_keys, list_words
from fairplace.town.logicmodels.forms.change import LONG, TEXT, NotReadable, Posted, read_posted
from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.operations.change import change_model
from fairplace.town.logicmodels.operations.event import ChangedMeanwhile
from fairplace.town.logicmodels.presence import note_presence
from fairplace.town.logicmodels.queries.change import find_model_lightly, list_changes, plain
from fairplace.town.logicmodels.queries.model import find_model, get_state
from fairplace.town.logicmodels.rules import columns
from fairplace.town.logicmodels.rules.change import ChangeRefused
from fairplace.town.logicmodels.rules.state import Evidence, Kind
from fairplace.town.logicmodels.rules.tidying import tidy
from fairplace.town.logicmodels.rules.words import EVIDENCE, KINDS
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town
from fairplace.town.places.requests import MemberRequest
from fairplace.town.ui.navigation import find_address

TOO_MUCH = 400_000


@require_GET
@leads_model(find_model)
@ensure_csrf_cookie
def canvas(request: MemberRequest, slug: str) -> HttpResponse:
    """Draw the model for editing by hand; without script, lead to the outline, which does all of it."""
    model = find_model(request.town, slug)
    assert model, "The guard found it."
    context = {
        "model": model,
        "model_url": find_address("logic_model_outline", slug=slug),
        "keys": list_keys(),
        "canvas": {
            "model": plain(get_state(model)),
            "kinds": [_column(kind) for kind in Kind],
            "evidence": [[one.value, str(EVIDENCE[one])] for one in Evidence],
            "changes": reverse("logic_changes", kwargs={"slug": slug}),
            "tidier": reverse("logic_tidier", kwargs={"slug": slug}),
            "store": f"fairplace:{request.town.slug}:{model.pk}:{request.user.pk}",
            "step": find_address("logic_step_edit", slug=slug, key="0key0"),
            "longest": [TEXT, LONG],
            "words": list_words(),
        },
    }
    return render(request, "logicmodels/canvas.html", context)


def _column(kind: Kind) -> dict[str, str]:
    return {
        "kind": kind.value,
        "name": str(columns.COLUMNS[kind]),
        "span": str(columns.SPANS[kind]),
        "one": str(KINDS[kind].singular),
        "help": str(KINDS[kind].help),
    }


@require_http_methods(["GET", "POST"])
@leads_model(find_model_lightly)
def changes(request: MemberRequest, slug: str) -> HttpResponse:
    """Say what changed since an event and who is here, or take changes in."""
    model = find_model_lightly(request.town, slug)
    assert model, "The guard found it."
    if request.method == "POST":
        return _take(request, model)
    since = request.GET.get("since", "0")
    if not since.isdecimal() or len(since) > 9:
        raise Http404("Events are numbered.")
    said = list_changes(model, since=int(since), reader=request.user)
    said["here"] = note_presence(model, request.user)
    tag = hashlib.sha256(repr((said["seq"], said["here"])).encode()).hexdigest()[:20]
    # What is packed on the way is marked as weak.
    if request.headers.get("If-None-Match", "").removeprefix("W/") == f'"{tag}"':
        return HttpResponseNotModified()
    return JsonResponse(said, headers={"ETag": f'"{tag}"', "Cache-Control": "private, no-cache"})


@require_GET
@leads_model(find_model)
def tidier(request: MemberRequest, slug: str) -> JsonResponse:
    """Offer an order of steps with fewer crossings; nothing moves unless the author takes it."""
    model = find_model(request.town, slug)
    assert model, "The guard found it."
    return JsonResponse({"orders": tidy(get_state(model))})


def _take(request: MemberRequest, model: LogicModel) -> JsonResponse:
    """Take changes in; say what is there now when somebody else was faster (409), or what is wrong (400)."""
    try:
        posted = _read(request)
        change_model(
            by=request.user,
            model=model,
            changes=posted.list_changes(),
            seen=posted.seen,
            undoes=posted.undoes,
        )
    except (NotReadable, ChangeRefused) as refused:
        return JsonResponse({"refused": str(refused)}, status=400)
    except ChangedMeanwhile:
        return JsonResponse(_since(request.town, model, posted.since, request.user), status=409)
    return JsonResponse(_since(request.town, model, posted.since, request.user))


def _read(request: MemberRequest) -> Posted:
    if len(request.body) > TOO_MUCH:
        raise NotReadable(list_words()["too_much"])
    return read_posted(request.body)


def _since(town: Town, model: LogicModel, since: int, reader: Person) -> dict[str, Any]:
    now = find_model_lightly(town, model.slug)
    assert now, "Models are never removed."
    return list_changes(now, since=since, reader=reader)
