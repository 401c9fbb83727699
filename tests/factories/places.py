import json
from datetime import date

from fairplace.town.places.models import (
    AuthorityRank,
    Comparator,
    DeprivationEdition,
    NeighbourhoodRank,
    Place,
    Succession,
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


def make_geography(town, changed="S") -> dict[str, Place]:
    """Make six neighbourhoods of 2011 and the seven of 2021 they went on in, with wards, ranks and steps.

    `c` of 2011 was split into `c1`, with 600 people, and `c2`, with 400; all others have 1,000 and did not
    change. The wards of 2021 are old north (a, b, c) and old south (d, e, f); those of 2024 north (a, b, c1)
    and south (c2, d, e, f), so that `c` lies in both.
    """
    places = {
        name: Place.objects.create(
            code=f"E0100{n:04}",
            name=f"{town.name} 00{n}",
            kind="neighbourhood",
            parent=town.place,
            vintage="LSOA 2021" if name in {"c1", "c2"} else "LSOA 2011",
        )
        for n, name in enumerate(("a", "b", "c", "c1", "c2", "d", "e", "f"), start=1)
    }
    old, new = ("a", "b", "c", "d", "e", "f"), ("a", "b", "c1", "c2", "d", "e", "f")
    for year, vintage, names in ((2019, "LSOA 2011", old), (2025, "LSOA 2021", new)):
        edition = make_neighbourhoods(town, number=0, edition=f"iod{year}")
        edition.neighbourhood_vintage, edition.published_on = vintage, date(year, 9, 26)
        edition.short = f"IoD {year}"
        edition.save()
        for n, name in enumerate(names):
            NeighbourhoodRank.objects.create(
                edition=edition, place=places[name], score=100 - n, rank=n + 1, decile=n + 1,
                population={"c1": 600, "c2": 400}.get(name, 1000), tile_column=n, tile_row=0,
            )  # fmt: skip
    wards = {
        "WD 2021": {"E05000001": ("North", "abc"), "E05000002": ("South", "def")},
        "WD 2024": {"E05000011": ("North", ("a", "b", "c1")), "E05000012": ("South", ("c2", "d", "e", "f"))},
    }
    for vintage, found in wards.items():
        for code, (name, parts) in found.items():
            for part in parts:
                places[part].lookups.create(kind="ward", code=code, name=name, vintage=vintage)
    for name in ("a", "b", "d", "e", "f"):
        Succession.objects.create(before=places[name], after=places[name], change="U", weight=1)
    for name, weight in (("c1", 0.6), ("c2", 0.4)):
        known = weight if changed == "S" else None
        Succession.objects.create(before=places["c"], after=places[name], change=changed, weight=known)
    return places


def square(column, row=0) -> list:
    """Return a square of a hundredth of a degree, as a ring that is closed."""
    x, y = -0.4 + column / 100, 51.9 + row / 100
    return [[x, y], [x + 0.01, y], [x + 0.01, y + 0.01], [x, y + 0.01], [x, y]]


def make_geojson(places, field="LSOA21CD", **properties) -> bytes:
    """Return a file of squares, one for each place, such as a portal gives."""
    features = [
        {
            "type": "Feature",
            "properties": {field: place.code, field.replace("CD", "NM"): place.name, **properties},
            "geometry": {"type": "Polygon", "coordinates": [square(n)]},
        }
        for n, place in enumerate(places)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()
