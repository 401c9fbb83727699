from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "fairplace.town.reports"
    default_auto_field = "django.db.models.BigAutoField"
