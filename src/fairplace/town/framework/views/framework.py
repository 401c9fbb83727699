from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fairplace.town.framework import operations
from fairplace.town.framework.forms import EditionForm, ItemForm, LevelsForm, SuccessionForm
from fairplace.town.framework.models import Framework, Item, Level
from fairplace.town.framework.operations import FrameworkRefused
from fairplace.town.framework.queries import get_framework, get_item, list_editions, list_levels
from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest, posted


@requires(Ability.KEEP_FRAMEWORK)
def framework_detail(request: MemberRequest) -> HttpResponse:
    """Show the edition in force, level by level, with what can be done to it."""
    framework = get_framework(town=request.town)
    context: dict[str, Any] = {"framework": framework, "editions": list_editions(town=request.town)}
    if framework:
        context["levels"] = list_levels(framework=framework)
    return render(request, "framework/framework_detail.html", context)


@requires(Ability.KEEP_FRAMEWORK)
def levels_edit(request: MemberRequest) -> HttpResponse:
    """Name two to six levels."""
    framework = _find(request)
    form = LevelsForm(posted(request), levels=list(framework.levels.all()))
    if form.is_valid():
        try:
            operations.save_levels(by=request.user, framework=framework, levels=form.cleaned_data["levels"])
        except FrameworkRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The levels are saved."))
            return redirect("framework_detail")
    return render(request, "framework/levels.html", {"form": form})


@requires(Ability.KEEP_FRAMEWORK)
def edition_add(request: MemberRequest) -> HttpResponse:
    """Begin a new edition from the one in force."""
    framework = _find(request)
    carried = {name: getattr(framework, name) for name in ("title", "vision", "vision_plain", "vision_by")}
    form = EditionForm(posted(request), initial=carried)
    if form.is_valid():
        try:
            fresh = operations.begin_edition(by=request.user, framework=framework, values=form.cleaned_data)
        except FrameworkRefused as refused:
            form.add_error("edition", str(refused))
        else:
            messages.success(request, _("%(edition)s is the edition in force.") % {"edition": fresh.edition})
            return redirect("framework_detail")
    return render(request, "framework/edition.html", {"form": form, "framework": framework})


@requires(Ability.KEEP_FRAMEWORK)
def item_add(request: MemberRequest, position: int) -> HttpResponse:
    """Add an item to a level."""
    level = _find(request).levels.filter(position=position).first()
    if level is None:
        raise Http404
    return _item_page(request, level, None)


@requires(Ability.KEEP_FRAMEWORK)
def item_edit(request: MemberRequest, code: str) -> HttpResponse:
    """Change an item; its code too, for one that nobody knows yet."""
    item = _find_item(request, code)
    return _item_page(request, item.level, item)


def _item_page(request: MemberRequest, level: Level, item: Item | None) -> HttpResponse:
    framework = level.framework
    others = framework.items.exclude(pk=item.pk if item else None)
    above = list(others.filter(level__position__lt=level.position, archived_on=None))
    taken = others.values_list("code", flat=True)
    form = ItemForm(posted(request), initial=_initial(item), above=above, taken=taken, holds=level.holds)
    if form.is_valid():
        said = dict(form.cleaned_data)
        home, also = said.pop("home", ""), said.pop("also_under", [])
        saved = operations.save_item(
            by=request.user, level=level, item=item, home=home, also_under=also, values=said
        )
        messages.success(request, _("%(code)s is saved.") % {"code": saved.code})
        return redirect("framework_detail")
    return render(request, "framework/item.html", {"form": form, "level": level, "item": item})


def _initial(item: Item | None) -> dict[str, Any]:
    if item is None:
        return {"status": Item.Status.OWN}
    names = ("code", "name", "short", "plain", "deprivation", "horizon", "status", "source", "page", "note")
    return {
        **{name: getattr(item, name) for name in names},
        "aliases": "\n".join(item.aliases),
        "home": item.home.code if item.home else "",
        "also_under": [one.code for one in item.also_under.all()],
    }


@require_POST
@requires(Ability.KEEP_FRAMEWORK)
def item_archive(request: MemberRequest, code: str) -> HttpResponse:
    """Take an item out of force, or put it back."""
    item = _find_item(request, code)
    try:
        if item.archived_on:
            operations.bring_back_item(by=request.user, item=item)
        else:
            operations.archive_item(by=request.user, item=item)
    except FrameworkRefused as refused:
        messages.error(request, str(refused))
    return redirect("framework_detail")


@requires(Ability.KEEP_FRAMEWORK)
def item_succeed(request: MemberRequest, code: str) -> HttpResponse:
    """Say that an item was reworded, merged or split."""
    item = _find_item(request, code)
    others = item.framework.items.filter(level=item.level, archived_on=None).exclude(pk=item.pk)
    form = SuccessionForm(posted(request), others=others)
    if form.is_valid():
        operations.succeed_item(by=request.user, item=item, **form.cleaned_data)
        messages.success(request, _("%(code)s leads to what took its place.") % {"code": code})
        return redirect("framework_detail")
    return render(request, "framework/succeed.html", {"form": form, "item": item, "others": others})


def _find(request: MemberRequest) -> Framework:
    framework = get_framework(town=request.town)
    if framework is None:
        raise Http404
    return framework


def _find_item(request: MemberRequest, code: str) -> Item:
    item = get_item(framework=_find(request), code=code)
    if item is None:
        raise Http404
    return item
