from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "fairplace.town.reviews"
    default_auto_field = "django.db.models.BigAutoField"
