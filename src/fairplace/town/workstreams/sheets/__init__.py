from fairplace.town.workstreams.sheets import alignment, workstream

__all__ = ["alignment", "workstream"]
