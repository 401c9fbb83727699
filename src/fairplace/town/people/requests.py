from collections.abc import Collection
from typing import Any

from django.http import HttpRequest

from fairplace.town.people.models import Person
from fairplace.town.people.rules import Ability


class TownRequest(HttpRequest):
    """A request as views meet it: who asks, in which town, and what they may do there.

    places.middleware fills it in. The town is None until one is loaded; its class stands a storey
    above this one. `root` is where the town at the front begins.
    """

    user: Person
    town: Any
    abilities: Collection[Ability]
    root: str
