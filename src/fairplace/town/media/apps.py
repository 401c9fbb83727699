from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "fairplace.town.media"
    default_auto_field = "django.db.models.BigAutoField"
