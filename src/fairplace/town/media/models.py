from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition


class Consented(models.Model):
    """Something made by or showing people: who agreed to its use, until when, and on what terms."""

    licence = models.CharField(_("licence"), max_length=200, blank=True)
    consent_by = models.CharField(_("consent given by"), max_length=200, blank=True)
    consent_on = models.DateField(_("consent given on"), null=True, blank=True)
    consent_until = models.DateField(_("consent ends on"), null=True, blank=True)

    class Meta:
        abstract = True


CONSENT_FIELDS = ("licence", "consent_by", "consent_on", "consent_until")


class Picture(Consented, AbstractImage):
    """An image. Wagtail's `description` is its alternative text."""

    admin_form_fields = ("title", "file", "description", "collection", "tags", *CONSENT_FIELDS)

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="a_picture_is_rendered_once_a_size"
            )
        ]


class Paper(Consented, AbstractDocument):
    """A document to download."""

    admin_form_fields = ("title", "file", "collection", "tags", *CONSENT_FIELDS)

    class Meta(AbstractDocument.Meta):
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
