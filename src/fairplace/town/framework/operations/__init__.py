from fairplace.town.framework.operations.framework import save_framework

__all__ = ["save_framework"]
