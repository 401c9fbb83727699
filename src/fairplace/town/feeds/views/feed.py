from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fairplace.equity.sources import NotLoaded
from fairplace.equity.sources.port import Publisher
from fairplace.town.feeds.forms.feed import (
    FeedForm,
    NewFeedForm,
    PauseForm,
    RowsForm,
    get_initial,
    get_initial_rows,
)
from fairplace.town.feeds.models import Feed
from fairplace.town.feeds.operations.feed import FeedExists, add_feed, change_feed, choose_rows, name_feed
from fairplace.town.feeds.operations.load import mark_dead_loads
from fairplace.town.feeds.publishers import get_publisher, is_online, list_publishers
from fairplace.town.feeds.queries.feed import get_line, list_dimensions, list_feeds, list_indicators
from fairplace.town.feeds.queries.load import get_found, get_suggested, list_loads
from fairplace.town.feeds.rules.taking import Taken
from fairplace.town.feeds.views.finding import find_feed
from fairplace.town.feeds.words import say_feed
from fairplace.town.people.access import may, requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.places.requests import MemberRequest
from fairplace.town.places.views.clash import make_clash


@require_safe
@requires(Ability.SEE_DESK)
def feed_list(request: MemberRequest) -> HttpResponse:
    """List who is asked for which figures, and how fresh they are."""
    mark_dead_loads(town=request.town)
    today = timezone.localdate()
    titles = {one.code: one.title for one in list_publishers()}
    found = list_feeds(town=request.town)
    context = {
        "lines": [say_feed(one, title=titles.get(one.feed.publisher, ""), today=today) for one in found],
        "is_online": is_online(),
        "may_keep": may(request, Ability.KEEP_NUMBERS),
    }
    return render(request, "feeds/feed_list.html", context)


@require_safe
@requires(Ability.SEE_DESK)
def feed_detail(request: MemberRequest, pk: int) -> HttpResponse:
    """Show what a publisher is asked, which rows are ours, and what came of each load."""
    mark_dead_loads(town=request.town)
    feed = find_feed(request, pk)
    publisher = _find_publisher(feed.publisher)
    context = {
        **say_feed(get_line(feed=feed), title=publisher.title, today=timezone.localdate()),
        "publisher": publisher,
        "asked": [(one.name, feed.asked.get(one.code, "")) for one in publisher.settings],
        "taken": _say_taken(Taken.read(feed.taken)) if feed.taken else [],
        "found": get_found(feed=feed),
        "loads": list_loads(feed=feed),
        "is_online": is_online(),
        "may_keep": may(request, Ability.KEEP_NUMBERS),
    }
    return render(request, "feeds/feed_detail.html", context)


def _say_taken(taken: Taken) -> list[tuple[str, str]]:
    """Return which rows are ours, in words."""
    lines = [
        (_("Counted as"), taken.indicator),
        (_("Everybody is"), taken.sex or _("not taken apart from their groups")),
        (_("Age"), taken.age),
        (_("Women and men apart"), _("yes") if taken.by_sex else _("no")),
        (_("Neighbourhoods"), _("yes") if taken.neighbourhoods else _("no")),
        *(
            (_("Groups by “%(name)s” are our") % {"name": theirs}, ours)
            for theirs, ours in taken.dimensions.items()
        ),
    ]
    return [(label, value) for label, value in lines if value]


@requires(Ability.KEEP_NUMBERS)
def feed_add(request: MemberRequest) -> HttpResponse:
    """Choose a publisher, then say what it is asked."""
    code = request.GET.get("publisher", "")
    if not code:
        return render(request, "feeds/feed_add.html", {"publishers": list_publishers()})
    publisher = _find_publisher(code)
    posted = request.POST if request.method == "POST" else None
    initial = {"indicator": request.GET.get("indicator", "")}
    form = NewFeedForm(
        posted, publisher=publisher, indicators=list_indicators(town=request.town), initial=initial
    )
    if form.is_valid():
        told = {"indicator": form.chosen, "publisher": code, "values": form.values}
        try:
            feed = add_feed(by=request.user, town=request.town, **told)
        except FeedExists as refused:
            form.add_error("indicator", str(refused))
        else:
            messages.success(request, _("The feed is added. Fetch its figures, or load them from a file."))
            return redirect("feed_detail", pk=feed.pk)
    return render(request, "feeds/feed_edit.html", {"form": form, "publisher": publisher})


@requires(Ability.KEEP_NUMBERS)
def feed_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change what a publisher is asked, and how often."""
    feed = find_feed(request, pk)
    publisher = _find_publisher(feed.publisher)
    posted = request.POST if request.method == "POST" else None
    form = FeedForm(posted, publisher=publisher, initial=get_initial(feed))
    context: dict[str, Any] = {"form": form, "publisher": publisher, "feed": feed}
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            change_feed(by=request.user, feed=feed, version=version, values=form.values)
        except ChangedMeanwhile as changed:
            context["clash"] = _clash(request, form, changed, get_initial)
        else:
            messages.success(request, _("The feed is saved."))
            return redirect("feed_detail", pk=pk)
    return render(request, "feeds/feed_edit.html", context, status=409 if "clash" in context else 200)


@requires(Ability.KEEP_NUMBERS)
def feed_rows(request: MemberRequest, pk: int) -> HttpResponse:
    """Choose which rows of the publisher's answer are ours, from what the last answer held."""
    feed = find_feed(request, pk)
    found = get_found(feed=feed)
    if not found:
        messages.error(request, _("Fetch the figures first: then there is something to choose from."))
        return redirect("feed_detail", pk=pk)
    posted = request.POST if request.method == "POST" else None
    form = RowsForm(posted, found=found, dimensions=list_dimensions(), initial=_initial_rows(feed))
    context: dict[str, Any] = {"form": form, "feed": feed}
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            choose_rows(by=request.user, feed=feed, version=version, taken=form.taken)
        except ChangedMeanwhile as changed:
            context["clash"] = _clash(request, form, changed, _initial_rows)
        else:
            messages.success(request, _("The choice is saved."))
            return redirect("feed_detail", pk=pk)
    return render(request, "feeds/feed_rows.html", context, status=409 if "clash" in context else 200)


def _initial_rows(feed: Feed) -> dict[str, Any]:
    """Return the choice as its form begins with: what is kept, or what suggests itself."""
    return get_initial_rows(feed.version, feed.taken or get_suggested(feed=feed))


@require_POST
@requires(Ability.KEEP_NUMBERS)
def feed_pause(request: MemberRequest, pk: int) -> HttpResponse:
    """Pause a feed, or let it go on."""
    feed = find_feed(request, pk)
    form = PauseForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        now = change_feed(
            by=request.user, feed=feed, version=version, values={"is_active": not feed.is_active}
        )
    except ChangedMeanwhile:
        messages.error(
            request, _("Somebody else changed this feed meanwhile. Read how it is now, and press again.")
        )
    else:
        messages.success(request, _("The feed goes on.") if now.is_active else _("The feed is paused."))
    return redirect("feed_detail", pk=pk)


def _clash(request: MemberRequest, form: Any, changed: ChangedMeanwhile, initial: Any) -> Any:
    now = changed.now
    assert isinstance(now, Feed), "A feed was read."
    told = {"one": now, "kind": "feed", "subject": name_feed(now), "town": request.town.slug}
    return make_clash(form, now=initial(now), **told)


def _find_publisher(code: str) -> Publisher:
    try:
        return get_publisher(code)
    except NotLoaded as unknown:
        raise Http404(str(unknown)) from unknown
