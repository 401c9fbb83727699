"""Groups as they must stand to be summed up in one number, and every way that is valid for them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.utils.translation import gettext as _

import fairplace.equity as eq
from fairplace.town.indicators.rules import is_additive


class Part(NamedTuple):
    """One group with its figure as it was published."""

    name: str
    value: float
    lower: float | None = None
    upper: float | None = None
    count: float | None = None
    denominator: float | None = None


@dataclass(frozen=True)
class Groups:
    """Groups of one dimension. Without `has_sizes` nobody knows how many people are in each."""

    breakdown: eq.Breakdown
    has_sizes: bool


@dataclass(frozen=True)
class Summed:
    """One summary measure of these groups."""

    summary: eq.Summary
    estimate: eq.Estimate


def make_groups(
    parts: Sequence[Part], *, form: str, unit: str, per: float, polarity: str, is_ordered: bool
) -> Groups:
    """Return the groups as the library takes them. Raises NotComputable where they contradict themselves.

    A share is worked out again from its counts where all are held: published shares are rounded, and their
    limits follow from the counts. Otherwise figures and limits are as published; limits count only where
    every group has them.
    """
    names = tuple(part.name for part in parts)
    sizes = [part.denominator for part in parts if part.denominator]
    has_sizes = len(sizes) == len(parts)
    same = {"subgroups": names, "ordered": is_ordered, "polarity": polarity}
    same["populations"] = sizes if has_sizes else [1.0] * len(parts)
    is_share = form != "rate" and is_additive(form=form, unit=unit)
    counts = [part.count for part in parts if part.count is not None]
    if is_share and has_sizes and len(counts) == len(parts):
        scale = per if form == "proportion" else 100
        values = [count / size * scale for count, size in zip(counts, sizes, strict=True)]
        counted = {"counts": counts, "denominators": sizes, "per": scale}
        return Groups(eq.Breakdown(values=values, **counted, **same), has_sizes=True)
    kind = "rate" if form == "rate" else "proportion" if is_share else "mean"
    limits = [(part.lower, part.upper) for part in parts]
    lowers, uppers = zip(*limits, strict=True) if all(None not in pair for pair in limits) else (None, None)
    told = eq.Breakdown(
        values=[part.value for part in parts],
        kind=kind, per=None if kind == "mean" else per, lowers=lowers, uppers=uppers, **same,
    )  # fmt: skip
    return Groups(told, has_sizes)


def sum_up_groups(groups: Groups, reference: str | None = None) -> tuple[list[Summed], list[str]]:
    """Return every summary that is valid for the groups, absolute ones first, and why the others are not.

    `reference` is the group that others are held against, where one was chosen.
    """
    breakdown = replace(groups.breakdown, reference=reference) if reference else groups.breakdown
    offered, refused = eq.summaries_for(breakdown)
    found, reasons = [], list(refused.values())
    for summary in offered.values():
        if summary.weighted and not groups.has_sizes:
            why = _("%(name)s needs the number of people in each group, and it is not published.")
            reasons.append(why % {"name": summary.name})
            continue
        try:
            found.append(Summed(summary, summary(breakdown)))
        except eq.NotComputable as why:
            reasons.append(f"{summary.name}: {why}")
    return sorted(found, key=lambda one: one.summary.kind), reasons
