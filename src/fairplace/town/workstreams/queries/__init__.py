from fairplace.town.workstreams.queries.alignment import list_carriers
from fairplace.town.workstreams.queries.partner import list_work_of

__all__ = ["list_carriers", "list_work_of"]
