from fairplace.town.places.views.account import account
from fairplace.town.places.views.deprivation import deprivation
from fairplace.town.places.views.people import people_add, people_list, people_person, people_remove
from fairplace.town.places.views.town import town_list

__all__ = [
    "account",
    "deprivation",
    "people_add",
    "people_list",
    "people_person",
    "people_remove",
    "town_list",
]
