"""Words with signs for headings, lists and emphasis, as HTML. Tags that people write are shown as text."""

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_READER = MarkdownIt("commonmark", {"html": False})
# A page has its title and its sections: what people write begins below them.
BELOW = 2


def write_html(text: str) -> SafeString:
    """Return the text as HTML, with its headings from the third level on."""
    tokens = _READER.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + BELOW, 6)}"
    return mark_safe(_READER.renderer.render(tokens, _READER.options, {}))  # noqa: S308  # tags were escaped
