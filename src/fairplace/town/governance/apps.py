from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "fairplace.town.governance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Each joins its register.
        from fairplace.town.governance import (
            chain,  # noqa: F401
            sheets,  # noqa: F401  # joins its register
            ties,  # noqa: F401  # joins the register
        )
