from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "fairplace.town.governance"
    default_auto_field = "django.db.models.BigAutoField"
