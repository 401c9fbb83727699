"""Whether publications put together tell what each of them hides: the check before a release."""

from collections.abc import Collection, Mapping, Sequence

from fairplace.equity.stats.disclosure.claims import Areas, Claim, Days, Layout
from fairplace.equity.stats.disclosure.ranges import MOST_UNKNOWNS
from fairplace.equity.stats.disclosure.together import Together, together

# So often claims that are not what their parts come to are taken by themselves, and all is looked at again.
MOST_LOOKS = 4


def differences(
    claims: Sequence[Claim],
    areas: Areas | None = None,
    *,
    new: Collection[int],
    threshold: int,
    zeros: str = "shown",
    protection: int | None = None,
    stocks: Collection[str] = (),
    wholes: Mapping[str, tuple[str, ...]] | None = None,
    most_unknowns: int = MOST_UNKNOWNS,
) -> Together:
    """Return which small counts the `new` releases let be told, together with all that was published before.

    A `Claim` is one count of one release: whole people, true where it is known here, hidden or shown. `areas`
    says by name which small areas an area consists of: towns, wards, fifths of either edition; one that it
    does not name is a small area itself. Days may overlap in any way; what is among `stocks` does not add up
    over time (residents), everything else does (cases). `wholes` says what consists of what: {"residents":
    ("ill", "well")}. Groups of one dimension make up everybody, unless true counts say that some are in none.
    A total that is not what its parts come to is no total of them: it is taken by itself, and `apart` names
    it. Everything else, and the sources, are those of `together`.
    """
    apart: set[tuple[str, Days]] = set()
    places: dict[str, set[tuple[str, Days]]] = {}
    for one in claims:
        places.setdefault(one.name, set()).add((one.area, one.days))
    rules = {"threshold": threshold, "zeros": zeros, "protection": protection, "most_unknowns": most_unknowns}
    said: set[str] = set()
    for _look in range(MOST_LOOKS):
        statements, same = Layout(claims, areas or {}, stocks, wholes or {}, apart).make()
        found = together(statements, new=new, same=same, **rules)
        said |= set(found.apart)
        more = {place for name in found.apart for place in places[name]} - apart
        if not more:
            break
        apart |= more
    return Together(found.found, found.known, found.unsure, tuple(sorted(said)))
