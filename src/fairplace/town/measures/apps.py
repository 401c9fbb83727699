from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "fairplace.town.measures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fairplace.town.measures import chain, feeding  # noqa: F401, PLC0415  # join the chain and the feeds
