from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.forms.geography import (
    BoundaryForm,
    GeographyFileForm,
    PostcodeForm,
    SuccessionForm,
)
from fairplace.town.places.operations.boundary import load_boundaries, remove_boundaries
from fairplace.town.places.operations.brought import GeographyRefused
from fairplace.town.places.operations.postcode import load_postcodes
from fairplace.town.places.operations.succession import load_succession
from fairplace.town.places.queries.geography import (
    LoadedSet,
    count_postcodes,
    get_boundary_set,
    get_geography,
    list_boundary_sets,
)
from fairplace.town.places.requests import MemberRequest
from fairplace.town.places.rules.layer import AUTHORITY, KINDS, Geography
from fairplace.town.places.rules.postcode import DirectoryRefused
from fairplace.town.ui.tables import Table


@require_safe
@requires(Ability.KEEP_NUMBERS)
def geography(request: MemberRequest) -> HttpResponse:
    """Show what is known of the town's areas: layers, how neighbourhoods go on, outlines, postcodes."""
    found = get_geography(town=request.town)
    context = {
        "layers": _layer_table(found),
        "sets": [_describe(one) for one in list_boundary_sets(town=request.town, geography=found)],
        "steps": found.steps,
        "changed": [step for step in found.steps if step.change != "U"],
        "unknown": [step for step in found.steps if step.weight is None],
        "postcodes": count_postcodes(town=request.town),
    }
    return render(request, "places/geography.html", context)


def _describe(one: LoadedSet) -> dict[str, Any]:
    retrieved = one.set.retrieved_on
    age = (timezone.localdate() - retrieved).days if retrieved else None
    return {
        "set": one.set,
        "kind": KINDS.get(one.set.kind, one.set.kind),
        # The layer of the whole town has the vintage of what it consists of; its outline has its own.
        "vintage": one.set.name if one.set.kind == AUTHORITY else one.set.vintage,
        "drawn": one.drawn,
        "of": one.of,
        "age": age,
    }


def _layer_table(found: Geography) -> Table:
    kinds = [(kind, name, layer) for kind, name in KINDS.items() for layer in found.list_layers(kind)]
    rows = tuple(
        (f"{name}", layer.vintage, len(layer.names), layer.base)
        for kind, name, layer in kinds
        if kind != "authority"
    )
    columns = (_("Areas"), _("Vintage"), _("How many"), _("Made of neighbourhoods of"))
    return Table(_("Layers of areas"), columns, rows)


def _bring(
    request: MemberRequest, form: GeographyFileForm, take_in: Callable[[bytes], str], page: dict[str, str]
) -> HttpResponse:
    """Answer a form with a file: take the file in, or show the form again with the reason why not."""
    if form.is_valid():
        try:
            messages.success(request, take_in(form.cleaned_data["file"].read()))
        except (GeographyRefused, DirectoryRefused) as problem:
            form.add_error("file", str(problem))
        else:
            return redirect("geography")
    return render(request, "places/geography_file.html", {"form": form, **page})


def _sent(request: MemberRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


@requires(Ability.KEEP_NUMBERS)
def boundary_add(request: MemberRequest) -> HttpResponse:
    """Load outlines of areas from a GeoJSON file."""
    form = BoundaryForm(*_sent(request))

    def take_in(content: bytes) -> str:
        made, number = load_boundaries(
            by=request.user, town=request.town, content=content, told=form.cleaned_data
        )
        if made.kind == AUTHORITY:
            return _("The outline of the whole town is loaded.")
        said = _("%(count)s outlines of %(vintage)s are loaded. Maps show them now.")
        return said % {"count": number, "vintage": made.vintage}

    return _bring(request, form, take_in, {"title": _("Load boundaries")})


@require_POST
@requires(Ability.KEEP_NUMBERS)
def boundary_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Take the outlines of a set away; maps show equal tiles again."""
    found = get_boundary_set(town=request.town, geography=get_geography(town=request.town), pk=pk)
    if found is None:
        raise Http404("There is no such set of boundaries here.")
    number = remove_boundaries(by=request.user, town=request.town, made=found.set)
    messages.success(request, _("%(count)s outlines are removed.") % {"count": number})
    return redirect("geography")


@requires(Ability.KEEP_NUMBERS)
def succession_add(request: MemberRequest) -> HttpResponse:
    """Load how neighbourhoods of one census go on in those of the next."""

    def take_in(content: bytes) -> str:
        number = load_succession(by=request.user, town=request.town, content=content)
        return _("%(count)s rows of the lookup are loaded.") % {"count": number}

    form = SuccessionForm(*_sent(request))
    return _bring(request, form, take_in, {"title": _("Load a lookup between two censuses")})


@requires(Ability.KEEP_NUMBERS)
def postcode_add(request: MemberRequest) -> HttpResponse:
    """Load a directory of postcodes."""

    def take_in(content: bytes) -> str:
        mine, others = load_postcodes(by=request.user, town=request.town, content=content)
        said = _("Postcodes loaded: %(mine)s of this town. Left out: %(others)s of other places.")
        return said % {"mine": f"{mine:,}", "others": f"{others:,}"}

    form = PostcodeForm(*_sent(request))
    return _bring(request, form, take_in, {"title": _("Load a directory of postcodes")})
