"""Checks what a pack says of its measures: how they are compared, where they should go, what is known."""

from collections.abc import Iterator

from fairplace.town.packs.problems import Problem
from fairplace.town.packs.reading import Pack

Say = Iterator[Problem]

# Pages of their own stand at these addresses below /measures/: a measure of that name would never be seen.
TAKEN = ("compare", "profile", "scatter", "equiplot", "held", "inequality-duty")


def check_measures(pack: Pack) -> Say:
    """Yield what does not fit in the cards, the paths, and the invented notes of a pack."""
    yield from _addresses_are_free(pack)
    yield from _indicators_fit(pack)
    yield from _paths_fit(pack)
    yield from _notes_fit(pack)


def _addresses_are_free(pack: Pack) -> Say:
    for n, measure in enumerate(pack.measures, start=1):
        if measure.slug in TAKEN:
            said = (
                f"{measure.slug} is the address of a page of ours, /measures/{measure.slug}/. Choose another."
            )
            yield Problem("measures.yaml", f"entry {n} ({measure.slug})", "slug", said)


def _indicators_fit(pack: Pack) -> Say:
    needed = {"goal": (1,), "range-goal": (2,), "percentile-goal": (1, 2)}
    for card in pack.indicators.values():
        name = f"indicators/{card.code}.yaml"
        if card.comparison in needed and len(card.goals) not in needed[card.comparison]:
            yield Problem(name, "", "goals", f"A comparison by {card.comparison} needs its numbers here.")
        if card.goals and card.goals != sorted(card.goals):
            yield Problem(name, "", "goals", "Write the lower number first.")
        if card.unit == "%" and card.form == "proportion" and card.per != 100:
            yield Problem(name, "", "per", f"is {card.per:g}. A share in % is given per 100.")
        if card.lowest is not None and card.highest is not None and card.lowest >= card.highest:
            yield Problem(name, "", "lowest", f"{card.lowest:g} is not below {card.highest:g}.")


def _paths_fit(pack: Pack) -> Say:
    for n, measure in enumerate(pack.measures, start=1):
        row = f"entry {n} ({measure.slug})"
        card = pack.indicators.get(measure.indicator or "")
        kinds = [(one.of, one.subgroup) for one in measure.targets]
        if len(set(kinds)) < len(kinds):
            yield Problem("measures.yaml", row, "targets", "has two paths of one kind. Keep one of them.")
        for target in measure.targets:
            if target.year <= target.base_year:
                message = f"A path from {target.base_year:g} cannot end in {target.year}. Write a later year."
                yield Problem("measures.yaml", row, "targets", message)
            if target.adopted_on and target.status == "proposed":
                yield Problem("measures.yaml", row, "targets", "A proposal has no day of adoption.")
            if target.of == "relative gap" and min(target.base_value, target.value) <= 0:
                yield Problem("measures.yaml", row, "targets", "A ratio is above 0; no gap is 1.")
            if target.of == "level" and card and not _is_possible(target.value, card.lowest, card.highest):
                message = f"{target.value:g} is beyond what {card.code} can be."
                yield Problem("measures.yaml", row, "targets", message)


def _is_possible(value: float, lowest: float | None, highest: float | None) -> bool:
    return (lowest is None or value >= lowest) and (highest is None or value <= highest)


def _notes_fit(pack: Pack) -> Say:
    kinds = {one.slug: one.kind for one in pack.measures}
    for name, entries in (("note", pack.notes), ("standing", pack.standings)):
        for n, entry in enumerate(entries, start=1):
            if entry.measure not in kinds:
                said = f"{entry.measure} is not in measures.yaml. Add it there, or correct the code."
                yield Problem("demonstration.yaml", f"{name} {n}", "measure", said)
    for n, entry in enumerate(pack.standings, start=1):
        if kinds.get(entry.measure) == "number":
            said = f"{entry.measure} is a number. Only what is told or done or not done has a standing."
            yield Problem("demonstration.yaml", f"standing {n}", "measure", said)
