from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from fairplace.town.logicmodels.models import LogicModel, ModelEvent
from fairplace.town.logicmodels.rules.state import Event, State, from_json, replay
from fairplace.town.places.models import Town


def find_model(town: Town, slug: str) -> LogicModel | None:
    """Return a logic model of the town, also an archived one."""
    return LogicModel.objects.filter(town=town, slug=slug).select_related("group", "town__place").first()


def list_models(town: Town) -> list[LogicModel]:
    """Return the models of a town that are in use, templates left out, in the order of their groups."""
    found = LogicModel.objects.filter(town=town, archived_on=None, is_template=False)
    return list(found.select_related("group", "town").order_by("group__position", "title", "pk"))


def list_templates(town: Town) -> list[LogicModel]:
    found = LogicModel.objects.filter(town=town, archived_on=None, is_template=True)
    return list(found.select_related("town").order_by("title", "pk"))


def list_public(town: Town) -> list[LogicModel]:
    """Return the models that everybody may read: the examples, and those that a group approved."""
    shown = Q(is_illustrative=True) | Q(versions__approved_on__isnull=False)
    found = LogicModel.objects.filter(shown, town=town, archived_on=None, is_template=False).distinct()
    return list(found.select_related("group", "town").order_by("group__position", "title", "pk"))


def get_state(model: LogicModel, *, at: date | None = None, seq: int | None = None) -> State:
    """Return the model as it is, as it was at the end of a day, or after its event number `seq`.

    `at` counts days as the clock on the wall does. What is asked of before the model was is empty.
    """
    if at is None and seq is None:
        return from_json(model.state)
    if seq is None:
        assert at is not None, "Either a day or a number is asked for."
        seq = seq_at(model, at)
    events = model.events.filter(seq__lte=seq).order_by("seq")
    return replay(map(to_event, events))


def seq_at(model: LogicModel, day: date) -> int:
    """Return the number of the last event of a day or before it; 0 where there is none."""
    ends = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    last = model.events.filter(at__lt=ends).order_by("-seq").values_list("seq", flat=True).first()
    return last or 0


def to_event(row: ModelEvent) -> Event:
    """Return a stored event as the plain value that the rules take."""
    return Event(row.seq, row.verb, row.said, row.at.isoformat(), row.by_name)
