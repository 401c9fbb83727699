from django.apps import AppConfig


class WorkstreamsConfig(AppConfig):
    name = "fairplace.town.workstreams"
    default_auto_field = "django.db.models.BigAutoField"
