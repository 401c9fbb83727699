from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "fairplace.town.pages"
    default_auto_field = "django.db.models.BigAutoField"
