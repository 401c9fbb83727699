from django.apps import AppConfig


class ChainConfig(AppConfig):
    name = "fairplace.town.chain"
    default_auto_field = "django.db.models.BigAutoField"
