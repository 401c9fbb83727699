"""Says what is known of a measure in a word with a sign."""

from django import template
from django.utils.safestring import SafeString

from fairplace.town.measures.rules import STATUS_WORDS
from fairplace.town.ui.templatetags.ui import _inline

register = template.Library()

# The six words of a status in the looks that the verdicts have: a tick, a warning, a question, a dash.
LOOKS = {
    "on course": "better",
    "achieved": "better",
    "off course": "worse",
    "getting worse": "worse",
    "too early": "none",
    "cannot tell": "cannot-tell",
}


@register.simple_tag
def status(word: str) -> SafeString:
    """Say a status: on course, off course, getting worse, achieved, too early, cannot tell."""
    return _inline("verdict", kind=LOOKS[word], words=STATUS_WORDS[word])
