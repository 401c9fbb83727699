from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fairplace.equity.sources import NotLoaded
from fairplace.town.feeds.exports import COLUMNS, list_rows
from fairplace.town.feeds.forms.load import FilesForm, SettleForm
from fairplace.town.feeds.models import Load
from fairplace.town.feeds.operations.feed import refresh_waiting
from fairplace.town.feeds.operations.load import NotBegun, begin_load, load_files, mark_dead_loads
from fairplace.town.feeds.operations.settling import (
    AlreadySettled,
    NotSettled,
    OutOfDate,
    refuse_load,
    take_load,
)
from fairplace.town.feeds.publishers import get_publisher
from fairplace.town.feeds.views.finding import find_feed, find_load
from fairplace.town.feeds.words import SHOWN, say_licence, say_lines, say_sizes
from fairplace.town.people.access import may, requires
from fairplace.town.people.exports import stream_csv
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest


@require_POST
@requires(Ability.KEEP_NUMBERS)
def feed_fetch(request: MemberRequest, pk: int) -> HttpResponse:
    """Have the worker fetch a feed now."""
    try:
        load = begin_load(by=request.user, feed=find_feed(request, pk))
    except NotBegun as refused:
        messages.error(request, str(refused))
        return redirect("feed_detail", pk=pk)
    return redirect("load_detail", pk=load.pk)


@requires(Ability.KEEP_NUMBERS)
def feed_file(request: MemberRequest, pk: int) -> HttpResponse:
    """Load a feed from the publisher's files."""
    feed = find_feed(request, pk)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FilesForm(*posted)
    if form.is_valid():
        files: dict[str, bytes] = {}
        for number, one in enumerate(form.cleaned_data["chosen"], start=1):
            # Files of one name come from several folders; none of them may be lost.
            files[f"{number}-{one.name}" if one.name in files else one.name] = one.read()
        try:
            load = load_files(by=request.user, feed=feed, files=files)
        except NotBegun as refused:
            form.add_error("chosen", str(refused))
        else:
            return redirect("load_detail", pk=load.pk)
    context = {"form": form, "feed": feed, "publisher": get_publisher(feed.publisher)}
    return render(request, "feeds/feed_file.html", context)


@require_safe
@requires(Ability.SEE_DESK)
def load_detail(request: MemberRequest, pk: int) -> HttpResponse:
    """Show how far a load is; or what taking its figures would change, and what became of them."""
    mark_dead_loads(town=request.town)
    return _show(request, find_load(request, pk))


def _show(
    request: MemberRequest, load: Load, sent: SettleForm | None = None, *, status: int = 200
) -> HttpResponse:
    told = load.comparison
    keeps = may(request, Ability.KEEP_NUMBERS)
    may_settle = keeps and load.state == Load.State.WAITING
    context: dict[str, Any] = {
        "load": load,
        "feed": load.feed,
        "publisher": get_publisher(load.feed.publisher),
        "told": told,
        "may_retry": keeps and load.state == Load.State.FAILED,
        "form": (sent or SettleForm(initial={"seen": told.get("digest", "")})) if may_settle else None,
    }
    if told:
        indicator = load.feed.indicator
        context |= {
            "sizes": say_sizes(told, indicator),
            "licence": say_licence(told),
            "shown": SHOWN,
            **{name: say_lines(told[name], indicator) for name in ("revised", "withdrawn", "new", "refined")},
        }
    return render(request, "feeds/load_detail.html", context, status=status)


@require_safe
@requires(Ability.SEE_DESK)
def load_file(request: MemberRequest, pk: int) -> HttpResponse:
    """Give what a load changes as CSV."""
    load = find_load(request, pk)
    if not load.comparison:
        raise Http404("This load brought nothing to compare.")
    answer = HttpResponse(
        "".join(stream_csv(COLUMNS, list_rows(load))), content_type="text/csv; charset=utf-8"
    )
    name = f"{request.town.slug}-{load.feed.indicator.code}-load-{load.pk}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
@requires(Ability.KEEP_NUMBERS)
def load_settle(request: MemberRequest, pk: int) -> HttpResponse:
    """Take the figures of a load, or refuse them."""
    load = find_load(request, pk)
    form = SettleForm(request.POST)
    if not form.is_valid():
        return _show(request, load, form)
    told = form.cleaned_data
    try:
        if "take" in request.POST:
            take_load(by=request.user, load=load, seen=told["seen"], because=told["because"])
            messages.success(request, _("The figures are taken."))
        else:
            refuse_load(by=request.user, load=load, because=told["because"])
            messages.success(request, _("The figures are refused. What was there before stays."))
    except AlreadySettled as late:
        messages.error(request, str(late))
    except OutOfDate as changed:
        refresh_waiting(feed=load.feed)
        return _show(
            request, find_load(request, pk), _again(request, find_load(request, pk), changed), status=409
        )
    except (NotSettled, NotLoaded) as refused:
        form.add_error("because", str(refused))
        return _show(request, load, form)
    return redirect("load_detail", pk=pk)


def _again(request: MemberRequest, load: Load, why: Exception) -> SettleForm:
    """Return the form with what was typed, for the difference as it is now."""
    posted: Any = request.POST.copy()
    posted["seen"] = load.comparison.get("digest", "")
    form = SettleForm(posted)
    form.is_valid()
    form.add_error(None, str(why))
    return form
