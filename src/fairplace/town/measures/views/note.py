from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fairplace.town.measures.access import notes
from fairplace.town.measures.forms.measure import StandingForm
from fairplace.town.measures.forms.note import MarkingForm, NoteForm
from fairplace.town.measures.models import ImpactMeasure, Note, Standing
from fairplace.town.measures.operations.marking import add_marking, remove_marking
from fairplace.town.measures.operations.note import add_note
from fairplace.town.measures.operations.standing import add_standing
from fairplace.town.measures.queries.note import get_marking, list_markings, list_notes, list_standings
from fairplace.town.measures.views.finding import find_measure
from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest


@requires(Ability.SEE_DESK, of=notes)
def note_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Add to what is known of a curve: the story, the partners, what works, the plan."""
    measure = find_measure(request, slug)
    asked = request.GET.get("kind", "")
    kind = asked if asked in Note.Kind.values else Note.Kind.STORY
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"kind": kind})
    if form.is_valid():
        add_note(by=request.user, measure=measure, **form.cleaned_data)
        messages.success(request, _("Your note is added. What was said before stays below it."))
        return redirect("measure_detail", slug=slug)
    context = {"form": form, "measure": measure, "notes": list_notes(measure=measure)}
    return render(request, "measures/note_add.html", context)


@requires(Ability.KEEP_NUMBERS)
def marking_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Mark something that must be seen on a curve, beside what is marked already."""
    measure = find_measure(request, slug)
    form = MarkingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        add_marking(by=request.user, measure=measure, **form.cleaned_data)
        messages.success(request, _("It is marked on the curve."))
        return redirect("measure_detail", slug=slug)
    context = {"form": form, "measure": measure, "markings": list_markings(measure=measure)}
    return render(request, "measures/marking_add.html", context)


@require_POST
@requires(Ability.KEEP_NUMBERS)
def marking_remove(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Take a mark away."""
    marking = get_marking(measure=find_measure(request, slug), pk=pk)
    if marking is None:
        raise Http404("There is no such mark.")
    remove_marking(by=request.user, marking=marking)
    messages.success(request, _("The mark is taken away."))
    return redirect("marking_add", slug=slug)


@requires(Ability.SEE_DESK, of=notes)
def standing_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Say how a measure stands that is told in words, or as done or not done."""
    measure = find_measure(request, slug)
    states = _list_states(measure)
    if not states:
        raise Http404("This measure is told by its number.")
    form = StandingForm(request.POST if request.method == "POST" else None, states=states)
    if form.is_valid():
        add_standing(by=request.user, measure=measure, **form.cleaned_data)
        messages.success(request, _("It is told. What was said before stays below it."))
        return redirect("measure_detail", slug=slug)
    context = {"form": form, "measure": measure, "standings": list_standings(measure=measure)}
    return render(request, "measures/standing_add.html", context)


def _list_states(measure: ImpactMeasure) -> list[tuple[str, str]]:
    """Return the states that fit how a measure is told."""
    told = (Standing.State.TOLD.value, str(Standing.State.TOLD.label).capitalize())
    if measure.kind in (ImpactMeasure.Kind.NARRATIVE, ImpactMeasure.Kind.IN_DEVELOPMENT):
        return [told]
    if measure.kind == ImpactMeasure.Kind.STATUS:
        states = (Standing.State.NOT_BEGUN, Standing.State.PARTLY, Standing.State.DONE)
        return [(one.value, str(one.label).capitalize()) for one in states]
    return []
