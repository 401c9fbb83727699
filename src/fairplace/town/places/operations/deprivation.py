from collections.abc import Iterable, Mapping
from typing import Any

from fairplace.town.places.models import AuthorityRank, DeprivationEdition, NeighbourhoodRank, Place
from fairplace.town.places.rules import DOMAINS

Rows = Iterable[Mapping[str, Any]]


def save_deprivation(*, editions: Rows, authority_ranks: Rows, neighbourhood_ranks: Rows) -> int:
    """Add or update editions of the Indices of Deprivation, and the ranks they give."""
    for edition in editions:
        values = {key: value for key, value in edition.items() if key != "code"}
        DeprivationEdition.objects.update_or_create(code=edition["code"], defaults=values)
    edition_ids = dict(DeprivationEdition.objects.values_list("code", "pk"))
    place_ids = dict(Place.objects.values_list("code", "pk"))

    def keys(row: Mapping[str, Any]) -> dict[str, int]:
        return {"edition_id": edition_ids[row["edition"]], "place_id": place_ids[row["place"]]}

    authorities = [
        AuthorityRank(
            **keys(row), **{key: row[key] for key in ("name", "column", "value", "rank", "dataset", "note")}
        )
        for row in authority_ranks
    ]
    AuthorityRank.objects.bulk_create(
        authorities,
        update_conflicts=True,
        unique_fields=["edition", "place", "column"],
        update_fields=["name", "value", "rank", "dataset", "note"],
        batch_size=200,
    )
    own = ("score", "rank", "decile", "population", "tile_column", "tile_row", "note")
    neighbourhoods = [
        NeighbourhoodRank(
            **keys(row),
            **{key: row[key] for key in own},
            domains={key: row[key] for key in DOMAINS if row[key] is not None},
        )
        for row in neighbourhood_ranks
    ]
    NeighbourhoodRank.objects.bulk_create(
        neighbourhoods,
        update_conflicts=True,
        unique_fields=["edition", "place"],
        update_fields=[*own, "domains"],
        batch_size=200,
    )
    return len(authorities) + len(neighbourhoods)
