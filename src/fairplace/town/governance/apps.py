from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "fairplace.town.governance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fairplace.town.governance import ties  # noqa: F401, PLC0415  # joins the register
