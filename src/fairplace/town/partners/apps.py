from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "fairplace.town.partners"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fairplace.town.partners import chain, sheets, ties  # noqa: F401, PLC0415  # join their registers
