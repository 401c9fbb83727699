from django.db import models

from fairplace.town.people.models import Person


class Upload(models.Model):
    """A file that somebody brought: its rows, and once it was taken in, what was there before and after.

    The town is known by its slug, since this app stands below the towns.
    """

    town = models.SlugField()
    sheet = models.SlugField()
    name = models.CharField(max_length=200)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    rows = models.JSONField()
    unknown = models.JSONField(default=list)
    taken_in_at = models.DateTimeField(null=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["town", "sheet"], name="uploads_of_a_town")]

    def __str__(self) -> str:
        return self.name
