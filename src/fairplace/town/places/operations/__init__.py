from fairplace.town.places.operations.appointment import (
    RoleRefused,
    appoint,
    dismiss,
    invite_person,
    make_demonstration_people,
    set_roles,
    take_away_access,
)
from fairplace.town.places.operations.deprivation import save_deprivation
from fairplace.town.places.operations.place import save_lookups, save_places
from fairplace.town.places.operations.succession import save_successions
from fairplace.town.places.operations.town import save_town

__all__ = [
    "RoleRefused",
    "appoint",
    "dismiss",
    "invite_person",
    "make_demonstration_people",
    "save_deprivation",
    "save_lookups",
    "save_places",
    "save_successions",
    "save_town",
    "set_roles",
    "take_away_access",
]
