from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "fairplace.town.sheets"
    default_auto_field = "django.db.models.BigAutoField"
