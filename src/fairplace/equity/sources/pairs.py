"""The rows that two loads have in common, side by side: what was revised, and by how much."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from fairplace.equity.sources.cautions import MOVED, Scale
from fairplace.equity.sources.figures import KEY
from fairplace.equity.sources.tidy import NUMBERS, pc

BeforeAndAfter = tuple[float, float]
LIMITS = tuple(name for name in NUMBERS if name.startswith(("lower", "upper")))


class Pairs:
    """Row `old` of the table before and row `new` of the one after are the same number, for each pair."""

    def __init__(self, before: pa.Table, after: pa.Table, old: Any, new: Any):
        self.before, self.after, self.old, self.new = before, after, old, new

    def numbers(self, name: str) -> tuple[Any, Any]:
        """Return a column before and after; nan where there is no number."""
        return self.before[name].to_numpy()[self.old], self.after[name].to_numpy()[self.new]

    @cached_property
    def values(self) -> tuple[Any, Any]:
        """Return the values before and after."""
        return self.numbers("value")

    def totals(self, name: str) -> BeforeAndAfter:
        """Return the sums of a column."""
        old, new = self.numbers(name)
        return float(np.nansum(old)), float(np.nansum(new))

    def revised(self) -> pa.Table:
        """Return the pairs that differ: their key, values, relative change, and what differs."""
        value, limits = self._differs("value"), self._differs(*LIMITS)
        flag = pc.not_equal(self.before["flag"].take(self.old), self.after["flag"].take(self.new)).to_numpy()
        counts = self._differs("count", "denominator")
        at = np.flatnonzero(value | flag | counts | limits)
        old, new = (side[at] for side in self.values)
        with np.errstate(divide="ignore", invalid="ignore"):
            relative = np.where(old == 0, np.nan, (new - old) / np.abs(old))
        what = np.select([value[at], flag[at], counts[at]], ["value", "flag", "count"], "limits")
        key = self.before.select(list(KEY)).take(self.old[at])
        numbers = {"before": old, "after": new, "relative": relative}
        columns = {name: pa.array(some, pa.float64(), from_pandas=True) for name, some in numbers.items()}
        return pa.table({**{name: key[name] for name in KEY}, **columns, "what": pa.array(what, pa.string())})

    def moved(self) -> tuple[int, int]:
        """Return how many values moved far, and how many there are before and after."""
        old, new = self.values
        return int((np.abs(new - old) > MOVED * np.abs(old)).sum()), int(
            (~np.isnan(old) & ~np.isnan(new)).sum()
        )

    def withheld(self) -> int:
        """Return how many values are missing that were there."""
        old, new = self.values
        return int((~np.isnan(old) & np.isnan(new)).sum())

    def scales(self) -> Iterator[Scale]:
        """Yield how the values of each indicator relate to those before."""
        old, new = self.values
        at = np.flatnonzero(old * new > 0)
        logs = np.log10(new[at] / old[at])
        indicator = self.before["indicator"].combine_chunks().take(self.old[at]).dictionary_encode()
        codes = indicator.indices.to_numpy()
        order = np.argsort(codes, kind="stable")
        starts = np.searchsorted(codes[order], np.arange(len(indicator.dictionary)))
        for name, some in zip(
            indicator.dictionary.to_pylist(), np.split(logs[order], starts)[1:], strict=True
        ):
            yield Scale(name, len(some), *np.percentile(some, [25, 50, 75]).tolist())

    def _differs(self, *names: str) -> Any:
        found = np.zeros(len(self.old), bool)
        for name in names:
            old, new = self.numbers(name)
            found |= (old != new) & ~(np.isnan(old) & np.isnan(new))
        return found
