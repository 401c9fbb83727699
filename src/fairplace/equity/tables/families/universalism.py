"""Whether a service reaches people in proportion to their need."""

from typing import Any

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.universalism import proportionate_universalism_index, universalism_flag
from fairplace.equity.tables.statistic import Option, Statistic


def _index(rows: dict[str, Any], *, reach_of: str, confidence: float) -> dict[str, Any]:
    order = np.argsort(rows["order"], kind="stable")
    parts = {name: values[order] for name, values in rows.items()}
    if np.isnan(parts["order"]).any():
        raise NotComputable("Every row needs its place in the order of deprivation.")
    per_head = parts["need"] / parts["population"]
    asked = (parts["reach"], per_head, parts["population"])
    found = proportionate_universalism_index(*asked, reach_of=reach_of, confidence=confidence)
    flag = universalism_flag(*asked, reach_of=reach_of, confidence=confidence)
    return {"flag": flag, "": found}


STATISTICS = (
    Statistic(
        name="proportionate_universalism_index",
        title="Proportionate-universalism index",
        shape="each",
        needs=("order", "population", "need", "reach"),
        compute=_index,
        options=(Option("reach_of", "what reach counts", str, "people", ("people", "contacts", "spend")),),
        family="reach and need",
        reading="0 in proportion to need; above 0 the most deprived are reached less than their need asks.",
        source="Kakwani (1977); Wagstaff and van Doorslaer (2000); Marmot (2010)",
    ),
)
