from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "fairplace.town.ui"
    default_auto_field = "django.db.models.BigAutoField"
