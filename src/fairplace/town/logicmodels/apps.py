from django.apps import AppConfig


class LogicmodelsConfig(AppConfig):
    name = "fairplace.town.logicmodels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fairplace.town.logicmodels import chain, sheets  # noqa: F401, PLC0415  # join their registers
