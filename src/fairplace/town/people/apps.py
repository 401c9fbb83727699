from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "fairplace.town.people"
    default_auto_field = "django.db.models.BigAutoField"
