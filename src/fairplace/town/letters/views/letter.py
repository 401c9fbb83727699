from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fairplace.town.letters.models import Letter
from fairplace.town.letters.operations import LetterRefused, confirm_arrived, drop, send_again
from fairplace.town.letters.queries.letter import count_letters, get_letter, list_letters
from fairplace.town.people.access import requires
from fairplace.town.people.requests import SignedInRequest, slug_of
from fairplace.town.people.rules import Ability

A_PAGE = 50
DEEDS = {"again": send_again, "drop": drop, "arrived": confirm_arrived}


@requires(Ability.KEEP_GROUPS)
@require_safe
def letter_list(request: SignedInRequest) -> HttpResponse:
    """List what waits, what failed, what may have been sent, and what has left."""
    state = request.GET.get("state", "")
    state = state if state in Letter.State.values else ""
    counts = count_letters(town=slug_of(request))
    found = list_letters(town=slug_of(request), state=state)
    context = {
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "state": state,
        "counts": [(value, words, counts[value]) for value, words in Letter.State.choices],
        "unsure": counts["unsure"],
        "failed": counts["failed"],
    }
    return render(request, "letters/letter_list.html", context)


@requires(Ability.KEEP_GROUPS)
@require_POST
def letter_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send a letter again, keep it from leaving, or say that it arrived."""
    letter = get_letter(town=slug_of(request), pk=pk)
    deed = DEEDS.get(request.POST.get("deed", ""))
    if letter is None or deed is None:
        raise Http404("There is no such letter, or nothing of this kind can be done with it.")
    try:
        deed(by=request.user, letter=letter)
        messages.success(request, _("Done."))
    except LetterRefused as refused:
        messages.error(request, str(refused))
    return redirect("letter_list")
