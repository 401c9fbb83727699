from collections.abc import Mapping

from django.db import transaction

from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.operations.event import add_events, bring_events
from fairplace.town.logicmodels.operations.model import free_slug
from fairplace.town.logicmodels.rules.file import Brought, mend_pointers
from fairplace.town.partners.models import Group
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Town


@transaction.atomic
def bring_model(
    *,
    by: Person | None,
    town: Town,
    brought: Brought,
    title: str,
    group: Group | None,
    chosen: Mapping[str, str],
) -> LogicModel:
    """Make a model of what a file told, with all its history, and point it at records of this town.

    `chosen` says for each pointer that leads nowhere here what takes its place; nothing drops it. Where
    nothing has to be chosen the model is exactly what left.
    """
    model = LogicModel.objects.create(
        town=town,
        title=title,
        group=group,
        slug=free_slug(town, brought.slug or title),
        source=brought.source,
    )
    record(
        by=by,
        verb="brought in",
        kind="logic model",
        subject=model.slug,
        town=town.slug,
        after={"title": title, "from": brought.town, "events": len(brought.events)},
    )
    state = bring_events(model=model, events=brought.events)
    changes = mend_pointers(state, chosen)
    if title != (state.texts.get("title") or title):
        changes.append(("set text", {"name": "title", "value": title}))
    add_events(by=by, model=model, changes=changes)
    model.refresh_from_db()
    return model
