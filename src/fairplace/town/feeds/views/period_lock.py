from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairplace.town.feeds.forms.submission import NoteForm
from fairplace.town.feeds.operations.period_lock import unlock_period
from fairplace.town.feeds.operations.submission import NotMoved
from fairplace.town.feeds.queries.submission import list_locks
from fairplace.town.people.access import may, requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest


@require_safe
@requires(Ability.SEE_DESK)
def period_lock_list(request: MemberRequest) -> HttpResponse:
    """List which periods of local figures are locked, and which were unlocked and why."""
    context = {
        "locks": list_locks(town=request.town),
        "may_unlock": may(request, Ability.UNLOCK_NUMBERS),
    }
    return render(request, "feeds/period_lock_list.html", context)


@requires(Ability.UNLOCK_NUMBERS)
def period_unlock(request: MemberRequest, pk: int) -> HttpResponse:
    """Unlock an approved period, with a reason."""
    lock = next((one for one in list_locks(town=request.town) if one.pk == pk), None)
    if lock is None:
        raise Http404("There is no such lock.")
    form = NoteForm(
        request.POST if request.method == "POST" else None,
        label=_("Why is it unlocked?"),
        is_needed=True,
        hint=_("The reason stays beside the lock."),
    )
    if form.is_valid():
        try:
            unlock_period(by=request.user, lock=lock, because=form.cleaned_data["note"])
        except NotMoved as refused:
            form.add_error("note", str(refused))
        else:
            messages.success(request, _("Unlocked. A correction can be sent in now."))
            return redirect("period_lock_list")
    return render(request, "feeds/period_unlock.html", {"lock": lock, "form": form})
