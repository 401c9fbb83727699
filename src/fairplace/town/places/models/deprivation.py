from django.db import models

from fairplace.town.places.models.place import Place


class DeprivationEdition(models.Model):
    """One publication of the Indices of Deprivation. Ranks of two editions are not a trend."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    short = models.CharField(max_length=40)
    published_on = models.DateField(null=True)
    authorities = models.PositiveIntegerField()
    authority_vintage = models.CharField(max_length=20)
    neighbourhood_vintage = models.CharField(max_length=20)
    neighbourhoods_in_england = models.PositiveIntegerField()
    columns = models.JSONField(default=list)
    publisher = models.CharField(max_length=200)
    dataset = models.CharField(max_length=300)
    address = models.URLField(blank=True)
    licence = models.CharField(max_length=200)
    attribution = models.TextField()
    retrieved_on = models.DateField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["published_on", "code"]

    def __str__(self) -> str:
        return self.short


class AuthorityRank(models.Model):
    """One authority's value and rank on one column of an edition's summary. Rank 1 is most deprived."""

    edition = models.ForeignKey(DeprivationEdition, on_delete=models.CASCADE, related_name="authority_ranks")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="authority_ranks")
    name = models.CharField(max_length=120)
    column = models.SlugField()
    value = models.FloatField(null=True)
    rank = models.PositiveIntegerField(null=True)
    dataset = models.CharField(max_length=300)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["edition", "column", "rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "place", "column"], name="an_authority_is_ranked_once_a_column"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.rank} on {self.column}"


class NeighbourhoodRank(models.Model):
    """How deprived a neighbourhood is in an edition, and where its tile stands on the map."""

    edition = models.ForeignKey(
        DeprivationEdition, on_delete=models.CASCADE, related_name="neighbourhood_ranks"
    )
    place_id: int
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="neighbourhood_ranks")
    score = models.FloatField()
    rank = models.PositiveIntegerField()
    decile = models.PositiveSmallIntegerField()
    population = models.PositiveIntegerField()
    domains = models.JSONField(default=dict)
    tile_column = models.PositiveSmallIntegerField()
    tile_row = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["edition", "rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "place"], name="a_neighbourhood_is_ranked_once_an_edition"
            ),
            models.CheckConstraint(
                condition=models.Q(decile__range=(1, 10)), name="deciles_run_from_1_to_10"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id}: decile {self.decile}"
