from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.operations.event import add_events, bring_events
from fairplace.town.logicmodels.operations.model import make_model
from fairplace.town.logicmodels.rules.state import Event

NOON = "2026-01-05T12:00:00+00:00"


def put_step(key, kind="activity", text="", **fields) -> tuple[str, dict]:
    return "put step", {"key": key, "kind": kind, "text": text or f"Step {key}", **fields}


def put_link(start, end, rationale="It does.", **fields) -> tuple[str, dict]:
    return "put link", {"key": f"{start}-{end}", "start": start, "end": end, "rationale": rationale, **fields}


def note(about, what, value, at=NOON, reason="As counted.", by="Ada") -> tuple[str, dict, str, str]:
    """A note as an event of its own day; only make_history() takes it."""
    return "add note", {"about": about, "what": what, "value": value, "reason": reason}, at, by


def make_logic_model(town, slug="homes", changes=(), by=None, **fields) -> LogicModel:
    """Make a model by these changes, added now."""
    model = LogicModel.objects.create(town=town, slug=slug, title=slug.capitalize(), **fields)
    if changes:
        add_events(by=by, model=model, changes=list(changes))
        model.refresh_from_db()
    return model


def make_events(changes) -> list[Event]:
    """Return these changes as events; a change may come with its own moment and name."""
    return [
        Event(n, verb, said, *(more or (NOON, ""))) for n, (verb, said, *more) in enumerate(changes, start=1)
    ]


def make_history(town, slug, changes, **fields) -> LogicModel:
    """Make a model by changes of earlier days."""
    model = LogicModel.objects.create(town=town, slug=slug, title=slug.capitalize(), **fields)
    bring_events(model=model, events=make_events(changes))
    model.refresh_from_db()
    return model


def make_linked_model(town, title="Warm homes", *, steps=None, links=(), by=None, **fields) -> LogicModel:
    """Make a model as its pages do: steps, key -> kind, each called as its key, and links as pairs of keys."""
    model = make_model(by, town, title, **fields)
    changes = [
        put_step(key, kind, key, order=float(n)) for n, (key, kind) in enumerate((steps or {}).items())
    ]
    changes += [put_link(start, end, "") for start, end in links]
    add_events(by=by, model=model, changes=changes)
    return LogicModel.objects.select_related("town", "group").get(pk=model.pk)
