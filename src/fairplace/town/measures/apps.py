from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "fairplace.town.measures"
    default_auto_field = "django.db.models.BigAutoField"
