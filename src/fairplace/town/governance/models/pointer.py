from django.db import models


class Pointer(models.Model):
    """Where something points on the chain: a kind and an id, as `chain.rules` names records."""

    kind = models.CharField(max_length=40)
    code = models.CharField(max_length=100)

    class Meta:
        abstract = True

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, self.code
