"""What fifths of neighbourhoods are called, from the most to the least deprived."""

from django.utils.translation import gettext_lazy as _

FIFTHS = (
    _("Most deprived fifth"),
    _("Second fifth"),
    _("Middle fifth"),
    _("Fourth fifth"),
    _("Least deprived fifth"),
)
