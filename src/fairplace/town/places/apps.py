from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "fairplace.town.places"
    default_auto_field = "django.db.models.BigAutoField"
