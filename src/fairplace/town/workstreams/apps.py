from django.apps import AppConfig


class WorkstreamsConfig(AppConfig):
    name = "fairplace.town.workstreams"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fairplace.town.framework.rules import register_saying  # noqa: PLC0415  # tables are there now
        from fairplace.town.workstreams import chain, sheets, ties  # noqa: F401, PLC0415  # join their registers
        from fairplace.town.workstreams.queries.contribution import say_coverage  # noqa: PLC0415  # as above

        register_saying(say_coverage)
