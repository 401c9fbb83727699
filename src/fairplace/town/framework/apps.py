from django.apps import AppConfig


class FrameworkConfig(AppConfig):
    name = "fairplace.town.framework"
    default_auto_field = "django.db.models.BigAutoField"
