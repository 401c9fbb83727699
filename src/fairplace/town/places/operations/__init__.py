from fairplace.town.places.operations.deprivation import save_deprivation
from fairplace.town.places.operations.place import save_lookups, save_places
from fairplace.town.places.operations.town import save_town

__all__ = ["save_deprivation", "save_lookups", "save_places", "save_town"]
