from django.apps import AppConfig


class ChainConfig(AppConfig):
    name = "fairplace.town.chain"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fairplace.town.chain import chain  # noqa: F401, PLC0415  # joins the register
