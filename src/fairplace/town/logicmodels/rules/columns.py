"""What stands above the columns of a drawing, short enough for it, and what its marks of change say."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairplace.town.logicmodels.rules.state import Kind

COLUMNS = {
    Kind.INPUT: _("Inputs"),
    Kind.ACTIVITY: _("Activities"),
    Kind.OUTPUT: _("Outputs"),
    Kind.SHORT: _("Short-term outcomes"),
    Kind.MEDIUM: _("Medium-term outcomes"),
    Kind.LONG: _("Long-term outcomes"),
    Kind.IMPACT: _("Impact"),
}
SPANS = {
    Kind.INPUT: _("What goes in"),
    Kind.ACTIVITY: _("What is done"),
    Kind.OUTPUT: _("What comes of it"),
    Kind.SHORT: _("Within 1 year"),
    Kind.MEDIUM: _("In 1 to 3 years"),
    Kind.LONG: _("In 3 to 10 years"),
    Kind.IMPACT: _("In the end"),
}
CHANGES = {
    "added": pgettext_lazy("step or link", "New"),
    "removed": pgettext_lazy("step or link", "Taken away"),
    "changed": pgettext_lazy("step or link", "Changed"),
}
