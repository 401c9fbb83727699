from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "fairplace.town.governance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fairplace.town.governance import (
            sheets,  # noqa: F401  # joins its register
            ties,  # noqa: F401  # joins the register
        )
