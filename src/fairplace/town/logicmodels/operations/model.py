from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.operations.event import add_events
from fairplace.town.logicmodels.rules.state import State, from_json
from fairplace.town.partners.models import Group
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Town

# Addresses of other pages beside those of the models.
RESERVED = frozenset({"add", "in", "promises"})


@transaction.atomic
def make_model(
    by: Person | None,
    town: Town,
    title: str,
    group: Group | None = None,
    *,
    slug: str = "",
    template: LogicModel | None = None,
    **fields: Any,
) -> LogicModel:
    """Make a logic model, empty or with the steps and links of a template. Its notes do not come along."""
    model = LogicModel.objects.create(
        town=town, title=title, group=group, slug=free_slug(town, slug or title), **fields
    )
    record(
        by=by,
        verb="made",
        kind="logic model",
        subject=model.slug,
        town=town.slug,
        after={"title": title, "group": group.slug if group else "", "template": str(template or "")},
    )
    changes = [("set text", {"name": "title", "value": title})]
    if template:
        changes += list_changes(from_json(template.state))
    add_events(by=by, model=model, changes=changes)
    model.refresh_from_db()
    return model


def list_changes(state: State) -> list[tuple[str, dict[str, Any]]]:
    """Return what makes an empty model the same as this state, its title and notes left out."""
    texts = [
        ("set text", {"name": name, "value": value})
        for name, value in state.texts.items()
        if value and name != "title"
    ]
    steps = [("put step", {**_plain(asdict(one)), "version": 1}) for one in state.steps.values()]
    links = [("put link", {**asdict(one), "version": 1}) for one in state.links.values()]
    return [*texts, *steps, *links]


def _plain(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}


def free_slug(town: Town, wanted: str) -> str:
    """Return an address that no model of the town has; the town is held until the transaction ends."""
    Town.objects.select_for_update().get(pk=town.pk)
    base = slugify(wanted)[:44] or "model"
    taken = RESERVED | set(LogicModel.objects.filter(town=town).values_list("slug", flat=True))
    tries = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 2))
    return next(one for one in tries if one not in taken)


@transaction.atomic
def archive_model(*, by: Person | None, model: LogicModel, back: bool = False) -> None:
    """Take a model out of the list, or bring it back. Nothing of it is lost."""
    model.archived_on = None if back else timezone.localdate()
    model.save(update_fields=["archived_on"])
    verb = "brought back" if back else "archived"
    record(by=by, verb=verb, kind="logic model", subject=model.slug, town=model.town.slug)
