"""Linear programmes, with whole numbers where they must be."""

from typing import Any

import numpy as np

# How far from a whole number, or from adding up, the solver may stop.
NEAR = 1e-6


def solve(
    cost: Any,
    rows: Any,
    sums: Any,
    limits: Any,
    *,
    whole: Any = False,
    presolve: bool = True,
    time_limit: float | None = None,
) -> Any:
    """Return the solver's answer to the least cost, `x` None where it has none.

    The rows come to no less than the first and no more than the second of `sums`, the unknowns of
    `limits`. `whole` says, for all or each of them, whether they must be whole numbers.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    options: dict[str, Any] = {"presolve": presolve, "mip_rel_gap": 0}
    if time_limit is not None:
        options["time_limit"] = time_limit
    return milp(
        cost,
        constraints=LinearConstraint(rows, *sums) if rows.shape[0] else None,
        bounds=Bounds(*limits),
        integrality=np.broadcast_to(np.asarray(whole, dtype=int), np.shape(cost)),
        options=options,
    )


def solve_for_whole(cost: Any, rows: Any, sum_: Any, limits: Any) -> Any:
    """Return the answer in whole numbers, the rows being equations.

    Whole numbers are asked for only where the plain programme ends between them: in tables of two
    axes, with hierarchies, it never does.
    """
    found = solve(cost, rows, (sum_, sum_), limits)
    if found.x is not None and np.abs(found.x - np.round(found.x)).max(initial=0) > NEAR:
        found = solve(cost, rows, (sum_, sum_), limits, whole=True)
    return found
