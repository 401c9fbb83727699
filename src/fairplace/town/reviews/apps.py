from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "fairplace.town.reviews"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fairplace.town.reviews import chain, duties  # noqa: F401, PLC0415  # join their registers
