"""Who has the canvas of a model open, by when their browser last asked. In the cache, soon forgotten."""

import time

from django.core.cache import caches

from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.people.models import Person

# A browser asks every second; one that is hidden or offline falls silent.
SECONDS, FRESH = 8, 2


def note_presence(model: LogicModel, person: Person) -> list[str]:
    """Remember that somebody is here, and return the names of the others who are."""
    cache, key, now = caches["shared"], f"logic-model-{model.pk}", time.time()
    here = {pk: seen for pk, seen in cache.get(key, {}).items() if now - seen[1] < SECONDS}
    mine = here.get(person.pk)
    if mine is None or now - mine[1] > FRESH:
        # Two who write at the same moment lose one stamp, and write the next one seconds later.
        here[person.pk] = (person.name or str(person), now)
        cache.set(key, here, SECONDS)
    return sorted(name for pk, (name, _at) in here.items() if pk != person.pk)
