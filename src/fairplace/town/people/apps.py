from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "fairplace.town.people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fairplace.town.people import signals  # noqa: PLC0415  # needs the tables that are loaded by now

        signals.connect()
