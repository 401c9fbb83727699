"""Where a step stands among those of its column."""

from fairplace.town.logicmodels.rules.state import Kind, State

Places = list[tuple[str, float]]


def last_place(state: State, kind: Kind) -> float:
    """Return the place after all others of a column."""
    return max((one.order for one in state.column(kind)), default=0) + 1


def move(state: State, key: str, by: int) -> Places:
    """Return the new places that put a step one up (-1) or one down (1); none where it cannot go on.

    Neighbours may share a place, as steps do that two people added at once: then all are counted afresh.
    """
    column = [one.key for one in state.column(state.steps[key].kind)]
    at = column.index(key)
    to = at + by
    if not 0 <= to < len(column):
        return []
    column.insert(to, column.pop(at))
    before, after = _neighbours(state, column, to)
    if before < after:
        return [(key, (before + after) / 2)]
    return [(name, float(n)) for n, name in enumerate(column, start=1) if state.steps[name].order != float(n)]


def _neighbours(state: State, column: list[str], at: int) -> tuple[float, float]:
    """Return the places before and after one position, one further out at either end."""
    before = state.steps[column[at - 1]].order if at else None
    after = state.steps[column[at + 1]].order if at + 1 < len(column) else None
    if before is None:
        assert after is not None, "Whoever moves has a neighbour."
        return after - 2, after
    return before, before + 2 if after is None else after
