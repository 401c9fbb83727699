from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "fairplace.town.letters"
    default_auto_field = "django.db.models.BigAutoField"
