from collections.abc import Mapping
from typing import Any

from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.operations.event import add_events
from fairplace.town.logicmodels.operations.model import make_model


def make_logic_model(
    town, title="Warm homes", *, steps: Mapping[str, str] | None = None, links=(), by=None, **fields: Any
):
    """Return a model with steps, key -> kind, and links as pairs of keys; a step is called as its key."""
    model = make_model(by, town, title, **fields)
    changes = [
        ("put step", {"key": key, "kind": kind, "text": key, "order": n})
        for n, (key, kind) in enumerate((steps or {}).items())
    ]
    changes += [("put link", {"key": f"{start}-{end}", "start": start, "end": end}) for start, end in links]
    add_events(by=by, model=model, changes=changes)
    return LogicModel.objects.select_related("town", "group").get(pk=model.pk)
