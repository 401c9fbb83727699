from django.apps import AppConfig


class FrameworkConfig(AppConfig):
    name = "fairplace.town.framework"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fairplace.town.framework import chain, sheets  # noqa: F401, PLC0415  # join the registers
