from datetime import UTC, date, datetime, timedelta

from fairplace.town.governance.models import Action, AgendaItem, Decision, Meeting, Risk, Series

STARTS = datetime(2026, 10, 6, 13, tzinfo=UTC)


def make_series(group, name="Meetings", **fields) -> Series:
    return Series.objects.create(group=group, name=name, **fields)


def make_meeting(series, starts_at=STARTS, **fields) -> Meeting:
    ends_at = fields.pop("ends_at", starts_at + timedelta(minutes=90))
    return Meeting.objects.create(series=series, starts_at=starts_at, ends_at=ends_at, **fields)


def make_item(series, meeting=None, title="Warm homes", **fields) -> AgendaItem:
    position = AgendaItem.objects.filter(series=series, meeting=meeting).count() + 1
    return AgendaItem.objects.create(
        series=series, meeting=meeting, title=title, **{"position": position, **fields}
    )


def make_decision(group, number=1, **fields) -> Decision:
    said = {"title": "Open a warm room", "question": "Shall we open a warm room?", **fields}
    return Decision.objects.create(town=group.town, group=group, number=number, **said)


def make_action(group, number=1, owner=None, **fields) -> Action:
    said = {
        "title": f"Action {number}",
        "starts_on": date(2026, 9, 1),
        "due_on": date(2027, 3, 31),
        **fields,
    }
    return Action.objects.create(town=group.town, group=group, number=number, owner=owner, **said)


def make_risk(group, number=1, **fields) -> Risk:
    said = {"title": f"Risk {number}", **fields}
    return Risk.objects.create(town=group.town, group=group, number=number, **said)
