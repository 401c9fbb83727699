"""What happened to a logic model since somebody last looked."""

from typing import Any

from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.rules.state import State, from_json, to_json
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town

# Beyond so many it is less to send the whole model.
MOST = 300


def find_model_lightly(town: Town, slug: str) -> LogicModel | None:
    """Return a logic model without its state: it is asked for every second."""
    return LogicModel.objects.filter(town=town, slug=slug).defer("state").first()


def list_changes(model: LogicModel, *, since: int, reader: Person) -> dict[str, Any]:
    """Return the events after number `since`, oldest first, with who made them; or the whole when it is less.

    The answer is plain values: `seq`, and `events` or `state`.
    """
    if model.seq - since > MOST or since > model.seq:
        return {"seq": model.seq, "state": plain(from_json(model.state))}
    if since == model.seq:
        return {"seq": since, "events": []}
    rows = model.events.filter(seq__gt=since).order_by("seq").values("seq", "verb", "said", "by_name", "by")
    found = [
        {
            "seq": row["seq"],
            "verb": row["verb"],
            "said": row["said"],
            "by": row["by_name"],
            "mine": row["by"] == reader.pk,
        }
        for row in rows
    ]
    # An event that came in between the two questions counts as well.
    return {"seq": found[-1]["seq"], "events": found}


def plain(state: State) -> dict[str, Any]:
    """Return a state for the canvas: its steps and links, without what it does not show."""
    said = to_json(state)
    return {"seq": said["seq"], "steps": said["steps"], "links": said["links"]}
