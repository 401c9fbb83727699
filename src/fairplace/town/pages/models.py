from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from fairplace.town.places.models import Town


class EditorialPage(Page):
    """A page of text that the programme team writes in the browser."""

    town = models.ForeignKey(
        Town,
        verbose_name=_("town"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Leave empty for a page of all towns on this site."),
    )
    summary = models.CharField(
        _("summary"), max_length=300, help_text=_("One or two sentences that say what the page tells.")
    )
    body = RichTextField(
        _("text"), features=["h2", "h3", "bold", "ol", "ul", "link", "document-link", "image"]
    )
    sources = models.TextField(
        _("sources"), blank=True, help_text=_("Where the facts come from, one a line.")
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("town"),
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("sources"),
    ]
    template = "pages/editorial_page.html"

    def list_sources(self) -> list[str]:
        return [line.strip() for line in self.sources.splitlines() if line.strip()]
