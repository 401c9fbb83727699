from fairplace.town.governance.sheets import action

__all__ = ["action"]
