from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "fairplace.town.api"
    default_auto_field = "django.db.models.BigAutoField"
