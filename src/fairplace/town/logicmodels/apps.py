from django.apps import AppConfig


class LogicmodelsConfig(AppConfig):
    name = "fairplace.town.logicmodels"
    default_auto_field = "django.db.models.BigAutoField"
