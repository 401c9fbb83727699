"""How the persons of a survey were drawn, and what that does to chance."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Floats

# What to do with a stratum of a single cluster, whose scatter cannot be seen.
LONELY = ("refuse", "certainty", "centre")


@dataclass(frozen=True)
class Design:
    """Persons in clusters in strata: where each cluster starts, and each stratum among the clusters."""

    order: Any
    cluster_starts: Any
    stratum_starts: Any
    clusters_in_stratum: Any
    lonely: str

    def variance(self, scores: Floats) -> Floats:
        """Return the variance of the sum of the scores, one score a person, persons last.

        In each stratum the totals of the n clusters scatter about their mean, times n/(n - 1).
        Clusters are taken as drawn with replacement, which errs on the safe side.
        Source: Binder (1983); Wolter (2007), on Taylor linearisation.
        """
        totals = np.add.reduceat(scores[..., self.order], self.cluster_starts, axis=-1)
        sizes = self.clusters_in_stratum
        means = np.add.reduceat(totals, self.stratum_starts, axis=-1) / sizes
        if self.lonely == "centre":
            # Scores sum to zero over the whole sample, so zero is the centre of all clusters.
            means = np.where(sizes == 1, 0.0, means)
        factors = np.where(sizes > 1, sizes / np.maximum(sizes - 1, 1), 1.0)
        apart = totals - np.repeat(means, sizes, axis=-1)
        return (np.repeat(factors, sizes) * apart**2).sum(axis=-1)

    def degrees_of_freedom(self, known: Any) -> Any:
        """Return clusters less strata, of those where somebody is known."""
        clusters = np.add.reduceat(known[..., self.order], self.cluster_starts, axis=-1, dtype=int) > 0
        strata = np.add.reduceat(clusters, self.stratum_starts, axis=-1, dtype=int) > 0
        return clusters.sum(axis=-1) - strata.sum(axis=-1)


def make_design(persons: int, strata: Any = None, clusters: Any = None, lonely: str = "refuse") -> Design:
    """Return the design; without strata there is one, without clusters each person is one.

    A cluster's name counts within its stratum. A stratum with a single cluster is refused, or
    contributes nothing ("certainty"), or is held against the centre of all clusters ("centre").
    """
    if lonely not in LONELY:
        raise NotComputable("A lonely cluster can be met with refuse, certainty or centre.")
    stratum = _read_labels(strata, persons, "stratum")
    cluster = np.arange(persons) if clusters is None else _read_labels(clusters, persons, "cluster")
    order = np.lexsort((cluster, stratum))
    stratum, cluster = stratum[order], cluster[order]
    new_stratum = np.append(True, stratum[1:] != stratum[:-1])
    new_cluster = new_stratum | np.append(True, cluster[1:] != cluster[:-1])
    cluster_starts = np.flatnonzero(new_cluster)
    stratum_starts = np.flatnonzero(new_stratum[cluster_starts])
    sizes = np.diff(np.append(stratum_starts, len(cluster_starts)))
    if lonely == "refuse" and (sizes == 1).any():
        raise NotComputable(
            "A stratum has a single cluster, so its chance error cannot be told: "
            "join it to another stratum, or say how to treat lonely clusters."
        )
    return Design(order, cluster_starts, stratum_starts, sizes, lonely)


def _read_labels(labels: Any, persons: int, called: str) -> Any:
    if labels is None:
        return np.zeros(persons, dtype=int)
    found = np.asarray(labels)
    if found.shape != (persons,):
        raise NotComputable(f"Every person needs a {called}.")
    if found.dtype.kind == "f" and np.isnan(found).any():
        raise NotComputable(f"Every person needs a {called}.")
    try:
        return np.unique(found, return_inverse=True)[1]
    except TypeError as error:
        # Text beside None or nan does not sort.
        raise NotComputable(f"Every person needs a {called}.") from error
