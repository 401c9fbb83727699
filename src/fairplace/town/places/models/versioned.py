from django.db import models


class Versioned(models.Model):
    """Something that several people may change: its version tells whether somebody did meanwhile."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
