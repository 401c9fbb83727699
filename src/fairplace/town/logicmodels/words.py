"""What readers call the parts of a logic model."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairplace.town.logicmodels.rules.state import Evidence, Kind

# A column, one step of it, and when its changes may be expected.
COLUMNS = {
    Kind.INPUT: _("Inputs"),
    Kind.ACTIVITY: _("Activities"),
    Kind.OUTPUT: _("Outputs"),
    Kind.SHORT: _("Short-term outcomes"),
    Kind.MEDIUM: _("Medium-term outcomes"),
    Kind.LONG: _("Long-term outcomes"),
    Kind.IMPACT: _("Impact"),
}
KINDS = {
    Kind.INPUT: _("Input"),
    Kind.ACTIVITY: _("Activity"),
    Kind.OUTPUT: _("Output"),
    Kind.SHORT: _("Short-term outcome"),
    Kind.MEDIUM: _("Medium-term outcome"),
    Kind.LONG: _("Long-term outcome"),
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
EVIDENCE = {
    Evidence.NONE: _("Nobody has said yet how well this is known"),
    Evidence.EXPECTED: _("Expected: it stands to reason"),
    Evidence.EXPERIENCE: _("Experience: people who do this have seen it"),
    Evidence.LOCAL: _("Local: figures from here show it"),
    Evidence.STUDIES: _("Studies elsewhere show it"),
    Evidence.REVIEWS: _("Reviews of many studies show it"),
}
CHANGES = {
    "added": pgettext_lazy("step or link", "New"),
    "removed": pgettext_lazy("step or link", "Taken away"),
    "changed": pgettext_lazy("step or link", "Changed"),
}
