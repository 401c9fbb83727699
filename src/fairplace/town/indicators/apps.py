from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "fairplace.town.indicators"
    default_auto_field = "django.db.models.BigAutoField"
