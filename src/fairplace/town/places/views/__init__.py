from fairplace.town.places.views.account import account
from fairplace.town.places.views.area import area_add, area_edit, area_list, area_remove
from fairplace.town.places.views.deprivation import deprivation
from fairplace.town.places.views.geography import (
    boundary_add,
    boundary_remove,
    geography,
    postcode_add,
    succession_add,
)
from fairplace.town.places.views.people import people_add, people_list, people_person, people_remove
from fairplace.town.places.views.town import town_list

__all__ = [
    "account",
    "area_add",
    "area_edit",
    "area_list",
    "area_remove",
    "boundary_add",
    "boundary_remove",
    "deprivation",
    "geography",
    "people_add",
    "people_list",
    "people_person",
    "people_remove",
    "postcode_add",
    "succession_add",
    "town_list",
]
