"""The one kind of refusal."""


class NotComputable(ValueError):
    """Says in a sentence that a page can show why a number cannot be given."""
