from django.apps import AppConfig


class WorkstreamsConfig(AppConfig):
    name = "fairplace.town.workstreams"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fairplace.town.workstreams import chain  # noqa: F401, PLC0415  # joins the chain
