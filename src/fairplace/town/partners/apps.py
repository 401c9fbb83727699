from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "fairplace.town.partners"
    default_auto_field = "django.db.models.BigAutoField"
