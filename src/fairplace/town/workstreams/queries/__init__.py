from fairplace.town.workstreams.queries.alignment import list_carriers

__all__ = ["list_carriers"]
