from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "fairplace.town.reviews"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fairplace.town.indicators.changes import register_listener  # noqa: PLC0415
        from fairplace.town.reviews import chain, duties  # noqa: F401, PLC0415  # join their registers
        from fairplace.town.reviews.operations.restatement import hear  # noqa: PLC0415

        # A figure that was frozen and changes is noticed in the transaction that changes it.
        register_listener("restatements", hear)
