from datetime import date

from fairplace.town.places.models import (
    AuthorityRank,
    Comparator,
    DeprivationEdition,
    NeighbourhoodRank,
    Place,
    Town,
)


def make_place(code="E06000001", name="Testham", kind="authority", parent=None) -> Place:
    return Place.objects.create(code=code, name=name, kind=kind, parent=parent, vintage="test")


def make_town(slug="testham", code="E06000001", name="Testham", is_default=True, compared=()) -> Town:
    town = Town.objects.create(
        place=make_place(code, name),
        slug=slug,
        name=name,
        title=f"{name}, a health equity town",
        promise="Nobody lives in poverty.",
        promise_by=2040,
        attribution=["Contains test data."],
        pack_edition="1",
        updated_on=date(2026, 1, 1),
        is_default=is_default,
    )
    for position, place in enumerate(compared, start=1):
        Comparator.objects.create(town=town, place=place, role="country", position=position)
    return town


def make_neighbourhoods(town, number=10, edition="iod2019") -> DeprivationEdition:
    """Make neighbourhoods, the first the most deprived, and the edition that ranks them."""
    made = DeprivationEdition.objects.create(
        code=edition,
        name="Indices of Deprivation",
        short="IoD",
        published_on=date(2019, 9, 26),
        authorities=317,
        neighbourhoods_in_england=1000,
        columns=[{"code": "average-score", "name": "Rank of average score", "plain": "plain"}],
    )
    for n in range(number):
        place = make_place(f"E0100000{n}", f"{town.name} {n:03}", "neighbourhood", town.place)
        NeighbourhoodRank.objects.create(
            edition=made,
            place=place,
            score=100 - n,
            rank=n + 1,
            decile=min(10, n + 1),
            population=1000,
            tile_column=n,
            tile_row=0,
        )
    return made


def make_rank(edition, place, rank, column="average-score", **fields) -> AuthorityRank:
    return AuthorityRank.objects.create(
        edition=edition, place=place, name=place.name, column=column, rank=rank, **fields
    )
