from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "fairplace.town.feeds"
    default_auto_field = "django.db.models.BigAutoField"
