from fairplace.town.governance.models import Pack
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.models import Town


def note_reading(*, by: Person, pack: Pack, town: Town) -> None:
    """Write down who took a pack with restricted items, since they must not travel unseen."""
    record(by=by, verb="took", kind="pack", subject=f"{pack.meeting_id}/{pack.number}", town=town.slug)
